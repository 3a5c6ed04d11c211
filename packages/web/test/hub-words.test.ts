import { describe, expect, it } from "vitest";
import { spanish } from "../src/api/hub-words/spanish.ts";
import { teller } from "../src/api/hub-words/tell.ts";
import { validation } from "../src/api/hub-words/validation.ts";
import { hubSentences } from "./support/hub-sentences.ts";

const told = teller(spanish);
const text = (english: string) =>
  told(english)
    .map((piece) => piece.text)
    .join("");
/** Which values a sentence has, whatever they are called. */
const patternOf = (sentence: string) => sentence.replaceAll(/\{\w+\}/g, "{}");
/** For who reads the reference of the API. */
const ofTheApi = [
  "For everybody who is known.",
  "For agents alone, by their token.",
  "Needs the permission {}.",
];
/** A figure and what is counted, put together when it is said. */
const counted = ["{count} minute", "{count} minutes"];
const namesIn = (sentence: string) =>
  [...sentence.matchAll(/\{(\w+)(?:\|\w+)?\}/g)].map(([, name = ""]) => name).toSorted();

describe("what the hub says", () => {
  const { sentences, texts } = hubSentences();
  const known = new Set(Object.keys(spanish).map(patternOf));

  it("has Spanish words, every sentence of it", () => {
    expect(sentences.size).toBeGreaterThan(900);
    const missing = [...sentences].filter(
      ([pattern]) => !known.has(patternOf(pattern)) && !ofTheApi.includes(pattern),
    );
    expect(missing.map(([pattern, file]) => `${file}: ${pattern}`)).toEqual([]);
  });

  it("has no Spanish words for what it does not say any more", () => {
    const all = [...texts].map(patternOf).join("\n");
    const gone = Object.keys(spanish).filter((english) => !all.includes(patternOf(english)));
    expect(gone).toEqual([...counted, ...Object.keys(validation)]);
  });

  it("keeps its names and values in Spanish, each of them once", () => {
    const wrong = Object.entries(spanish).filter(
      ([english, words]) => `${namesIn(english)}` !== `${namesIn(words)}`,
    );
    expect(wrong).toEqual([]);
  });

  it("is known again by its pattern, whatever stands in it", () => {
    const wrong = Object.entries(spanish).flatMap(([english, words]) => {
      // Keys are figures, and everything else may hold what stands in sentences.
      const values = new Map(
        namesIn(english).map((name, place) => [
          name,
          /^(count|word)$|Key$/.test(name) ? `${place + 2}` : `x${place}.y "z"`,
        ]),
      );
      const fill = (sentence: string) =>
        sentence.replaceAll(/\{(\w+)(?:\|\w+)?\}/g, (all, name: string) => values.get(name) ?? all);
      return text(fill(english)) === fill(words)
        ? []
        : [{ english: fill(english), wanted: fill(words), told: text(fill(english)) }];
    });
    expect(wrong).toEqual([]);
  });

  it("is told whole where it stands in others, after a place, in a list, with figures and words of another system", () => {
    const said = {
      'The flow cannot be read: steps.1.map: Invalid input: expected record, received undefined; steps.2: there is no step "fliter"; did you mean "filter"?.':
        "El flujo no se puede leer: steps.1.map: se esperaba record y llegó undefined; steps.2: no hay ningún paso «fliter»; ¿quiso decir «filter»?.",
      '1,204 rows: "soon" is no time, as "startTime" must be.':
        "1.204 filas: «soon» no es una hora, como debe ser «startTime».",
      "Nothing was written. It can only be read: check the rights of the user it signs in with, or choose another table.":
        "No se escribió nada. Solo se puede leer: revise los derechos del usuario con el que entra, o elija otra tabla.",
      "date: Up to date as of 2 hours ago. Next sync in 1 day.":
        "date: Al día desde hace 2 horas. Próxima sincronización: dentro de 1 día.",
    };
    expect(Object.fromEntries(Object.keys(said).map((english) => [english, text(english)]))).toEqual(said);
  });

  it("stays English, and is marked so, where it is another system's or has no Spanish yet", () => {
    expect(told("The database says: Duplicate entry 'a' for key 'email'.")).toEqual([
      { text: "La base de datos dice: ", isEnglish: false },
      { text: "Duplicate entry 'a' for key 'email'", isEnglish: true },
      { text: ".", isEnglish: false },
    ]);
    expect(told("Nothing was written. Something new happened.")).toEqual([
      { text: "No se escribió nada. ", isEnglish: false },
      { text: "Something new happened.", isEnglish: true },
    ]);
  });
});
