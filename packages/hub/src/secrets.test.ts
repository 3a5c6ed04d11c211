/**
 * Secrets are planted wherever one can be entered; a hub with its log at the most verbose lives through a whole story, most
 * of it going wrong; then everything that came out is searched for them. What people and their links have is planted in
 * `access/secrets.test.ts`.
 */
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Sandbox } from "@rostrum/sandbox";
import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addKey, codeOf, local, withKey } from "./access/testing/callers.ts";
import { run } from "./cli/testing/run.ts";
import { tokensPlace } from "./connections/model.ts";
import { createSealer, parseKeys } from "./platform/crypto/sealer.ts";
import { freePort, startPostgres, type TestPostgres } from "./platform/database/testing.ts";
import { listen } from "./server.ts";
import { type Gossip, startGossipApi, startGossipMail } from "./testing/gossip.ts";
import { sandboxConnection, startTestHub, startTestSandbox, type TestHub } from "./testing/hub.ts";

const plant = (name: string) => `planted-${name}-${randomBytes(6).toString("hex")}`;

/** By where they were entered. */
const secrets = new Map<string, string>();
function planted(name: string): string {
  const secret = secrets.get(name) ?? plant(name);
  secrets.set(name, secret);
  return secret;
}

/** Everything that came out, by where. */
const outcomes = new Map<string, string>();
function came(from: string, text: string): void {
  outcomes.set(from, `${outcomes.get(from) ?? ""}\n${text}`);
}

let postgres: TestPostgres;
let sandbox: Sandbox;
let api: Gossip;
let refusing: Gossip;
let mail: Gossip;
let hub: TestHub;
let environment: Record<string, string>;
let copyAddress: string;

beforeAll(async () => {
  [postgres, sandbox, api, refusing, mail] = await Promise.all([
    startPostgres(),
    startTestSandbox(),
    startGossipApi(401),
    startGossipApi(422, planted("token given to an endpoint")),
    startGossipMail(),
  ]);
  const databaseUrl = await databaseOf("hub", planted("DATABASE_URL"));
  copyAddress = await databaseOf("copy", planted("replica address"));
  const key = randomBytes(32);
  secrets.set("ROSTRUM_KEY", key.toString("base64"));
  secrets.set("ROSTRUM_KEY as hex", key.toString("hex"));
  environment = {
    DATABASE_URL: databaseUrl,
    ROSTRUM_KEY: key.toString("base64"),
    ROSTRUM_SMTP: `smtp://mailer:${planted("ROSTRUM_SMTP")}@127.0.0.1:${mail.port}`,
  };
  hub = await startTestHub({ environment });
  await hub.app.flows.work();
  secrets.set("access token", hub.app.accessToken);
});
afterAll(async () => {
  await hub.close();
  await Promise.all([sandbox.close(), api.close(), refusing.close(), mail.close()]);
  await postgres.stop();
});

/** A database of its own, and its address with a user who has that password. */
async function databaseOf(user: string, password: string): Promise<string> {
  const address = await postgres.newDatabase();
  const { pathname, host } = new URL(address);
  const client = new Client({ connectionString: address });
  await client.connect();
  await client.query(`create role ${user} login password '${password}'`);
  await client.query(`alter database ${pathname.slice(1)} owner to ${user}`);
  await client.query(`alter schema public owner to ${user}`);
  await client.end();
  return `postgres://${user}:${password}@${host}${pathname}`;
}

/** A request at the hub's machine. */
async function ask(method: string, url: string, json?: unknown): Promise<{ status: number; text: string }> {
  const answer = await local(hub.app).request(method, `/api/v1${url}`, json === undefined ? {} : { json });
  came(`${method} ${url}`, `${answer.text}\n${JSON.stringify(answer.headers)}`);
  return answer;
}

/** A command of the command line, sent to the hub. */
async function type(...words: string[]): Promise<string> {
  const ran = await run(words, { environment: { ...remote, ROSTRUM_DATA: path.join(hub.folder, "cli") } });
  came(`rostrum ${words.slice(0, 2).join(" ")}`, `${ran.stdout}\n${ran.stderr}`);
  return `${ran.stdout}\n${ran.stderr}`;
}
let remote: Record<string, string> = {};

async function runToItsEnd(flow: string): Promise<void> {
  const begun = await ask("POST", `/flows/${flow}/runs`);
  expect(begun.status, begun.text).toBeLessThan(300);
  const { id } = JSON.parse(begun.text) as { id: string };
  await expect
    .poll(async () => JSON.parse((await ask("GET", `/flow-runs/${id}`)).text) as { state: string }, {
      timeout: 30_000,
    })
    .toMatchObject({ state: expect.stringMatching(/done|failed/) });
  for (const what of ["runs", "failed-rows"]) await ask("GET", `/flows/${flow}/${what}`);
}

async function connections(): Promise<void> {
  const { oauthClient, ...connection } = sandboxConnection(sandbox, "Acme");
  secrets.set("client secret", oauthClient.clientSecret);
  secrets.set("personal access token", connection.personalAccessToken);
  expect((await ask("POST", "/connections", { ...connection, oauthClient })).status).toBe(201);
  const wrong = { clientId: "other", clientSecret: planted("wrong client secret") };
  const other = { ...oauthClient, ...wrong };
  await ask("POST", "/connections", {
    name: "Wrong",
    oauthClient: other,
    personalAccessToken: planted("wrong PAT"),
  });
  await ask("POST", "/connections/acme/personal-access-token", {
    personalAccessToken: planted("second wrong PAT"),
  });
  await ask("POST", "/connections/acme/authorize", {});
  // The end of a way through the browser, with what it carries.
  const callback = `/connections/callback?code=${planted("code")}&state=${planted("state")}`;
  came("callback", (await hub.app.http.inject(callback)).body);
  await ask("POST", "/connections/acme/test");
  sandbox.control.faults.order({ kind: "status", operation: "getWebinars", status: 400, times: 1 });
  await ask("GET", "/entities/Webinar/rows?from=2000-01-01&to=2100-01-01&format=csv");
  for (const format of ["csv", "json", "ndjson", "table"]) {
    await ask("GET", `/entities/Registrant/rows?format=${format}`);
  }
  const path = "/G2W/rest/v2/organizers/1/webinars";
  await ask("POST", "/connections/acme/send", {
    method: "GET",
    path,
    headers: { authorization: planted("header") },
  });
  sandbox.control.tokens.expire("access");
  await ask("GET", "/entities/Session/rows?format=csv&from=2000-01-01&to=2100-01-01");
}

/** What is in the vault by now: as the hub itself reads it. */
async function findTokens(): Promise<void> {
  const sealer = createSealer(parseKeys(environment.ROSTRUM_KEY ?? "", "test"));
  const rows = await hub.app.database.sql
    .selectFrom("oauth_grant")
    .select(["connection_id", "sealed_tokens"])
    .execute();
  for (const { connection_id: id, sealed_tokens: sealed } of rows) {
    if (sealed === null) continue;
    const tokens = JSON.parse(sealer.open(sealed, tokensPlace(id))) as Record<string, unknown>;
    for (const [name, value] of Object.entries(tokens)) {
      if (/token/i.test(name) && typeof value === "string" && value.length > 16)
        secrets.set(`GoTo's ${name}`, value);
    }
  }
  expect([...secrets.keys()].filter((name) => name.startsWith("GoTo's")).length).toBeGreaterThan(0);
}

const tables = {
  people: {
    fields: [{ name: "id", type: "text" }],
    read: { path: "/people" },
    insert: { method: "POST", path: "/people" },
  },
};

async function endpoints(): Promise<void> {
  const { hostname: host, port, pathname } = new URL(copyAddress);
  const server = { host, port: Number(port), database: pathname.slice(1), tls: "off" };
  const closed = { ...server, port: await freePort() };
  const http = (gossip: Gossip, auth: object) => ({
    settings: { kind: "http", address: `http://127.0.0.1:${gossip.port}`, auth, tables },
  });
  const oauth = {
    kind: "clientCredentials",
    tokenAddress: `http://127.0.0.1:${api.port}/token`,
    clientId: "me",
  };
  const all: Record<string, object> = {
    denied: { settings: { kind: "postgres", ...server, user: "copy" }, secret: planted("wrong password") },
    away: { settings: { kind: "postgres", ...closed, user: "copy" }, secret: planted("password of nowhere") },
    "mysql-away": { settings: { kind: "mysql", ...closed, user: "copy" }, secret: planted("MySQL password") },
    bearer: { ...http(api, { kind: "bearer" }), secret: planted("bearer token") },
    basic: { ...http(api, { kind: "basic", user: "me" }), secret: planted("basic password") },
    header: { ...http(api, { kind: "header", name: "x-api-key" }), secret: planted("header key") },
    oauth: { ...http(api, oauth), secret: planted("endpoint client secret") },
    "oauth-body": { ...http(api, { ...oauth, sentIn: "body" }), secret: planted("client secret in a form") },
    "oauth-refused": {
      ...http(refusing, { ...oauth, tokenAddress: `http://127.0.0.1:${refusing.port}/token` }),
      secret: planted("secret for a token"),
    },
    refusing: { ...http(refusing, { kind: "bearer" }), secret: planted("token at a refusing API") },
    "refusing-basic": {
      ...http(refusing, { kind: "basic", user: "me" }),
      secret: planted("refused password"),
    },
  };
  for (const [name, wish] of Object.entries(all)) {
    const put = await ask("PUT", `/endpoints/${name}`, wish);
    expect(put.status, put.text).toBe(200);
    await ask("POST", `/endpoints/${name}/test`);
    await ask("GET", `/endpoints/${name}/tables`);
    const flow = {
      source: { endpoint: "goto:acme", entity: "Webinar", from: "2000-01-01", to: "2100-01-01", limit: 2 },
      steps: [{ map: { id: "webinarKey" } }],
      target: { endpoint: name, table: "people", write: "insert" },
      alerts: { email: ["ana@acme.example"] },
    };
    expect((await ask("PUT", `/flows/to-${name}`, flow)).status).toBe(200);
    await ask("POST", "/flows/preview", { flow: { flow: "p", ...flow } });
    await runToItsEnd(`to-${name}`);
    const back = {
      ...flow,
      source: { endpoint: name, table: "people" },
      target: { ...flow.target, endpoint: "ndjson" },
    };
    expect((await ask("PUT", `/flows/from-${name}`, back)).status).toBe(200);
    await runToItsEnd(`from-${name}`);
  }
  // Messages go out beside the runs.
  await expect.poll(() => mail.heard(), { timeout: 30_000 }).toContain(planted("ROSTRUM_SMTP"));
  // A secret where none belongs is refused, and not said again.
  const inAddress = http(api, { kind: "none" }).settings;
  for (const settings of [
    { ...inAddress, address: `https://me:${planted("password in an address")}@api.acme.example` },
    { ...inAddress, headers: { Authorization: `Bearer ${planted("token in a header")}` } },
    { ...server, kind: "postgres", user: "copy", password: planted("password among settings") },
  ]) {
    expect((await ask("PUT", "/endpoints/misplaced", { settings })).status).toBe(400);
  }
}

async function replicas(): Promise<void> {
  const wrong = new URL(copyAddress);
  wrong.password = planted("wrong replica password");
  const closed = new URL(copyAddress);
  closed.port = String(await freePort());
  const entities = ["Webinar", "Registrant"];
  for (const [name, database] of Object.entries({
    denied: wrong.href,
    away: closed.href,
    broken: `postgres://me:${planted("broken address")}@`,
    mysql: `mysql://me:${planted("other kind of address")}@127.0.0.1/x`,
    text: planted("no address"),
    works: copyAddress,
  })) {
    const made = await ask("POST", "/replicas", { name, entities, database, schema: name });
    if (made.status >= 300) continue;
    const begun = await ask("POST", `/replicas/${name}/sync`, {});
    const { run: id } = JSON.parse(begun.text) as { run?: string };
    if (id === undefined) continue;
    await expect
      .poll(async () => JSON.parse((await ask("GET", `/runs/${id}`)).text) as { state: string }, {
        timeout: 30_000,
      })
      .toMatchObject({ state: expect.stringMatching(/done|failed/) });
  }
  await ask("GET", "/replicas");
  const state = (await ask("GET", "/replicas/works")).text;
  expect(state).toContain("works");
}

async function commandLine(): Promise<void> {
  await hub.app.flows.work();
  remote = { ROSTRUM_URL: await listen(hub.app), ROSTRUM_TOKEN: hub.app.accessToken };
  const away = [
    "connections",
    "add",
    "Cli",
    "--client",
    "other",
    "--pat",
    planted("PAT on the command line"),
  ];
  for (const words of [
    ["doctor"],
    ["connections", "list"],
    ["connections", "clients", "list"],
    ["endpoint", "list"],
    ["endpoint", "test", "denied"],
    ["endpoint", "test", "bearer"],
    ["flow", "list", "--json"],
    ["flow", "validate", "to-bearer"],
    ["flow", "run", "to-refusing"],
    ["flow", "run", "from-away"],
    ["flow", "failed", "to-refusing", "--json"],
    ["flow", "history", "to-refusing-basic", "--json"],
    ["replica", "list", "--json"],
    ["replica", "status", "works", "--json"],
    ["replica", "sync", "denied"],
    ["query", "Webinar", "--from", "2000-01-01", "--to", "2100-01-01", "--format", "csv"],
    ["audit", "--limit", "200"],
    ["keys", "list"],
    ["send", "GET", "/G2W/rest/v2/organizers/1/webinars"],
    ["--help"],
    ["serve", "--help"],
    away,
  ]) {
    await type(...words);
  }
  const wrongAddress = new URL(environment.DATABASE_URL ?? "");
  wrongAddress.password = planted("wrong DATABASE_URL");
  for (const [name, own] of Object.entries<Record<string, string>>({
    "a wrong password": { DATABASE_URL: wrongAddress.href },
    "no database": { DATABASE_URL: planted("DATABASE_URL that is none") },
    "a wrong key": { ROSTRUM_KEY: planted("key that is none") },
    "a wrong mail server": { ROSTRUM_SMTP: planted("SMTP that is none") },
  })) {
    const data = path.join(hub.folder, "other");
    const ran = await run(["doctor"], { environment: { ...environment, ...own, ROSTRUM_DATA: data } });
    came(`rostrum with ${name}`, `${ran.stdout}\n${ran.stderr}`);
  }
  const ran = await run(["doctor"], {
    environment: { ...remote, ROSTRUM_TOKEN: planted("wrong ROSTRUM_TOKEN") },
  });
  came("rostrum with a wrong token", `${ran.stdout}\n${ran.stderr}`);
}

async function everythingElse(): Promise<void> {
  const overview =
    "me people api-keys connections oauth-clients endpoints flows replicas checks openapi.json";
  for (const name of overview.split(" ")) expect((await ask("GET", `/${name}`)).status).toBe(200);
  for (const page of ["/metrics", "/healthz", "/readyz", "/", "/api/", "/sign-in"]) {
    came(page, (await local(hub.app).request("GET", page)).text);
  }
  const audit = await ask("GET", "/audit?limit=500");
  expect(audit.text).toContain("connection.add");
  await withKey(hub.app, planted("wrong API key")).request("GET", "/api/v1/me");
  came("log", hub.logged());
  // All schemas: our tables, those of jobs, and what was copied.
  const { sql: database } = hub.app.database;
  const schemas = sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  for (const { schema, name } of (await schemas.execute(database)).rows) {
    const { rows } = await sql`select * from ${sql.table(`${schema}.${name}`)}`.execute(database);
    came(`table ${schema}.${name}`, JSON.stringify(rows));
  }
  const copy = new Client({ connectionString: copyAddress });
  await copy.connect();
  const { rows: copied } = await copy.query("select * from works.webinar").finally(() => copy.end());
  expect(copied.length).toBeGreaterThan(0);
  came("copy", JSON.stringify(copied));
  for (const file of readdirSync(hub.folder, { recursive: true, withFileTypes: true })) {
    if (file.isFile() && file.name !== "access-token") {
      came(`file ${file.name}`, readFileSync(path.join(file.parentPath, file.name), "latin1"));
    }
  }
}

/** The ways in which a secret is written: as it is, and as addresses, headers and JSON have it. */
function formsOf(secret: string): readonly string[] {
  const pairs = [secret, `me:${secret}`, `copy:${secret}`, `\0mailer\0${secret}`];
  const encoded = pairs.map((text) => Buffer.from(text).toString("base64"));
  return [secret, encodeURIComponent(secret), ...encoded, Buffer.from(secret).toString("hex")];
}

describe("secrets", () => {
  it("come out nowhere: in no answer, log, table, file or message, whatever goes wrong", async () => {
    await connections();
    await endpoints();
    await replicas();
    await findTokens();
    await commandLine();
    await everythingElse();
    // The story is one: things were said to those who tell, and went wrong.
    expect(api.heard()).toContain(planted("bearer token"));
    expect(refusing.heard()).toContain(planted("token at a refusing API"));
    expect(refusing.heard()).toContain(planted("token given to an endpoint"));
    expect(outcomes.get("table public.failed_row")).toContain("refused:");
    expect(outcomes.get("log")).toContain('"level":"debug"');
    expect(outcomes.size).toBeGreaterThan(80);
    expect(secrets.size).toBeGreaterThan(35);

    const found: string[] = [];
    for (const [name, secret] of secrets) {
      for (const [where, text] of outcomes) {
        const at = formsOf(secret)
          .map((form) => text.indexOf(form))
          .find((index) => index >= 0);
        if (at !== undefined)
          found.push(`${name} in ${where}: ...${text.slice(Math.max(0, at - 120), at + 40)}`);
      }
    }
    expect(found).toEqual([]);
  }, 240_000);

  it("go to no other place than the one they were given for", async () => {
    const database = { kind: "postgres", host: "127.0.0.1", port: 1, database: "d", user: "u", tls: "off" };
    const put = (settings: object, secret?: string) =>
      hub.request("PUT", "/api/v1/endpoints/kept", { settings, ...(secret === undefined ? {} : { secret }) });
    expect((await put(database, "password of the first place")).status).toBe(200);
    expect((await put({ ...database, user: "another", schema: "x" })).status).toBe(200);
    for (const elsewhere of [
      { ...database, host: "evil.example" },
      { ...database, port: 2 },
      { ...database, kind: "mysql" },
      { kind: "http", address: "https://evil.example", auth: { kind: "bearer" }, tables: {} },
    ]) {
      expect(await put(elsewhere)).toMatchObject({
        status: 400,
        body: { error: { code: "endpoint.secret-needed" } },
      });
    }
    const http = { kind: "http", address: "https://evil.example", tables: { t: { read: { path: "/" } } } };
    expect(await ask("POST", "/endpoints/kept/tables/t/sample", { settings: http })).toMatchObject({
      body: { error: { code: "endpoint.secret-needed" } },
    });
    expect((await put({ ...database, host: "localhost" }, "password of the second place")).status).toBe(200);

    const operator = withKey(hub.app, await addKey(hub.app, "operator", ["connections:write"]));
    const client = { clientId: "moving", clientSecret: "a client secret", name: "Moving" };
    expect((await operator.request("POST", "/api/v1/oauth-clients", { json: client })).status).toBe(201);
    for (const address of ["apiAddress", "authenticationAddress"]) {
      const json = { [address]: "https://evil.example", clientSecret: "another" };
      const answer = await operator.request("PATCH", "/api/v1/oauth-clients/Moving", { json });
      expect([answer.status, codeOf(answer)]).toEqual([403, "oauth-client.address-fixed"]);
    }
    const here = await ask("PATCH", "/oauth-clients/Moving", { apiAddress: "https://api.acme.example" });
    expect(here.status).toBe(200);
  });
});
