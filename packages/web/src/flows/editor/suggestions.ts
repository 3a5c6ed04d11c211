/**
 * Which field of the source probably goes into which of the target, by their names and by what the words in them mean, in
 * English and Spanish. Pure. NOT a decision: people accept or leave each.
 */

export interface Candidate {
  /** How an expression names it: `email`, `campaign.webinar_key`. */
  readonly expression: string;
  /** Its own name. */
  readonly name: string;
}

export interface Suggestion {
  readonly target: string;
  readonly expression: string;
  /** From 0 to 1. */
  readonly likeness: number;
}

/** Words that mean the same in names of fields; the first stands for all. */
const meanings: readonly (readonly string[])[] = [
  ["email", "mail", "emailaddress", "correo"],
  ["first", "given", "fore", "nombre", "vorname"],
  ["last", "sur", "family", "apellido", "apellidos", "nachname"],
  ["organization", "organisation", "company", "firm", "employer", "empresa", "organizacion", "account"],
  ["phone", "telephone", "tel", "mobile", "telefono", "movil"],
  ["subject", "title", "titulo", "asunto", "topic"],
  ["description", "text", "descripcion", "summary"],
  ["start", "begin", "begins", "starts", "inicio", "comienzo"],
  ["end", "ends", "finish", "fin"],
  ["zone", "timezone", "tz", "zona"],
  ["zip", "postal", "postcode", "postalcode", "cp"],
  ["city", "town", "ciudad"],
  ["country", "pais"],
  ["state", "province", "provincia", "region"],
  ["street", "address", "direccion"],
  ["job", "position", "role", "cargo", "puesto"],
  ["industry", "sector", "branch"],
  ["url", "link", "enlace"],
  ["key", "id", "identifier", "clave"],
  ["question", "pregunta"],
  ["answer", "answers", "response", "respuesta"],
];
const meaningOf = new Map(
  meanings.flatMap(([first = "", ...more]) => [first, ...more].map((word) => [word, first])),
);
/** Words that say nothing by themselves beside others. */
const filling: ReadonlySet<string> = new Set(["name", "time", "code", "the", "of", "de", "del", "la", "el"]);

/** "startTime", "Start time" and "begin" come near each other. */
function wordsOf(name: string): readonly string[] {
  const plain = name
    .normalize("NFD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .replaceAll(/e[-_ ]mail/gi, "email")
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase();
  const split = plain.split(/[^\p{Letter}\p{Number}]+/u).filter((word) => word !== "");
  const parts = split.flatMap(
    (word) => /^(first|last|given|sur|family|full)(name)$/.exec(word)?.slice(1) ?? word,
  );
  return parts.map((word) => meaningOf.get(word) ?? word);
}

/** 1: the same; 0: nothing in common. */
export function likeness(one: string, other: string): number {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  if (words.join(" ") === others.join(" ")) return 1;
  const [core, otherCore] = [words, others].map((all) => {
    const telling = all.filter((word) => !filling.has(word));
    return new Set(telling.length === 0 ? all : telling);
  });
  if (core === undefined || otherCore === undefined) return 0;
  const shared = core.intersection(otherCore).size;
  const byWords = (2 * shared) / (core.size + otherCore.size);
  return Math.min(0.98, Math.max(byWords * 0.95, byLetters([...core].join(""), [...otherCore].join(""))));
}

/** Dice's coefficient over pairs of letters. */
function byLetters(one: string, other: string): number {
  const pairs = (text: string) =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
  const rest = pairs(other);
  const total = pairs(one).length + rest.length;
  if (total === 0) return one === other ? 1 : 0;
  let shared = 0;
  for (const pair of pairs(one)) {
    const at = rest.indexOf(pair);
    if (at === -1) continue;
    rest.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / total;
}

const enough = 0.7;

/** The best pairs first; each field of the source goes into one of the target only. */
export function suggest(targets: readonly string[], sources: readonly Candidate[]): readonly Suggestion[] {
  const pairs = targets.flatMap((target) =>
    sources.map(({ name, expression }) => ({ target, expression, likeness: likeness(target, name) })),
  );
  const given = new Set<string>();
  const used = new Set<string>();
  const chosen: Suggestion[] = [];
  for (const pair of pairs.toSorted((one, other) => other.likeness - one.likeness)) {
    if (pair.likeness < enough || given.has(pair.target) || used.has(pair.expression)) continue;
    given.add(pair.target);
    used.add(pair.expression);
    chosen.push(pair);
  }
  return chosen;
}

/** A name as an expression writes it. */
export function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && !["and", "or", "in", "true", "false", "null"].includes(name)
    ? name
    : `\`${name}\``;
}
