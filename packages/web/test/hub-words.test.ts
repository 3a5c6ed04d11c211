import { describe, expect, it } from "vitest";
import { spanish } from "../src/api/hub-words/spanish.ts";
import { teller } from "../src/api/hub-words/tell.ts";
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
    expect(gone).toEqual(counted);
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
          /^count$|Key$/.test(name) ? `${place + 2}` : `x${place}.y "z"`,
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
});
