// A whole account read: webinars, registrants, sessions and attendees. First as GoTo would let us (250 ms an answer,
// 10 calls a second), against a sequential client without pause and against the old connector's rule, a pause of one
// second after every call (tibco-connect.md 1.7). Then without limit and latency, against the bare reading of the
// same pages: fetch and JSON.parse.
import { type Budgets, createBudgets, type GoToClient } from "@rostrum/goto";
import { runQuery } from "../packages/hub/src/entities/query/query.ts";
import { systemClock } from "../packages/hub/src/platform/clock/clock.ts";
import type { BenchmarkResult } from "./run.ts";
import { type SandboxProcess, startSandbox } from "./support/sandbox-process.ts";

const api = "/G2W/rest/v2";
const range = "fromTime=1970-01-01T00%3A00%3A00Z&toTime=3000-01-01T00%3A00%3A00Z";
const plain = [
  "--upcoming",
  "0",
  "--sessions",
  "1",
  "--polls",
  "0",
  "--questions",
  "0",
  "--survey-questions",
  "0",
];

interface Account {
  webinars: number;
  registrants: number;
  attendees: number;
}
const rowsOf = ({ webinars, registrants, attendees }: Account) => webinars * (2 + registrants + attendees);
const optionsOf = ({ webinars, registrants, attendees }: Account) => [
  ...["--webinars", String(webinars), "--others-webinars", "0"],
  ...["--registrants", String(registrants), "--attendees", String(attendees), ...plain],
];

/** Reads the four entities side by side as `rostrum query` would; answers the number of rows. */
async function read(goto: GoToClient, sandbox: SandboxProcess, budgets: Budgets): Promise<number> {
  const { organizerKey, accountKey } = sandbox.credentials;
  const client = { connectionId: "bench", alias: "bench", organizerKey, accountKey, goto, budgets };
  const counts = await Promise.all(
    ["Webinar", "Registrant", "Session", "Attendee"].map(async (entity) => {
      let rows = 0;
      for await (const batch of runQuery({ client, clock: systemClock, request: { entity } }))
        rows += batch.length;
      return rows;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

interface BareWebinar {
  webinarKey: string;
}
interface BareSession extends BareWebinar {
  sessionKey: string;
}

/**
 * Reads the same pages with fetch and JSON.parse: what nobody can be faster than without another HTTP client.
 * `abreast` calls at a time, `pause` milliseconds after each. Answers the number of rows.
 */
async function readBare(
  token: string,
  sandbox: SandboxProcess,
  abreast: number,
  pause: number,
): Promise<number> {
  const { organizerKey } = sandbox.credentials;
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  const get = async <Body>(place: string): Promise<Body> => {
    const answer = await fetch(sandbox.url + place, { headers });
    const body = JSON.parse(await answer.text());
    if (!answer.ok) throw new Error(`${answer.status} for ${place}: ${JSON.stringify(body)}`);
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    return body as Body;
  };
  const organizer = `${api}/organizers/${organizerKey}`;
  const list = await get<{ _embedded: { webinars: BareWebinar[] } }>(
    `${organizer}/webinars?${range}&size=200`,
  );
  const ran = await get<{ _embedded: { sessionInfoResources: BareSession[] } }>(
    `${organizer}/sessions?${range}&size=200`,
  );
  const webinars = list._embedded.webinars;
  const sessions = ran._embedded.sessionInfoResources;
  const places = [
    ...webinars.map(({ webinarKey }) => `${organizer}/webinars/${webinarKey}/registrants?page=0&limit=200`),
    ...sessions.map(
      ({ webinarKey, sessionKey }) => `${organizer}/webinars/${webinarKey}/sessions/${sessionKey}/attendees`,
    ),
  ];
  let rows = webinars.length + sessions.length;
  const work = async () => {
    for (let place = places.pop(); place !== undefined; place = places.pop()) {
      const body = await get<unknown[] | { data: unknown[] }>(place);
      rows += Array.isArray(body) ? body.length : body.data.length;
    }
  };
  await Promise.all(Array.from({ length: abreast }, work));
  return rows;
}

/** Seconds that `work` takes; throws unless it read all rows. */
async function timed(account: Account, work: () => Promise<number>): Promise<number> {
  const started = performance.now();
  const rows = await work();
  const seconds = (performance.now() - started) / 1000;
  if (rows !== rowsOf(account))
    throw new Error(`Read ${rows} rows of ${rowsOf(account)}: the figures mean nothing.`);
  return seconds;
}

const median = (values: number[]) =>
  values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;

/** No limit to keep: measures the reading alone. */
const unlimited: Budgets = () => ({
  take: async () => ({ sentAt: performance.now() }),
  rateLimited: () => Promise.reject(new Error("There is no limit in this measurement.")),
  succeeded() {},
  figures() {
    throw new Error("Nobody counts in this measurement.");
  },
});

export default async function extract(): Promise<BenchmarkResult> {
  // Signing in is not part of what is compared: nobody signs in for every read.
  const account: Account = { webinars: 40, registrants: 200, attendees: 120 };
  const slow = await startSandbox([...optionsOf(account), "--latency", "250", "--seed", "7"]);
  let seconds: number;
  let sequential: number;
  let paused: number;
  let calls: { apis: Record<string, { calls: number; rateLimited: number }> };
  try {
    const budgets = createBudgets();
    const goto = await slow.client(budgets);
    seconds = await timed(account, () => read(goto, slow, budgets));
    calls = (await slow.ask("/_sandbox/calls")) as typeof calls;
    await goto.close();
    const token = await slow.accessToken();
    sequential = await timed(account, () => readBare(token, slow, 1, 0));
    paused = await timed(account, () => readBare(token, slow, 1, 1000));
  } finally {
    await slow.stop();
  }

  const large: Account = { webinars: 200, registrants: 200, attendees: 120 };
  const fast = await startSandbox([...optionsOf(large), "--limit", "off", "--seed", "7"]);
  const ours: number[] = [];
  const bare: number[] = [];
  try {
    const goto = await fast.client(unlimited);
    const token = await fast.accessToken();
    await readBare(token, fast, 32, 0);
    for (let round = 0; round < 5; round++) {
      ours.push(await timed(large, () => read(goto, fast, unlimited)));
      bare.push(await timed(large, () => readBare(token, fast, 32, 0)));
    }
    await goto.close();
  } finally {
    await fast.stop();
  }

  const { calls: made = 0, rateLimited = 0 } = calls.apis.webinar ?? {};
  return {
    name: "extract",
    results: {
      calls: made,
      rows: rowsOf(account),
      seconds,
      budgetShare: made / (seconds * 10),
      rateLimited,
      ratioToSequential: sequential / seconds,
      ratioToPaused: paused / seconds,
      peakRssMb: process.resourceUsage().maxRSS / 1024,
      unlimitedRowsPerSecond: rowsOf(large) / median(ours),
      unlimitedRatioToFetch: median(bare) / median(ours),
    },
  };
}
