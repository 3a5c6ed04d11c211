/**
 * Says a sentence of the hub in Spanish, with its names and values. The hub says everything in English, whole; each of its sentences
 * stands here once as a pattern with the Spanish for it, "{table} has no field \"{field}\"." and «{table} no tiene…», and is known
 * again by it. Pure.
 *
 * By the sentence and NOT by codes that would travel with it: sentences come by many ways (failures, checks, rows that failed last
 * year, syncs, agents of an older version), and all of these carry text. So who adds a sentence to the hub writes it once, in English,
 * where it is needed; a test then asks for its Spanish. A sentence without is shown as it is, marked as English.
 */

/**
 * The Spanish by the English pattern. What stands in braces is kept as it is; `{why|told}` is a sentence of the hub itself and said in
 * Spanish too; `{said|quoted}` are words of another system, which are marked as English. `{count}` is a figure, `{word}` has no blanks.
 */
export type Sentences = Readonly<Record<string, string>>;

/** A part of what is shown. */
export interface Piece {
  readonly text: string;
  /** Whether it stayed English. */
  readonly isEnglish: boolean;
}

export type Tell = (english: string) => readonly Piece[];

interface Pattern {
  readonly matches: RegExp;
  /** Looked for first: it costs less than the expression. */
  readonly longest: string;
  readonly names: readonly string[];
  readonly spanish: string;
}

/** One way to understand a text; the one that leaves the fewest letters without a meaning is taken. */
interface Reading {
  readonly pieces: readonly Piece[];
  readonly unexplained: number;
}

/** Where one sentence may end and the next begin. */
const ends = /[.!?:;]["»)]?\s+/g;
const mostKept = 2_000;
/** What is longer is no sentence of ours, and to look through it would hold up the page. */
const mostLetters = 4_000;

export function teller(sentences: Sentences): Tell {
  const patterns = Object.entries(sentences).map(patternOf);
  const kept = new Map<string, Reading>();

  /** One or more sentences. */
  function read(text: string): Reading {
    const known = kept.get(text);
    if (known !== undefined) return known;
    let best = better(asItIs(text), readOne(text));
    for (const { 0: end, index } of text.matchAll(ends)) {
      const at = index + end.length;
      if (best.unexplained === 0 || at === text.length) break;
      const first = text.slice(0, at).trimEnd();
      const space = { text: text.slice(first.length, at), isEnglish: false };
      // One word before a colon is a name or a place, whatever else it may mean.
      const one = /^\S+:$/.test(first) ? asItIs(first) : better(asItIs(first), readOne(first));
      const others = read(text.slice(at));
      const unexplained = one.unexplained + others.unexplained;
      best = better(best, { pieces: [...one.pieces, space, ...others.pieces], unexplained });
    }
    if (kept.size >= mostKept) kept.clear();
    kept.set(text, best);
    return best;
  }

  function readOne(text: string): Reading | undefined {
    let best = readWithoutEnd(text);
    for (const { matches, longest, names, spanish } of patterns) {
      const values = text.includes(longest) ? matches.exec(text)?.slice(1) : undefined;
      if (values === undefined) continue;
      const found = fill(spanish, new Map(names.map((name, place) => [name, values[place] ?? ""])));
      best = best === undefined ? found : better(best, found);
    }
    return best;
  }

  /** Within others, and in lists, a sentence has another end than its own. */
  function readWithoutEnd(text: string): Reading | undefined {
    const [, words = "", end = ""] = /^(.+)([.;:])$/s.exec(text) ?? [];
    const found = words === "" ? undefined : readOne(words);
    return found && { ...found, pieces: [...found.pieces, { text: end, isEnglish: false }] };
  }

  function fill(spanish: string, values: ReadonlyMap<string, string>): Reading {
    let unexplained = 0;
    const pieces = spanish.split(/(\{[^}]+\})/).flatMap((part): readonly Piece[] => {
      const [, name = "", way] = /^\{(\w+)(?:\|(\w+))?\}$/.exec(part) ?? [];
      const value = values.get(name);
      if (value === undefined) return [{ text: part, isEnglish: false }];
      const inner = way === "told" ? read(value) : undefined;
      unexplained += inner?.unexplained ?? value.length;
      return inner?.pieces ?? [{ text: inFigures(value), isEnglish: way === "quoted" }];
    });
    return { pieces, unexplained };
  }

  return (english) => joined((english.length > mostLetters ? asItIs(english) : read(english)).pieces);
}

function patternOf([english, spanish]: readonly [string, string]): Pattern {
  const parts = english.split(/\{(\w+)\}/);
  const literals = parts.filter((_, place) => place % 2 === 0);
  return {
    matches: new RegExp(`^${parts.map(expressionOf).join("")}$`, "s"),
    longest: literals.reduce((longest, one) => (one.length > longest.length ? one : longest), ""),
    names: parts.filter((_, place) => place % 2 === 1),
    spanish,
  };
}

/** Odd parts are names of values. */
function expressionOf(part: string, place: number): string {
  if (place % 2 === 0) return part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  if (part === "count") return "([\\d.,]+)";
  return part === "word" ? "(\\S+)" : "(.*?)";
}

function better(one: Reading, other: Reading | undefined): Reading {
  return other !== undefined && other.unexplained < one.unexplained ? other : one;
}

/** "1,204" as Spanish has it; anything else stays. */
function inFigures(value: string): string {
  return /^\d{1,3}(,\d{3})+$/.test(value) ? value.replaceAll(",", ".") : value;
}

/** A name is no language's; several words that nobody knows are English. */
function asItIs(text: string): Reading {
  return { pieces: [{ text, isEnglish: /\p{L} +\p{L}/u.test(text) }], unexplained: text.length };
}

/** Neighbours of one language as one. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (last?.isEnglish === piece.isEnglish) all.splice(-1, 1, { ...last, text: last.text + piece.text });
    else if (piece.text !== "") all.push(piece);
  }
  return all;
}
