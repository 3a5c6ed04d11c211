/** What can stand at the place where somebody types an expression: names of the row, and functions. Pure. */
import { quoted } from "./suggestions.ts";

export interface Name {
  /** As an expression writes it. */
  readonly text: string;
  /** Its type, or a value that it has. */
  readonly about: string | undefined;
}

export interface Completion extends Name {
  readonly kind: "name" | "function";
}

export interface Completions {
  /** From where to the caret the text is replaced. */
  readonly from: number;
  readonly options: readonly Completion[];
}

const none: Completions = { from: 0, options: [] };
const most = 12;

/** How each is written; what JSONata has, then what the hub adds. */
const functions = [
  "$trim(text)",
  "$lowercase(text)",
  "$uppercase(text)",
  "$substring(text, start, length?)",
  "$substringBefore(text, part)",
  "$substringAfter(text, part)",
  "$contains(text, part)",
  "$replace(text, part, by)",
  "$split(text, separator)",
  "$join(list, separator)",
  "$length(text)",
  "$pad(text, width, filling?)",
  "$match(text, pattern)",
  "$string(value)",
  "$number(value)",
  "$boolean(value)",
  "$round(number, places?)",
  "$floor(number)",
  "$ceil(number)",
  "$abs(number)",
  "$formatNumber(number, picture)",
  "$sum(list)",
  "$max(list)",
  "$min(list)",
  "$average(list)",
  "$count(list)",
  "$distinct(list)",
  "$sort(list)",
  "$reverse(list)",
  "$append(list, list)",
  "$filter(list, function)",
  "$map(list, function)",
  "$exists(value)",
  "$not(value)",
  "$type(value)",
  "$keys(object)",
  "$lookup(object, key)",
  "$merge(objects)",
  "$now()",
  "$toMillis(moment)",
  "$fromMillis(number, picture?, zone?)",
  "$inZone(moment, zone, picture?)",
  "$toUtc(localTime, zone)",
  "$lookupTable(table, value, default?)",
  "$lookupTableBack(table, result, default?)",
  "$sha256(text)",
] as const;

/** Whether the caret stands within a text in quotes. */
function inQuotes(before: string): boolean {
  let open = "";
  for (const sign of before) {
    if (open === "") open = sign === '"' || sign === "'" ? sign : "";
    else if (sign === open) open = "";
  }
  return open !== "";
}

export function completionsAt(text: string, caret: number, names: readonly Name[]): Completions {
  const before = text.slice(0, caret);
  if (inQuotes(before)) return none;
  const begun =
    /(?:\$\w*|(?:`[^`]*`?|[\p{Letter}_][\p{Letter}\p{Number}_]*)(?:\.(?:`[^`]*`?|[\p{Letter}\p{Number}_]*))*)$/u.exec(
      before,
    )?.[0] ?? "";
  const from = caret - begun.length;
  const asked = begun.replaceAll("`", "").toLowerCase();
  if (asked === "") return none;
  const found: Completion[] = begun.startsWith("$")
    ? functions
        .filter((one) => one.toLowerCase().startsWith(asked))
        .map((one) => ({ text: one, about: undefined, kind: "function" }))
    : [
        ...names.filter((name) => plainOf(name).startsWith(asked)),
        ...names.filter((name) => !plainOf(name).startsWith(asked) && plainOf(name).includes(asked)),
      ].map((name) => ({ ...name, kind: "name" }));
  // What stands there already needs no help.
  const options = found.filter((one) => one.text !== begun).slice(0, most);
  return { from, options };
}

function plainOf({ text }: Name): string {
  return text.replaceAll("`", "").toLowerCase();
}

/** The text with a completion taken, and where the caret is then: within the brackets of a function. */
export function taken(text: string, caret: number, from: number, { text: chosen, kind }: Completion) {
  const inserted = kind === "function" ? `${chosen.slice(0, chosen.indexOf("("))}()` : chosen;
  const inside = kind === "function" && chosen !== "$now()" ? 1 : 0;
  return {
    text: text.slice(0, from) + inserted + text.slice(caret),
    caret: from + inserted.length - inside,
  };
}

/** The names in rows, with what is within them, and a value that they have. */
export function namesIn(scopes: readonly Readonly<Record<string, unknown>>[]): readonly Name[] {
  const names = new Map<string, string | undefined>();
  const add = (value: unknown, before: string, depth: number) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    for (const [name, member] of Object.entries(value)) {
      const text = before + quoted(name);
      if (names.get(text) === undefined) names.set(text, shortly(member));
      if (depth < 2) add(member, `${text}.`, depth + 1);
    }
  };
  for (const scope of scopes) add(scope, "", 0);
  return [...names].map(([text, about]) => ({ text, about }));
}

/** A value as it is shown in little room; undefined for nothing. */
export function shortly(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
