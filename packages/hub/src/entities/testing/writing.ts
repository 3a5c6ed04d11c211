/** For tests: rows written to a sandbox in a line each, and the sandbox asked what it has. */
import { systemClock } from "../../platform/clock/clock.ts";
import type { WriteOperation } from "../registry/entity.ts";
import { entityNamed } from "../registry/registry.ts";
import type { WriteResult } from "../write/result.ts";
import { runWrite, type WriteOptions } from "../write/run-write.ts";
import type { ConnectedSandbox } from "./connect.ts";

type Values = Readonly<Record<string, unknown>>;

/** An account without anything in it. */
export const empty = { webinars: 0, upcoming: 0, othersWebinars: 0 };
export const person = { firstName: "Ann", lastName: "Lee", email: "ann@example.com" };
/** Answers for whatever the sandbox's forms ask. */
export const answers = { organization: "Works", responses: { "Which team are you on?": "Sales" } };

/** Taken once, so that a time asked for twice is the same also when a second ends in between. */
const begun = Date.now();

/** A moment so many days (and hours) from now, as GoTo writes it. */
export function inDays(days: number, hours = 0): string {
  return `${new Date(begun + days * 86_400_000 + hours * 3_600_000).toISOString().slice(0, 19)}Z`;
}

/** @param connected the sandbox of the test that runs */
export function writing(connected: () => ConnectedSandbox) {
  async function writeAll(
    operation: WriteOperation,
    entity: string,
    rows: readonly Values[],
    options: Partial<WriteOptions> = {},
  ): Promise<WriteResult[]> {
    const results: WriteResult[] = [];
    const written = runWrite({
      client: connected().client,
      clock: { ...systemClock, sleep: async () => {} },
      entity: entityNamed(entity),
      operation,
      rows: rows.map((values, index) => ({ line: index + 1, values })),
      ...options,
    });
    for await (const result of written) results.push(result);
    return results.sort((one, other) => one.line - other.line);
  }

  async function write(
    operation: WriteOperation,
    entity: string,
    values: Values,
    options?: Partial<WriteOptions>,
  ): Promise<WriteResult> {
    const [result] = await writeAll(operation, entity, [values], options);
    if (result === undefined) throw new Error("A row has a result");
    return result;
  }

  /** The key of a webinar that was just made. */
  async function newWebinar(values: Values = {}): Promise<string> {
    const given = {
      subject: "Heat pumps",
      description: "What is new",
      startTime: inDays(3),
      endTime: inDays(3, 1),
    };
    const { key, error } = await write("create", "Webinar", { ...given, ...values });
    if (key?.webinarKey === undefined) throw new Error(error?.message);
    return key.webinarKey;
  }

  return {
    writeAll,
    write,
    newWebinar,
    /** A sequence of four meetings, weekly from in three days. */
    newSequence: () =>
      newWebinar({
        recurrenceType: "sequence",
        recurrencePattern: "weekly",
        recurrenceEnd: inDays(3 + 21).slice(0, 10),
        timeZone: "Europe/Amsterdam",
      }),
    api: () => connected().client.goto.webinar,
    path: (webinarKey: string | undefined) => ({
      organizerKey: connected().client.organizerKey,
      webinarKey: String(webinarKey),
    }),
    /** How often the sandbox was called so. */
    calls: (operation: string): number =>
      connected().sandbox.control.calls.snapshot().operations[operation]?.calls ?? 0,
  };
}
