/**
 * An agent in a network namespace of its own, from which nothing but the hub can be reached, beside a Postgres that
 * stands in there too. Where this machine lets nobody make a namespace, the same agent runs outside of one, and the
 * database of the hub is behind a port that is closed to it; that it holds no connection but those it should is shown on
 * every machine in `agents.test.ts`.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { connect, createServer } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startPostgres } from "../platform/database/testing.ts";
import { temporaryFolder } from "../testing/hub.ts";
import { inOrder, openPlant, type RunView, rowsAtGoTo } from "./testing/plant.ts";

const inside = fileURLToPath(new URL("./testing/inside.ts", import.meta.url));
const fields = ["webinarKey", "registrantKey", "email"];
const isolated = spawnSync("unshare", ["--net", "ip", "link", "set", "lo", "up"]).status === 0;

it(isolated
  ? "in its own network namespace runs a flow to a file and a Postgres that only it reaches"
  : "without a namespace to be had, runs a flow to a file and a Postgres without the hub's database", {
  timeout: 120_000,
}, async () => {
  // The hub's database is a real one here, so that there is an address at which it is not to be reached.
  const postgres = await startPostgres();
  const databaseUrl = await postgres.newDatabase();
  await using plant = await openPlant({ seed: 5, size: { webinars: 12, registrants: 5 }, databaseUrl });
  const { folder, remove } = temporaryFolder();
  const token = await plant.addAgent("cell");
  const door = createServer((near) => {
    const far = connect(plant.port, "127.0.0.1");
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on("error", () => far.destroy());
  });
  const socketPath = path.join(folder, "door");
  door.listen(socketPath);
  await once(door, "listening");

  const command = [process.execPath, inside];
  const [program, words] = isolated
    ? ["unshare", ["--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", ...command]]
    : [process.execPath, [inside]];
  const child: ChildProcess = spawn(program, words, {
    env: {
      ...{ PATH: process.env.PATH, RELAY: socketPath, FOLDER: path.join(folder, "data"), TOKEN: token },
      TABLE: `create table people (${fields.map((name) => `"${name}" text`).join(", ")}, primary key ("registrantKey"))`,
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new Error("it has an output");
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? "{}") as Record<string, unknown>;
  const ask = async (question: object) => {
    child.stdin?.write(`${JSON.stringify(question)}\n`);
    return next();
  };
  try {
    const { interfaces } = await next();
    if (isolated) expect(interfaces).toEqual(["lo"]);
    const { host } = new URL(databaseUrl);
    const direct = await ask({ target: host });
    // Without a namespace the machine's own loopback is there; then it is the missing address and password that close it.
    expect(direct.reaches).toBe(isolated ? "ECONNREFUSED" : "connected");
    if (isolated) expect((await ask({ target: "192.0.2.1:443" })).reaches).toBe("ENETUNREACH");

    const source = { endpoint: "goto", entity: "Registrant", fields };
    for (const [flow, target] of [
      ["to-erp", { endpoint: "erp", table: "people", write: "upsert" }],
      ["to-file", { endpoint: "csv", table: "people.csv", write: "replace" }],
    ] as const) {
      await plant.call("PUT", `/flows/${flow}`, { agent: "cell", source, target });
      const ended = await plant.ended(await plant.call<RunView>("POST", `/flows/${flow}/runs`));
      expect(ended).toMatchObject({ state: "done", counts: { read: 60, inserted: 60 } });
    }
    const { rows } = await ask({ query: "select * from people" });
    expect(inOrder(rows as Record<string, unknown>[], fields)).toEqual(
      await rowsAtGoTo(plant, "Registrant", fields),
    );
    expect(await readdir(path.join(folder, "data", "agent", "files"))).toContain("people.csv");
    const { said } = await ask({ end: true });
    expect(said).toContain("Working as cell");
  } finally {
    const gone = child.exitCode === null ? once(child, "exit") : undefined;
    child.stdin?.end();
    await gone;
    door.close();
    remove();
    await postgres.stop();
  }
});
