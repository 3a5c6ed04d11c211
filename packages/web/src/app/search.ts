/** What stands behind the question mark of an address: texts that keep every digit. */
import { parseSearchWith } from "@tanstack/react-router";

/** Takes these texts of an address, and nothing else. */
export const texts =
  <const Name extends string>(...names: readonly Name[]) =>
  (search: Readonly<Record<string, unknown>>): { [Key in Name]?: string | undefined } =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = search[name];
        return typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [];
      }),
    ) as { [Key in Name]?: string | undefined };

/** As the router reads addresses by itself, but for GoTo's keys: they have more digits than a number can hold. */
export const parseSearch = parseSearchWith((value) =>
  /^-?\d{16,}$/.test(value) ? value : (JSON.parse(value) as unknown),
);
