// What a replica costs in calls: a first sync of an account of 500 webinars, a second one when nothing changed, a third
// one when 1 % of the webinars did (a new title and a new registrant each), and one a day later. The rows are compared
// with what the sandbox counts, so that few calls cannot come from having missed something.
import type { Budgets } from "@rostrum/goto";
import { runQuery } from "../packages/hub/src/entities/query/query.ts";
import { entityNamed } from "../packages/hub/src/entities/registry/registry.ts";
import { runWrite } from "../packages/hub/src/entities/write/run-write.ts";
import { systemClock } from "../packages/hub/src/platform/clock/clock.ts";
import { openEmbedded } from "../packages/hub/src/platform/database/database.ts";
import { defaultEntities } from "../packages/hub/src/replica/model.ts";
import { sync } from "../packages/hub/src/replica/sync.ts";
import { ownTarget } from "../packages/hub/src/replica/target.ts";
import type { BenchmarkResult } from "./run.ts";
import { startSandbox } from "./support/sandbox-process.ts";

const webinars = 500;
/** 1 % of them. */
const changed = 5;
const account = [
  ...["--webinars", String(webinars), "--upcoming", "25", "--others-webinars", "0", "--seed", "7"],
  ...[
    "--registrants",
    "20",
    "--attendees",
    "10",
    "--sessions",
    "1",
    "--polls",
    "1",
    "--survey-questions",
    "2",
  ],
  ...["--limit", "off"],
];
const day = 86_400_000;

/** No limit to keep: calls are counted, not timed. */
const unlimited: Budgets = () => ({
  take: async () => ({ sentAt: performance.now() }),
  rateLimited: () => Promise.reject(new Error("There is no limit in this measurement.")),
  succeeded() {},
  figures() {
    throw new Error("Nobody counts in this measurement.");
  },
});

export default async function incremental(): Promise<BenchmarkResult> {
  const sandbox = await startSandbox(account);
  const database = await openEmbedded(undefined);
  const goto = await sandbox.client(unlimited);
  try {
    const { organizerKey, accountKey } = sandbox.credentials;
    const client = {
      connectionId: "bench",
      alias: "bench",
      organizerKey,
      accountKey,
      goto,
      budgets: unlimited,
    };
    const target = ownTarget(database);
    const answered = async () =>
      ((await sandbox.ask("/_sandbox/calls")) as { apis: { webinar?: { calls: number } } }).apis.webinar
        ?.calls ?? 0;

    /** One sync, `ahead` milliseconds from now. */
    const run = async (ahead = 0) => {
      const before = await answered();
      const report = await target.withLock("bench", (locked) =>
        sync({
          replicaId: "5f0c1f5e-0b0e-4b57-9d4e-1f6f3a3c9a01",
          schema: "goto",
          entities: defaultEntities.map(entityNamed),
          complete: false,
          completeDays: 7,
          client,
          clock: { ...systemClock, now: () => Date.now() + ahead },
          target: locked,
          looking: target.session,
          calls: () => 0,
          signal: new AbortController().signal,
        }),
      );
      const sum = { new: 0, changed: 0, gone: 0 };
      for (const one of Object.values(report.counts)) {
        for (const what of ["new", "changed", "gone"] as const) sum[what] += one[what];
      }
      await compare(report.living);
      return { calls: (await answered()) - before, seconds: report.seconds, ...sum };
    };
    const compare = async (living: Readonly<Record<string, number>>) => {
      const counts = (await sandbox.ask("/_sandbox/counts")) as Record<string, number>;
      for (const entity of ["Webinar", "Registrant", "Session", "Attendee", "SessionPoll", "Panelist"]) {
        expect(living[entity], counts[entity], entity);
      }
    };

    const first = await run();
    const second = await run();
    expect(second.new + second.changed + second.gone, 0, "changes in an unchanged account");
    const upcoming: string[] = [];
    const request = { entity: "UpcomingWebinar", limit: changed };
    for await (const rows of runQuery({ client, clock: systemClock, request })) {
      upcoming.push(...rows.map(({ webinarKey }) => String(webinarKey)));
    }
    expect(upcoming.length, changed, "webinars to change");
    await write("Webinar", "update", (webinarKey, index) => ({ webinarKey, subject: `Changed ${index}` }));
    await write(
      "Registrant",
      "create",
      (webinarKey, index) => ({
        webinarKey,
        firstName: "Ann",
        lastName: "Lee",
        email: `ann${index}@example.com`,
      }),
      [
        {},
        { organization: "Works" },
        { organization: "Works", responses: { "Which team are you on?": "Sales" } },
      ],
    );
    const third = await run();
    expect(third.changed, changed, "changed webinars found");
    expect(third.new, changed, "new registrants found");
    const dayLater = await run(day);

    return {
      name: "incremental",
      results: {
        firstRunCalls: first.calls,
        secondRunCalls: second.calls,
        thirdRunCalls: third.calls,
        dayLaterCalls: dayLater.calls,
        secondRunShare: second.calls / first.calls,
        thirdRunShare: third.calls / first.calls,
        dayLaterShare: dayLater.calls / first.calls,
        rows: first.new,
        firstRunSeconds: first.seconds,
      },
    };

    /** Webinars ask different things at registration: each way of answering is tried. */
    async function write(
      entity: string,
      operation: "create" | "update",
      values: (webinarKey: string, index: number) => Record<string, unknown>,
      additions: readonly Record<string, unknown>[] = [{}],
    ): Promise<void> {
      for (const [index, webinarKey] of upcoming.entries()) {
        let wrong: string | undefined = "nothing was tried";
        for (const addition of additions) {
          if (wrong) wrong = await writeOne(entity, operation, { ...values(webinarKey, index), ...addition });
        }
        if (wrong) throw new Error(wrong);
      }
    }

    /** What went wrong, if anything did. */
    async function writeOne(
      entity: string,
      operation: "create" | "update",
      values: Record<string, unknown>,
    ): Promise<string | undefined> {
      const rows = [{ line: 1, values }];
      const written = runWrite({ client, clock: systemClock, entity: entityNamed(entity), operation, rows });
      for await (const { error } of written) if (error !== undefined) return error.message;
      return undefined;
    }
  } finally {
    await goto.close();
    await database.close();
    await sandbox.stop();
  }
}

function expect(found: number | undefined, wanted: number | undefined, what: string): void {
  if (found !== wanted) throw new Error(`${what}: ${found} instead of ${wanted}; the figures mean nothing.`);
}
