// Memory of a flow: `rostrum flow run` from an ndjson file into PostgreSQL with a filter and a map, of 100,000 and of
// 1,000,000 rows, each in a process of its own. What grows with the rows would show as growth. Once with the hub on Postgres,
// and once on its embedded database, which takes so much memory at its start that it would hide a smaller growth.
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { startPostgres, type TestPostgres } from "../packages/hub/src/platform/database/test-server.ts";
import type { BenchmarkResult } from "./run.ts";
import { rostrum } from "./support/rostrum-process.ts";

const table = `create table people (
  id bigint primary key, first_name text, last_name text, email text, company text, joined_at timestamptz)`;

const flow = {
  flow: "people",
  source: { endpoint: "ndjson", table: "people.ndjson" },
  steps: [
    { filter: "id != null" },
    {
      map: {
        id: "id",
        first_name: "first_name",
        last_name: "$uppercase(last_name)",
        email: "$lowercase(email)",
        company: 'company & " (" & country & ")"',
        joined_at: "joined_at",
      },
    },
  ],
  target: { endpoint: "warehouse", table: "people", write: "upsert" },
};

function* lines(count: number): Generator<string> {
  for (let n = 1; n <= count; n += 1) {
    const person = {
      id: String(n),
      first_name: `Ann ${n}`,
      last_name: `Lee ${n % 997}`,
      email: `Ann.${n}@Example.com`,
    };
    const joined_at = new Date(1_800_000_000_000 + n * 1_000).toISOString();
    yield `${JSON.stringify({ ...person, company: `Works ${n % 131}`, country: "Spain", joined_at })}\n`;
  }
}

/** Runs the flow over that many rows; answers the peak in MB and the seconds. */
async function run(
  postgres: TestPostgres,
  count: number,
  hub: "embedded" | "postgres",
): Promise<{ peak: number; seconds: number }> {
  const folder = await mkdtemp(path.join(tmpdir(), "rostrum-flow-memory-"));
  const address = await postgres.newDatabase();
  const client = new pg.Client(address);
  try {
    await client.connect();
    await client.query(table);
    const files = path.join(folder, "files");
    await mkdir(files);
    // An endpoint can be added where a hub has its data, and here none has run before.
    await mkdir(path.join(folder, "data", "database"), { recursive: true });
    await pipeline(Readable.from(lines(count)), createWriteStream(path.join(files, "people.ndjson")));
    const definition = path.join(folder, "people.json");
    await writeFile(definition, JSON.stringify(flow));
    const { hostname, port, pathname, username, password } = new URL(address);
    const settings = [
      `host=${hostname}`,
      `port=${port}`,
      `database=${pathname.slice(1)}`,
      `user=${username}`,
      "tls=off",
    ];
    const environment: Record<string, string> = { ROSTRUM_FILES: files, ROSTRUM_ENDPOINT_SECRET: password };
    if (hub === "postgres") environment.DATABASE_URL = await postgres.newDatabase();
    const sets = settings.flatMap((one) => ["--set", one]);
    await rostrum(folder, ["endpoint", "add", "warehouse", "--kind", "postgres", ...sets], environment);
    const started = performance.now();
    const peak = await rostrum(folder, ["flow", "run", definition], environment);
    const seconds = (performance.now() - started) / 1000;
    const { rows } = await client.query<{ count: string }>("select count(*) from people");
    if (Number(rows[0]?.count) !== count) throw new Error(`${rows[0]?.count} rows of ${count} are there.`);
    return { peak, seconds };
  } finally {
    await client.end();
    await rm(folder, { recursive: true, force: true });
  }
}

export default async function flowMemory(): Promise<BenchmarkResult> {
  const postgres = await startPostgres({ durable: true });
  try {
    const small = await run(postgres, 100_000, "postgres");
    const large = await run(postgres, 1_000_000, "postgres");
    const smallEmbedded = await run(postgres, 100_000, "embedded");
    const largeEmbedded = await run(postgres, 1_000_000, "embedded");
    return {
      name: "flow-memory",
      results: {
        peakMb100k: small.peak,
        peakMb1m: large.peak,
        growthMb: large.peak - small.peak,
        seconds1m: large.seconds,
        peakMb1mEmbedded: largeEmbedded.peak,
        growthMbEmbedded: largeEmbedded.peak - smallEmbedded.peak,
      },
    };
  } finally {
    await postgres.stop();
  }
}
