/**
 * What people call entities and fields. The registry's own names stay beside them where they are needed to write a query.
 * What the hub knows and this does not is called by its own name, so that a new entity is never missing.
 */
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../language/language.ts";
import { choiceIn } from "./choice-names.ts";
import { aboutInSpanish, entitiesInEnglish, entitiesInSpanish } from "./entity-names.ts";
import { fieldsInSpanish, spaced } from "./field-names.ts";
import { meaningsInSpanish } from "./meanings.ts";

export interface Names {
  /** Of several rows: "Registrants". */
  entity(name: string): string;
  /** What an entity is, in a sentence. */
  about(entity: { readonly name: string; readonly description: string }): string;
  field(name: string): string;
  /** A value of a field that has choices. */
  choice(value: string): string;
  /** What the hub says in a sentence without an end: what a field means, or a period selects. */
  meaning(english: string, unit?: string): string;
}

const names: Readonly<Record<"en" | "es", Names>> = {
  en: {
    entity: (name) => entitiesInEnglish[name] ?? spaced(name),
    about: ({ description }) => description,
    field: spaced,
    choice: (value) => choiceIn("en", value),
    meaning: (english, unit) => sentence(english, unit),
  },
  es: {
    entity: (name) => entitiesInSpanish[name] ?? spaced(name),
    about: ({ name, description }) => aboutInSpanish[name] ?? description,
    field: (name) => fieldsInSpanish[name] ?? spaced(name),
    choice: (value) => choiceIn("es", value),
    meaning: (english, unit) => sentence(inSpanish(english), unit && inSpanish(unit)),
  },
};

function inSpanish(english: string): string {
  return meaningsInSpanish[english] ?? english;
}

function sentence(text: string, unit: string | undefined): string {
  const whole = `${text}${unit === undefined ? "" : ` (${unit})`}`;
  return whole.endsWith(".") ? whole : `${whole}.`;
}

/** The names in the language that is chosen, also when another one is chosen later. */
export function useNames(): Names {
  useTranslation();
  return names[currentLanguage()];
}
