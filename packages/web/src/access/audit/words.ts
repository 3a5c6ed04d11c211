import { addWords, useWords } from "../../language/words.ts";
import { doneEnglish, doneSpanish, kindEnglish, kindSpanish } from "./names.ts";

const words = addWords(
  "audit",
  {
    ...doneEnglish,
    ...kindEnglish,
    title: "Audit log",
    text: "Every change: who, what, when, from what to what. An entry goes only when its time is over; a person who is erased is taken out of theirs.",
    looking: "Looking",
    none: "Nothing was changed that this filter finds.",
    who: "Who",
    what: "What",
    thing: "Which",
    when: "When",
    from: "From",
    to: "To",
    whoText: "The whole name",
    anything: "Anything",
    clear: "Show everything",
    older: "Show older ones",
    all_one: "That is all: {{count}} entry.",
    all_other: "That is all: {{count}} entries.",
    table: "Entries of the audit log",
    open: "Details",
    entry: "Entry {{number}}",
    close: "Close",
    address: "From the address",
    by_person: "Person",
    by_key: "API key",
    by_local: "At the hub's own machine",
    by_link: "By a one-time link",
    by_hub: "The hub itself",
    by_agent: "Agent",
    field: "Field",
    before: "Before",
    after: "After",
    nothing: "–",
    ofRows_one: "{{count}} row",
    ofRows_other: "{{count}} rows",
    ofWebinar: "of the webinar {{key}}",
    noValues: "The entry holds no values.",
    onlyActor: "All that {{name}} did",
    onlyThing: "All that was done to {{name}}",
    export: "Export as JSON",
  },
  {
    ...doneSpanish,
    ...kindSpanish,
    title: "Registro de auditoría",
    text: "Cada cambio: quién, qué, cuándo, de qué a qué. Una entrada solo se va cuando vence su plazo; a quien se borra se le quita de las suyas.",
    looking: "Buscando",
    none: "No se cambió nada que este filtro encuentre.",
    who: "Quién",
    what: "Qué",
    thing: "Cuál",
    when: "Cuándo",
    from: "Desde",
    to: "Hasta",
    whoText: "El nombre completo",
    anything: "Cualquier cosa",
    clear: "Mostrar todo",
    older: "Mostrar anteriores",
    all_one: "Es todo: {{count}} entrada.",
    all_other: "Es todo: {{count}} entradas.",
    table: "Entradas del registro de auditoría",
    open: "Detalles",
    entry: "Entrada {{number}}",
    close: "Cerrar",
    address: "Desde la dirección",
    by_person: "Persona",
    by_key: "Clave de API",
    by_local: "En la propia máquina del hub",
    by_link: "Con un enlace de un solo uso",
    by_hub: "El propio hub",
    by_agent: "Agente",
    field: "Campo",
    before: "Antes",
    after: "Después",
    nothing: "–",
    ofRows_one: "{{count}} fila",
    ofRows_other: "{{count}} filas",
    ofWebinar: "del webinar {{key}}",
    noValues: "La entrada no contiene valores.",
    onlyActor: "Todo lo que hizo {{name}}",
    onlyThing: "Todo lo que se hizo con {{name}}",
    export: "Exportar como JSON",
  },
);

export const useAuditWords = () => useWords(words);

const isKind = (name: string): name is keyof typeof kindEnglish => name in kindEnglish;
const isDone = (name: string): name is keyof typeof doneEnglish => name in doneEnglish;

/** The kinds to choose from. */
export const kinds = Object.keys(kindEnglish).map((name) => name.slice("kind_".length));

/** What was done and to what kind of thing, in words where there are some. */
export function useAuditNames() {
  const say = useAuditWords();
  const named = (name: string, plain: string) => (isKind(name) || isDone(name) ? say(name) : plain);
  return {
    /** Who did it: the name of a person or a key; the hub and its machine have none that people know. */
    actor: ({ kind, name }: { readonly kind: string; readonly name: string }) =>
      kind === "local" || kind === "hub" ? say(`by_${kind}`) : name,
    kind: (kind: string) => named(`kind_${kind}`, kind),
    /** Of what was written at GoTo: how many rows, if several, and in which webinar. */
    more(id: string | null, after: unknown): string {
      const { rows, webinarKey } = (typeof after === "object" ? after : {}) as Readonly<
        Record<string, unknown>
      >;
      const count = Array.isArray(rows) && rows.length > 1 ? say("ofRows", { count: rows.length }) : "";
      const webinar =
        typeof webinarKey === "string" && webinarKey !== id ? say("ofWebinar", { key: webinarKey }) : "";
      return `${count} ${webinar}`.trim();
    },
    done(action: string) {
      const verb = action.slice(action.lastIndexOf(".") + 1);
      return named(`done_${verb}`, action);
    },
  };
}
