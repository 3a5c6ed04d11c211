/** What people hear of a flow: over a real hub on both databases, a real mail server and a real web server, by a moved clock. */
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { sql } from "kysely";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openWorkshop, type Workshop } from "../flows/testing/bench.ts";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { type MovedClock, movedClock } from "../testing/moved-clock.ts";

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: {
    type: string;
    data: { flow: string; keptRows: number; failures: Record<string, unknown>[] };
  };
}

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;
const loopsOfHub = 3;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** A web server that keeps what it hears, and answers as it is told. */
async function startWebhook() {
  const heard: Heard[] = [];
  const state = { status: 204 };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (state.status < 300) heard.push({ headers: request.headers, body, json: JSON.parse(body) });
    response.writeHead(state.status).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { heard, state, address: `http://127.0.0.1:${port}/hook/secret-path`, close: () => server.close() };
}

/** A mail server that keeps whole messages. */
async function startMail() {
  const mails: { to: string[]; text: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      void text(stream).then((mail) => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: mail });
        done();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return { mails, address: `smtp://127.0.0.1:${port}`, close: () => server.close() };
}

describe.each(["embedded", "postgres"] as const)("alerts, with the hub on its %s database", (kind) => {
  let workshop: Workshop;
  let clock: MovedClock;
  let webhook: Awaited<ReturnType<typeof startWebhook>>;
  let mail: Awaited<ReturnType<typeof startMail>>;
  beforeEach(async () => {
    clock = movedClock(new Date("2031-03-10T06:00:00Z"));
    [webhook, mail] = await Promise.all([startWebhook(), startMail()]);
    const environment = { ROSTRUM_SMTP: mail.address, ROSTRUM_PRIVATE_HOSTS: "127.0.0.1" };
    workshop = await openWorkshop(kind, postgres, {}, { clock, environment });
    await workshop.sql("create table people (id int primary key, name text)");
    await workshop.sql("create table copies (id int primary key, name text check (name <> 'bad'))");
    await workshop.hub.app.flows.work();
  });
  afterEach(async () => {
    await workshop[Symbol.asyncDispose]();
    webhook.close();
    mail.close();
  });

  const api = async (method: string, path: string, json?: unknown) => {
    const { status, body } = await workshop.hub.request(method, `/api/v1${path}`, json);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    return body as Record<string, unknown>;
  };
  /** Until all loops of the hub have looked and sleep again. */
  const settled = () => expect.poll(clock.sleepers, { timeout: 20_000, interval: 5 }).toBe(loopsOfHub);
  async function pass(ms: number) {
    await settled();
    clock.moveTo(new Date(clock.now() + ms));
    await settled();
  }
  async function run(name = "copy") {
    const { id } = await api("POST", `/flows/${name}/runs`);
    await ended(String(id));
  }
  async function ended(id: string) {
    await expect
      .poll(async () => (await api("GET", `/flow-runs/${id}`)).state, { timeout: 20_000, interval: 10 })
      .not.toMatch(/waiting|running/);
    // One look gathers and tells, the next one sends.
    await pass(6 * seconds);
    await pass(6 * seconds);
  }
  const copying = (more: object = {}) => ({
    source: { endpoint: "crm", table: "people" },
    target: { endpoint: "warehouse", table: "copies", write: "upsert" },
    ...more,
  });

  it("tell once what failed, how often and since when, signed; and that all is well again", async () => {
    const { secret } = await api("POST", "/alerts/webhook-secret");
    await workshop.sql("insert into people select n, 'bad' from generate_series(1, 30) n");
    const alerts = { webhook: webhook.address, email: ["ops@example.com", "night@example.com"] };
    await api("PUT", "/flows/copy", copying({ alerts }));
    for (let time = 0; time < 3; time++) await run();

    expect(webhook.heard).toHaveLength(1);
    const [first] = webhook.heard;
    expect(first?.json).toMatchObject({
      type: "flow.trouble",
      data: {
        flow: "copy",
        keptRows: 30,
        since: "2031-03-10T06:00:00.000Z",
        failures: [
          {
            kind: "rows-failed",
            times: 30,
            place: "row 1",
            words: expect.stringContaining("check constraint"),
          },
        ],
      },
    });
    const {
      "webhook-id": id,
      "webhook-timestamp": at,
      "webhook-signature": signature,
    } = first?.headers ?? {};
    const key = Buffer.from(String(secret).replace("whsec_", ""), "base64");
    const wanted = createHmac("sha256", key).update(`${id}.${at}.${first?.body}`).digest("base64");
    expect(String(signature).split(" ")).toContain(`v1,${wanted}`);

    expect(mail.mails).toHaveLength(1);
    expect(mail.mails[0]?.to).toEqual(["ops@example.com", "night@example.com"]);
    expect(mail.mails[0]?.text).toMatch(/Subject: Rostrum: copy: 30 rows failed/);
    expect(mail.mails[0]?.text).toMatch(/30 x .*check/);
    expect(mail.mails[0]?.text).toMatch(/rostrum flow reprocess copy --all/);

    await pass(24 * hours);
    await pass(6 * seconds);
    expect(webhook.heard).toHaveLength(2);
    expect(webhook.heard[1]?.json.data.failures).toMatchObject([{ times: 60 }]);

    await workshop.sql("update people set name = 'good'");
    await run();
    expect(webhook.heard.map(({ json }) => json.type)).toEqual([
      "flow.trouble",
      "flow.trouble",
      "flow.recovered",
    ]);
    expect(mail.mails.at(-1)?.text).toMatch(/Subject: Rostrum: copy: works again/);
    await run();
    expect(webhook.heard).toHaveLength(3);
    expect(await api("GET", "/flows/copy/alerts")).toMatchObject({
      troubles: [],
      messages: Array.from({ length: 6 }, () => ({ state: "sent" })),
    });
  });

  it("that do not arrive are tried again under the same id, and can be seen meanwhile", async () => {
    webhook.state.status = 500;
    await workshop.sql("insert into people values (1, 'bad')");
    await api("PUT", "/flows/copy", copying({ alerts: { webhook: webhook.address } }));
    await run();
    const { messages } = (await api("GET", "/flows/copy/alerts")) as { messages: Record<string, unknown>[] };
    expect(messages).toMatchObject([
      { state: "waiting", tries: 1, lastError: expect.stringContaining("answers 500") },
    ]);
    const checks = await api("GET", "/checks");
    expect(JSON.stringify(checks)).toMatch(
      /message \\"Rostrum: copy: [^"]*" to 127\.0\.0\.1:\d+ has not arrived after 1 try/,
    );
    expect(JSON.stringify([messages, checks])).not.toContain("secret-path");

    webhook.state.status = 204;
    await pass(61 * seconds);
    await pass(6 * seconds);
    expect(webhook.heard.map(({ headers }) => headers["webhook-id"])).toEqual([messages[0]?.id]);
    expect(await api("GET", "/flows/copy/alerts")).toMatchObject({ messages: [{ state: "sent", tries: 2 }] });
  });

  it("can be tried out before anything goes wrong", async () => {
    expect(await api("GET", "/alerts/channels")).toEqual({ email: true });
    webhook.state.status = 500;
    const receivers = { email: ["ops@example.com"], webhook: webhook.address };
    const { host } = new URL(webhook.address);
    expect(await api("POST", "/alerts/tests", receivers)).toEqual({
      tests: [
        { channel: "email", receiver: "ops@example.com" },
        { channel: "webhook", receiver: host, error: `${host} answers 500` },
      ],
    });
    expect(mail.mails.map(({ to, text }) => ({ to, isTest: text.includes("test message") }))).toEqual([
      { to: ["ops@example.com"], isTest: true },
    ]);
  });

  it("say that the run failed, and why", async () => {
    await api("PUT", "/flows/copy", copying({ alerts: { webhook: webhook.address } }));
    await workshop.sql("drop table copies");
    await run();
    expect(webhook.heard[0]?.json.data.failures).toMatchObject([
      { kind: "run-failed", times: 1, words: expect.stringContaining("copies") },
    ]);
  });

  it("say what fails after a run that had ended was let go on, and count nothing twice", async () => {
    await workshop.sql(
      "insert into people select n, case n % 2000 when 1 then 'bad' else 'good' end from generate_series(1, 2001) n",
    );
    const errors = { row: "keep", stop_after: 1 };
    await api("PUT", "/flows/copy", copying({ errors, alerts: { webhook: webhook.address } }));
    await run();
    const { runs } = (await api("GET", "/flows/copy/runs")) as { runs: { id: string }[] };
    const troubles = async () => (await api("GET", "/flows/copy/alerts")).troubles;
    const both = (times: number) =>
      ["run-failed", "rows-failed"].map((kind) => expect.objectContaining({ kind, times }));
    expect(await troubles()).toEqual(expect.arrayContaining(both(1)));
    await api("POST", `/flow-runs/${runs[0]?.id}/resume`);
    await ended(String(runs[0]?.id));
    expect(await troubles()).toEqual(expect.arrayContaining(both(2)));
  });

  it("say that times were missed while no hub was on, which one run then serves", async () => {
    await workshop.sql("insert into people values (1, 'good')");
    const schedule = { cron: "0 * * * *", zone: "UTC" };
    await api("PUT", "/flows/copy", copying({ schedule, alerts: { webhook: webhook.address } }));
    await api("PUT", "/flows/copy/schedule", { on: true });
    await pass(5 * hours);
    await expect
      .poll(async () => (await api("GET", "/flows/copy/runs")).runs, { timeout: 20_000 })
      .toMatchObject([{ reason: "schedule", state: "done", missed: 4, dueAt: "2031-03-10T07:00:00.000Z" }]);
    await pass(6 * seconds);
    await pass(6 * seconds);
    expect(webhook.heard[0]?.json).toMatchObject({
      type: "flow.recovered",
      data: { failures: [{ kind: "not-run", times: 4 }] },
    });
  });

  it("say that a flow does not run though it is due, and begin it when the run that hangs has ended", async () => {
    await workshop.sql("insert into people values (1, 'good')");
    const schedule = { every: "1 hour" };
    await api("PUT", "/flows/copy", copying({ schedule, alerts: { webhook: webhook.address, late: 30 } }));
    await run();
    const { sql: database } = workshop.hub.app.database;
    const states = async () =>
      (await sql<{ state: string }>`select state from pgboss.job`.execute(database)).rows;
    await expect.poll(states, { timeout: 20_000 }).toEqual([{ state: "completed" }]);
    // As if another process had it and hung: its job is under way too, or it would be given out again.
    await sql`update pgboss.job set state = 'active', heartbeat_on = now()`.execute(database);
    await database.updateTable("flow_run").set({ state: "running", ended_at: null }).execute();
    await api("PUT", "/flows/copy/schedule", { on: true });
    await pass(95 * minutes);
    await pass(6 * seconds);
    expect(webhook.heard[0]?.json.data.failures).toMatchObject([
      { kind: "not-run", times: 1, words: expect.stringContaining("still under way") },
    ]);
    await database
      .updateTable("flow_run")
      .set({ state: "done", ended_at: new Date(clock.now()) })
      .execute();
    await pass(6 * seconds);
    await expect
      .poll(async () => (await api("GET", "/flows/copy/runs")).runs, { timeout: 20_000 })
      .toMatchObject([{ reason: "schedule", state: "done", missed: 0 }, { reason: "request" }]);
  });
});

describe("a day with 96 failing runs", () => {
  it("gives one message", { timeout: 120_000 }, async () => {
    const clock = movedClock(new Date("2031-03-10T00:00:00Z"));
    const webhook = await startWebhook();
    const environment = { ROSTRUM_PRIVATE_HOSTS: "127.0.0.1" };
    const workshop = await openWorkshop("postgres", postgres, {}, { clock, environment });
    try {
      const { hub } = workshop;
      await hub.request("PUT", "/api/v1/flows/copy", {
        source: { endpoint: "crm", table: "nowhere" },
        schedule: { every: "15 minutes" },
        alerts: { webhook: webhook.address },
      });
      await hub.request("PUT", "/api/v1/flows/copy/schedule", { on: true });
      await hub.app.flows.work();
      const ended = () =>
        hub.app.database.sql.selectFrom("flow_run").select("id").where("state", "=", "failed").execute();
      const settled = () => expect.poll(clock.sleepers, { timeout: 20_000, interval: 5 }).toBe(loopsOfHub);
      for (let time = 1; time <= 96; time++) {
        await settled();
        clock.moveTo(new Date(Date.parse("2031-03-10T00:00:00Z") + time * 15 * minutes));
        await expect.poll(async () => (await ended()).length, { timeout: 20_000, interval: 5 }).toBe(time);
      }
      await settled();
      expect(webhook.heard.map(({ json }) => json.type)).toEqual(["flow.trouble"]);
    } finally {
      await workshop[Symbol.asyncDispose]();
      webhook.close();
    }
  });
});
