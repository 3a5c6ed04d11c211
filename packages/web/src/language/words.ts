/** Words of a page in both languages; the types hold that none is missing in either. */
import "./language.ts";
import i18next from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

type Words = Readonly<Record<string, string>>;
/** `rows_one` and `rows_other` are asked for as `rows`, with a `count`. */
type Asked<Key> = Key extends `${infer Stem}_${"one" | "other"}` ? Stem : Key;
export type Say<Key> = (key: Asked<Key>, values?: Readonly<Record<string, string | number>>) => string;

/** Words that were made known, to be said by `useWords`. */
interface Known<Key> {
  readonly name: string;
  readonly keys?: Key;
}

/** Makes words known under a name of their own. */
export function addWords<const English extends Words>(
  name: string,
  english: English,
  spanish: Readonly<Record<keyof English, string>>,
): Known<keyof English> {
  i18next.addResourceBundle("en", name, english);
  i18next.addResourceBundle("es", name, spanish);
  return { name };
}

/** Says words in the language that is chosen, also when another one is chosen later. */
export function useWords<Key>({ name }: Known<Key>): Say<Key> {
  const { t } = useTranslation(name);
  return useCallback((key, values) => t(String(key), values ?? {}), [t]);
}
