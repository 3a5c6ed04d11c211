/**
 * Commands in the hub's sentences, and the page where a person does the same: "check it with: rostrum flow validate copy" is
 * said to who reads it on a page, who has no command line. Commands that no page stands for stay as they are. Pure.
 */

const plainPages = [
  "data",
  "replicas",
  "connections",
  "endpoints",
  "agents",
  "keys",
  "people",
  "health",
] as const;

/** Where the same is done. */
export type PageOfCommand =
  | {
      readonly page: "entity" | "webinar" | "flow" | "editor" | "failedRows" | "replica";
      readonly name: string;
    }
  | { readonly page: "flows" | (typeof plainPages)[number] };

export interface SentencePart {
  readonly text: string;
  /** Present: the text is a command. */
  readonly page?: PageOfCommand;
}

const name = "[a-z0-9](?:[\\w.-]*\\w)?";
/** The verbs of each command with what may stand after them; names written large stand for any. */
const command = new RegExp(
  `\`?\\brostrum (?:${[
    "query (?<queried>[A-Z]\\w+)(?: --where webinarKey=(?<webinar>\\d+))?(?: --fields [\\w,]+)?",
    "(?<data>entities)(?: (?<described>[A-Z]\\w+))?",
    `flow (?<flowVerb>[a-z]+)(?: (?:FLOW|NAME|(?<flow>${name})))?(?: --all)?`,
    `(?<replicas>replica) [a-z]+(?: (?:NAME|(?<replica>${name})))?(?: --connection ALIAS)?`,
    `(?<connections>connections) [a-z]+(?: (?:ALIAS|${name}))?`,
    `(?<endpoints>endpoint) [a-z]+(?: (?:NAME|${name}) --kind KIND)?`,
    "(?<agents>agent) [a-z]+(?: NAME)?",
    "(?<keys>keys) (?:list|create)(?: NAME)?(?: --scope [\\w.:-]*[\\w.])?",
    "(?<people>people) (?:list|invite|role)(?: EMAIL)?(?: --role ROLE)?",
    "(?<health>doctor)\\b",
  ].join("|")})\`?`,
  "g",
);

export function partsOf(text: string): readonly SentencePart[] {
  if (!text.includes("rostrum ")) return [{ text }];
  const parts: SentencePart[] = [];
  let end = 0;
  for (const { 0: found, index, groups = {} } of text.matchAll(command)) {
    if (index > end) parts.push({ text: text.slice(end, index) });
    parts.push({ text: found, page: pageOf(groups) });
    end = index + found.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

type Groups = Readonly<Record<string, string | undefined>>;

function pageOf(groups: Groups): PageOfCommand {
  const { queried, webinar, described, flowVerb, flow, replica } = groups;
  if (webinar !== undefined) return { page: "webinar", name: webinar };
  const entity = queried ?? described;
  if (entity !== undefined) return { page: "entity", name: entity };
  if (flowVerb !== undefined) {
    if (flow === undefined) return { page: "flows" };
    if (flowVerb === "validate" || flowVerb === "revisions") return { page: "editor", name: flow };
    return { page: flowVerb === "failed" ? "failedRows" : "flow", name: flow };
  }
  if (replica !== undefined) return { page: "replica", name: replica };
  const page = plainPages.find((one) => groups[one] !== undefined);
  return { page: page ?? "data" };
}
