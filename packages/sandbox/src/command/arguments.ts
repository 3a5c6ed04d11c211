/**
 * The command line of the sandbox, read: a pure function from words to options, shared by `src/main.ts` and
 * `rostrum sandbox`.
 */

import { parseArgs } from "node:util";
import type { SandboxOptions } from "../sandbox.ts";
import { type Count, sizeOf } from "../world/seeding/size.ts";

export interface SandboxCommand {
  readonly options: SandboxOptions;
  readonly port: number;
}

export type SandboxArguments =
  | { readonly outcome: "run"; readonly command: SandboxCommand }
  | { readonly outcome: "help" }
  /** A sentence that says what is wrong and what would be right. */
  | { readonly outcome: "wrong"; readonly message: string };

export const sandboxUsage = `Usage: rostrum sandbox [options]

  --port N              port to listen on (8090; 0 for any free one)
  --address A           address to listen on (127.0.0.1)
  --seed N              the same seed gives the same world and the same credentials (1)
  --base-date DATE      seed around this instant and start the clock there (today, real time)

  --webinars N          webinars of the first organizer (42)
  --upcoming N          how many of them are still to come (a fifth)
  --registrants COUNT   of each webinar, such as 200 or 60-240
  --attendees COUNT     of each session
  --sessions COUNT      of each past webinar; 0: never held, 2 and more: a sequence
  --polls COUNT, --survey-questions COUNT, --questions COUNT, --co-organizers COUNT, --panelists COUNT
  --others-webinars N   webinars of each other organizer (3)
  --variety V           mixed or plain (plain when registrants, attendees or sessions are given)

  --limit N|off|sliding[:N]   calls a second for each API and client (10, as a token bucket)
  --latency MS[+-MS]    how long answers take, such as 120 or 250+-50 (0)
  --rotation R          reuse-omit, reuse-return or rotate (reuse-omit)
  --keep-old-tokens     a refresh does not end the access tokens before it
  --auto-approve [WHO]  authorize answers at once, as this organizer or the first: --auto-approve=EMAIL
  --data-delay SECONDS  until a session's data shows (0)
  --redirect-uri URI    registers it with the clients; may be repeated
  --allow-host NAME     lets page and control API be called by this name; may be repeated
`;

/** Reads the words after the command's name. */
export function parseSandboxArguments(words: readonly string[]): SandboxArguments {
  try {
    const { values } = parseArgs({
      args: withOptionalValue(words),
      strict: true,
      allowPositionals: false,
      options: declared,
    });
    if (values.help === true) return { outcome: "help" };
    const size = {
      webinars: whole("--webinars", values.webinars),
      upcoming: whole("--upcoming", values.upcoming),
      othersWebinars: whole("--others-webinars", values["others-webinars"]),
      registrants: countOf("--registrants", values.registrants),
      attendees: countOf("--attendees", values.attendees),
      sessions: countOf("--sessions", values.sessions),
      polls: countOf("--polls", values.polls),
      surveyQuestions: countOf("--survey-questions", values["survey-questions"]),
      questions: countOf("--questions", values.questions),
      coOrganizers: countOf("--co-organizers", values["co-organizers"]),
      panelists: countOf("--panelists", values.panelists),
      variety: oneOf("--variety", values.variety, ["mixed", "plain"]),
    };
    sizeOf(defined(size));
    const tokens = {
      rotation: oneOf("--rotation", values.rotation, ["reuse-omit", "reuse-return", "rotate"]),
      oldAccessTokenOnRefresh: values["keep-old-tokens"] === true ? ("keep" as const) : undefined,
      autoApprove: values["auto-approve"] === "" ? true : values["auto-approve"],
    };
    const seconds = whole("--data-delay", values["data-delay"]);
    const options: SandboxOptions = defined({
      seed: whole("--seed", values.seed),
      baseDate: instantOf(values["base-date"]),
      size: defined(size),
      limit: limitOf(values.limit),
      latency: latencyOf(values.latency),
      tokens: defined(tokens),
      dataDelay: seconds === undefined ? undefined : seconds * 1000,
      redirectUris: values["redirect-uri"],
      hosts: values["allow-host"],
      address: values.address,
    });
    const port = whole("--port", values.port) ?? 8090;
    if (port > 65_535) throw new WrongArgument("--port must be at most 65535.");
    return { outcome: "run", command: { options, port } };
  } catch (error) {
    // RangeError: numbers that are fine by themselves but cannot be together.
    if (
      error instanceof WrongArgument ||
      error instanceof RangeError ||
      (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS") === true
    )
      return { outcome: "wrong", message: (error as Error).message };
    throw error;
  }
}

class WrongArgument extends Error {
  override readonly name = "WrongArgument";
}

const text = { type: "string" } as const;
const declared = {
  help: { type: "boolean", short: "h" },
  port: text,
  address: text,
  seed: text,
  "base-date": text,
  webinars: text,
  upcoming: text,
  "others-webinars": text,
  registrants: text,
  attendees: text,
  sessions: text,
  polls: text,
  "survey-questions": text,
  questions: text,
  "co-organizers": text,
  panelists: text,
  variety: text,
  limit: text,
  latency: text,
  rotation: text,
  "keep-old-tokens": { type: "boolean" },
  "auto-approve": text,
  "data-delay": text,
  "redirect-uri": { type: "string", multiple: true },
  "allow-host": { type: "string", multiple: true },
} as const;

/** A bare --auto-approve means the first organizer. */
function withOptionalValue(words: readonly string[]): string[] {
  return words.map((word) => (word === "--auto-approve" ? "--auto-approve=" : word));
}

function whole(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw new WrongArgument(`${name} must be a whole number, not "${value}".`);
  return Number(value);
}

/** "200" or "60-240". */
function countOf(name: string, value: string | undefined): Count | undefined {
  if (value === undefined) return undefined;
  const [, from, to] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(value) ?? [];
  if (from === undefined)
    throw new WrongArgument(`${name} must be a number or a range such as 60-240, not "${value}".`);
  return to === undefined ? Number(from) : { from: Number(from), to: Number(to) };
}

function oneOf<Value extends string>(name: string, value: string | undefined, values: readonly Value[]) {
  if (value === undefined) return undefined;
  const found = values.find((one) => one === value);
  if (found === undefined)
    throw new WrongArgument(`${name} must be one of ${values.join(", ")}, not "${value}".`);
  return found;
}

function instantOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const instant = Date.parse(value);
  if (Number.isNaN(instant))
    throw new WrongArgument(`--base-date must be a date such as 2031-04-01, not "${value}".`);
  return instant;
}

/** "off", "10", "sliding" or "sliding:10". */
function limitOf(value: string | undefined): SandboxOptions["limit"] {
  if (value === undefined) return undefined;
  if (value === "off") return { mode: "off" };
  const [, sliding, number] = /^(?:(sliding)(?::(?=\d))?)?(\d{1,6})?$/.exec(value) ?? [];
  const perSecond = number === undefined ? 10 : Number(number);
  if ((sliding === undefined && number === undefined) || perSecond === 0)
    throw new WrongArgument(`--limit must be off, a number from 1 up, sliding or sliding:N, not "${value}".`);
  return { mode: sliding === undefined ? "bucket" : "sliding", perSecond };
}

/** "120" or "250+-50". */
function latencyOf(value: string | undefined): SandboxOptions["latency"] {
  if (value === undefined) return undefined;
  const [, ms, jitter] = /^(\d{1,6})(?:\+-(\d{1,6}))?$/.exec(value) ?? [];
  if (ms === undefined)
    throw new WrongArgument(`--latency must be milliseconds such as 120 or 250+-50, not "${value}".`);
  return { ms: Number(ms), ...(jitter === undefined ? {} : { jitter: Number(jitter) }) };
}

/** Without the members that were not given. */
function defined<Type extends object>(
  members: Type,
): { [Name in keyof Type]?: Exclude<Type[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Type]?: Exclude<Type[Name], undefined>;
  };
}
