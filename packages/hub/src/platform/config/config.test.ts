import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { HubError } from "../errors.ts";
import { readConfig, variables } from "./config.ts";

function refusal(environment: Record<string, string>): HubError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the configuration", () => {
  it("has a default for all that is needed to start on a laptop", () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 8080, host: "127.0.0.1", logLevel: "warn", databaseUrl: undefined });
    expect(config.dataFolder).toMatch(/\/data$/);
  });

  it("takes a secret from a file that its variable names, and never says what is in it", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "rostrum-config-"));
    const file = path.join(folder, "url");
    writeFileSync(file, "postgres://me:planted@db/x\n");
    expect(readConfig({ DATABASE_URL_FILE: file }).databaseUrl).toBe("postgres://me:planted@db/x");
    expect(refusal({ DATABASE_URL_FILE: file, DATABASE_URL: "postgres://other/x" }).code).toBe(
      "config.bad-file",
    );
    expect(refusal({ DATABASE_URL_FILE: path.join(folder, "none") }).message).toContain("ENOENT");
    writeFileSync(file, "mysql://me:planted@db/x");
    expect(JSON.stringify(refusal({ DATABASE_URL_FILE: file }))).not.toContain("planted");
    writeFileSync(file, "\n");
    expect(refusal({ ROSTRUM_KEY_FILE: file }).message).toContain("is empty");
    rmSync(folder, { recursive: true });
    // Only secrets: a port in a file would be a second way for nothing.
    expect(readConfig({ ROSTRUM_PORT_FILE: "/none" }).port).toBe(8080);
  });

  it("takes an empty variable for an absent one", () => {
    expect(readConfig({ ROSTRUM_PORT: "", DATABASE_URL: " " })).toMatchObject({
      port: 8080,
      databaseUrl: undefined,
    });
  });

  it.each([
    ["ROSTRUM_PORT", "80b0"],
    ["ROSTRUM_PORT", "70000"],
    ["ROSTRUM_URL", "localhost:8080"],
    ["ROSTRUM_PUBLIC_URL", "ftp://x"],
    ["ROSTRUM_LOG", "loud"],
    ["ROSTRUM_TRUSTED_PROXIES", "10.0.0.5, proxy.acme.example"],
    ["ROSTRUM_TRUSTED_PROXIES", "10.0.0.0/33"],
    ["ROSTRUM_TRUSTED_PROXIES", "everybody"],
  ])("names the variable when %s is %j", (name, value) => {
    const error = refusal({ [name]: value });
    expect(error.message).toContain(name);
    expect(error.message).toContain(value);
    expect(error.meaning).toContain("must be");
  });

  it("takes proxies as addresses, networks, or this machine", () => {
    const { trustedProxies } = readConfig({
      ROSTRUM_TRUSTED_PROXIES: "loopback, 10.0.0.0/8,2001:db8::/64 ,::1",
    });
    expect(trustedProxies).toEqual(["loopback", "10.0.0.0/8", "2001:db8::/64", "::1"]);
  });

  it("does not repeat the value of a secret", () => {
    const error = refusal({ DATABASE_URL: "mysql://root:planted-secret@host/db" });
    expect(`${error.message} ${error.meaning} ${error.remedy}`).not.toContain("planted-secret");
  });

  it("describes every variable in words", () => {
    for (const variable of Object.values(variables)) expect(variable.description.length).toBeGreaterThan(20);
  });
});
