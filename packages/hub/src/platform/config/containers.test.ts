/** The container files at the root, held against what they speak of: variables, packages, the version of Node. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { fileVariable, variables } from "./config.ts";

const root = new URL("../../../../../", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), "utf8");

const Service = z.object({
  image: z.string(),
  environment: z.record(z.string(), z.string()),
  secrets: z.array(z.string()),
  volumes: z.array(z.string()),
  command: z.array(z.string()).optional(),
  read_only: z.boolean().optional(),
});
const Compose = z.object({
  services: z.object({ hub: Service, worker: Service, database: Service }),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});
const compose = Compose.parse(parse(read("compose.yaml"), { merge: true }));
const containerfile = read("Containerfile");

const known: ReadonlySet<string> = new Set(
  Object.values(variables).flatMap((variable) =>
    "secret" in variable ? [variable.name, fileVariable(variable.name)] : [variable.name],
  ),
);

describe("the compose file", () => {
  it("sets variables that there are, and gives no secret but by file", () => {
    for (const { environment } of [compose.services.hub, compose.services.worker]) {
      expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([]);
      for (const variable of Object.values(variables)) {
        if ("secret" in variable) expect(environment).not.toHaveProperty(variable.name);
      }
    }
  });

  it("gives hub and worker the same database, key and files", () => {
    const { hub, worker } = compose.services;
    expect(worker.environment).toEqual(hub.environment);
    for (const { volumes } of [hub, worker]) expect(volumes).toContain("files:/files");
  });

  it("names volumes and secrets that it has, at the paths where they are looked for", () => {
    for (const service of Object.values(compose.services)) {
      for (const volume of service.volumes)
        expect(compose.volumes).toHaveProperty(volume.split(":")[0] ?? "");
      for (const secret of service.secrets) expect(compose.secrets).toHaveProperty(secret);
      const files = Object.entries(service.environment).filter(([name]) => name.endsWith("_FILE"));
      expect(files.map(([, file]) => file).sort()).toEqual(
        service.secrets.map((secret) => `/run/secrets/${secret}`).sort(),
      );
    }
  });

  it("pins its images, and writes into nothing but volumes", () => {
    expect(compose.services.database.image).toMatch(/:\d+\.\d+/);
    for (const { read_only } of [compose.services.hub, compose.services.worker]) expect(read_only).toBe(true);
  });
});

describe("the container file", () => {
  it("stands on the Node of package.json, pinned", () => {
    const { devDependencies } = JSON.parse(read("package.json")) as { devDependencies: { node: string } };
    const bases = [...containerfile.matchAll(/^FROM (\S+\/\S+)/gm)].map(([, base]) => base);
    expect(bases).toHaveLength(2);
    for (const base of bases) expect(base).toContain(`node:${devDependencies.node}-`);
  });

  it("sets variables that there are, and brings every package", () => {
    const line = /^ENV (.*)$/m.exec(containerfile)?.[1] ?? "";
    const names = [...line.matchAll(/(\w+)=/g)].map(([, name]) => name ?? "");
    expect(names.filter((name) => name !== "NODE_ENV" && !known.has(name))).toEqual([]);
    for (const name of ["goto", "sandbox", "hub"])
      expect(containerfile).toContain(`COPY packages/${name}/package.json packages/${name}/`);
    expect(containerfile).toMatch(/^USER node$/m);
  });
});
