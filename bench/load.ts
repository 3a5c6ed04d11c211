// Rows through a flow into PostgreSQL: the flow engine, the endpoint's writer and the store of runs as they are, from a
// source in memory. Against plain COPY of the same rows into the same table, in the same process and run: one statement,
// fed by the least program that can (a text of every row). New rows without and with mapping, and rows that are there
// already. The server writes to disk as it does in earnest.
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Row } from "../packages/hub/src/endpoints/index.ts";
import { openPostgresEndpoint } from "../packages/hub/src/endpoints/postgres/postgres.ts";
import { readDefinition } from "../packages/hub/src/flows/definition.ts";
import { createFlowStore } from "../packages/hub/src/flows/flow-store.ts";
import { type RunPorts, runFlow } from "../packages/hub/src/flows/run-flow.ts";
import { createRunStore } from "../packages/hub/src/flows/run-store.ts";
import { systemClock } from "../packages/hub/src/platform/clock/clock.ts";
import { openPostgres } from "../packages/hub/src/platform/database/database.ts";
import { startPostgres } from "../packages/hub/src/platform/database/test-server.ts";
import type { BenchmarkResult } from "./run.ts";
import { memoryEndpoint } from "./support/memory-endpoint.ts";

const count = 200_000;
const rounds = 5;
const fields = [
  "id",
  "first_name",
  "last_name",
  "email",
  "company",
  "amount",
  "joined_at",
  "active",
] as const;

const table = `create table people (
  id bigint primary key, first_name text, last_name text, email text, company text,
  amount numeric(12, 2), joined_at timestamptz, active boolean)`;

/** What a map of every day looks like: fields by name, texts put together, a choice, a number made. */
const map = {
  id: "id",
  first_name: "first_name",
  last_name: "$uppercase(last_name)",
  email: "$lowercase(email)",
  company: 'company & " (" & country & ")"',
  amount: "price * 12",
  joined_at: "joined_at",
  active: 'state = "active"',
};

/** The rows as a source gives them, and as they stand in the table without a mapping. */
function makeRows(): { plain: Row[]; raw: Row[] } {
  const plain: Row[] = [];
  const raw: Row[] = [];
  for (let n = 1; n <= count; n += 1) {
    const shared = {
      id: String(9_007_199_254_740_993n + BigInt(n)),
      first_name: `Ann ${n % 977}`,
      last_name: `Lee ${n % 1_009}`,
      email: `Ann.Lee.${n}@Example.com`,
      company: `Works ${n % 131}`,
    };
    const joined_at = new Date(1_800_000_000_000 + n * 1_000).toISOString();
    plain.push({ ...shared, amount: `${n % 5_000}.50`, joined_at, active: n % 3 > 0 });
    raw.push({
      ...shared,
      ...{ country: "Spain", price: (n % 400) + 0.25, joined_at, state: n % 3 > 0 ? "active" : "gone" },
    });
  }
  return { plain, raw };
}

export default async function load(): Promise<BenchmarkResult> {
  const { plain, raw } = makeRows();
  const postgres = await startPostgres({ durable: true });
  const address = await postgres.newDatabase();
  const client = new pg.Client(address);
  const hub = await openPostgres(await postgres.newDatabase());
  const { hostname: host, port, pathname, username: user, password } = new URL(address);
  const settings = { kind: "postgres", host, port: Number(port), database: pathname.slice(1), user } as const;
  const warehouse = openPostgresEndpoint({ ...settings, tls: "off", schema: "public" }, password, {
    clock: systemClock,
  });
  try {
    await client.connect();
    await client.query(table);
    const flows = createFlowStore(hub);
    const runs = createRunStore(hub);

    /** Rows a second of one run, from its first byte to its end; checks that all rows came. */
    async function flow(rows: readonly Row[], mapped: boolean): Promise<number> {
      const definition = readDefinition({
        flow: mapped ? "mapped" : "plain",
        source: { endpoint: "memory", table: "people" },
        steps: mapped ? [{ map }] : [],
        target: { endpoint: "warehouse", table: "people", write: "upsert" },
      });
      await flows.put(definition, new Date(), { name: "bench", comment: undefined });
      const id = randomUUID();
      const asked = { id, flow: definition.flow, definition, kind: "run", reason: "request" } as const;
      await runs.begin(asked, new Date());
      const run = await runs.claim(id, new Date());
      if (run === undefined) throw new Error("The run could not begin.");
      const source = memoryEndpoint("people", rows);
      const ports: RunPorts = {
        endpoint: async (name) => (name === "memory" ? source : warehouse),
        send: () => Promise.reject(new Error("Nothing is sent here.")),
        lookupTable: () => Promise.reject(new Error("Nothing is looked up here.")),
        advance: (step) => runs.advance(run, step, new Date()),
        calls: () => 0,
        clock: systemClock,
        signal: new AbortController().signal,
      };
      return timed(async () => {
        const end = await runFlow(
          { definition, checkpoint: undefined, counts: run.counts, since: undefined },
          ports,
        );
        await runs.end(run, end, new Date());
      });
    }

    async function copy(): Promise<number> {
      return timed(async () => {
        const stream = client.query(copyFrom(`copy people (${fields.join(", ")}) from stdin`));
        await pipeline(Readable.from(copyTexts(plain)), stream);
      });
    }

    async function timed(work: () => Promise<unknown>): Promise<number> {
      const started = performance.now();
      await work();
      const seconds = (performance.now() - started) / 1000;
      const { rows } = await client.query<{ count: string }>("select count(*) from people");
      if (Number(rows[0]?.count) !== count) throw new Error(`${rows[0]?.count} rows of ${count} are there.`);
      return count / seconds;
    }

    const figures = { copy: [], plain: [], mapped: [], unchanged: [] } as Record<string, number[]>;
    // The first round warms up.
    for (let round = 0; round <= rounds; round += 1) {
      const measured: Record<string, number> = {};
      const empty = () => client.query("truncate people; checkpoint");
      await empty();
      measured.copy = await copy();
      await empty();
      measured.mapped = await flow(raw, true);
      await empty();
      measured.plain = await flow(plain, false);
      measured.unchanged = await flow(plain, false);
      if (round > 0) for (const [name, value] of Object.entries(measured)) figures[name]?.push(value);
    }
    const ratio = (name: string) =>
      median((figures[name] ?? []).map((value, round) => value / (figures.copy?.[round] ?? Number.NaN)));
    return {
      name: "load",
      results: {
        ratioToCopy: ratio("plain"),
        ratioToCopyMapped: ratio("mapped"),
        ratioToCopyUnchanged: ratio("unchanged"),
        rowsPerSecond: median(figures.plain ?? []),
        rowsPerSecondMapped: median(figures.mapped ?? []),
        rowsPerSecondUnchanged: median(figures.unchanged ?? []),
        rowsPerSecondCopy: median(figures.copy ?? []),
      },
    };
  } finally {
    await warehouse.close();
    await client.end();
    await hub.close();
    await postgres.stop();
  }
}

/** COPY's text format, 500 rows at a time; none of the values needs escaping. */
function* copyTexts(rows: readonly Row[]): Generator<string> {
  for (let start = 0; start < rows.length; start += 500) {
    let text = "";
    for (const row of rows.slice(start, start + 500))
      text += `${fields.map((name) => row[name]).join("\t")}\n`;
    yield text;
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}
