/**
 * For tests: what stands in a network namespace of its own: a Postgres, an agent, and, where there is no other way out, a
 * port that leads to the hub through a Unix socket. Told by the environment, asked over standard input, answers by lines
 * of JSON on standard output. NOT a program of the product.
 */
import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { run } from "../../cli/testing/run.ts";
import { startPostgres } from "../../platform/database/testing.ts";

const main = fileURLToPath(new URL("../../main.ts", import.meta.url));
const { env } = process;
const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** The one way out: a port here that is the hub's. */
async function relay(socketPath: string): Promise<string> {
  const server = createServer((near) => {
    const far = connect(socketPath);
    near.pipe(far).pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

/** Whether a connection comes about, and if not, why. */
function reaches(target: string): Promise<string> {
  const [host, port] = target.split(":");
  return new Promise((resolve) => {
    const socket = connect({ host: host ?? "", port: Number(port), timeout: 2_000 });
    socket.once("connect", () => resolve("connected"));
    socket.once("timeout", () => resolve("timeout"));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "error"));
    socket.once("close", () => resolve("closed"));
  }).then((answer) => String(answer));
}

const hub = env.RELAY === undefined ? (env.HUB ?? "") : await relay(env.RELAY);
const postgres = await startPostgres();
const address = await postgres.newDatabase();
const client = new pg.Client(address);
await client.connect();
await client.query(env.TABLE ?? "");
const { hostname, port, pathname, username, password } = new URL(address);
const settings = { host: hostname, port, database: pathname.slice(1), user: username, tls: "off" };
const sets = Object.entries(settings).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
const folder = env.FOLDER ?? "";
const added = await run(["agent", "endpoint", "add", "erp", "--kind", "postgres", ...sets], {
  environment: { ROSTRUM_DATA: folder, ROSTRUM_ENDPOINT_SECRET: password },
});
if (added.code !== 0) throw new Error(added.stderr);
const agent = spawn(process.execPath, [main, "agent"], {
  env: { PATH: env.PATH, ROSTRUM_DATA: folder, ROSTRUM_HUB: hub, ROSTRUM_AGENT_TOKEN: env.TOKEN },
  stdio: ["ignore", "ignore", "pipe"],
});
let said = "";
agent.stderr.on("data", (chunk: Buffer) => {
  said += String(chunk);
});
say({ interfaces: Object.keys(networkInterfaces()) });
for await (const line of createInterface(process.stdin)) {
  const { query, target, end } = JSON.parse(line) as { query?: string; target?: string; end?: boolean };
  if (query !== undefined) say({ rows: (await client.query(query)).rows, said });
  if (target !== undefined) say({ reaches: await reaches(target) });
  if (end === true) break;
}
agent.kill("SIGTERM");
await client.end();
await postgres.stop();
say({ said });
process.exit(0);
