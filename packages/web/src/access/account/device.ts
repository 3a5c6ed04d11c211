/** What people call a browser and its system, by the user agent that it sends. Pure; unknown ones stay unknown. */

/** In this order: most browsers also name those after them. */
const browsers = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const systems = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

export function deviceOf(
  userAgent: string | null,
): { readonly browser: string; readonly system: string } | undefined {
  const named = (known: readonly (readonly [string, string])[]) =>
    known.find(([sign]) => userAgent?.includes(sign))?.[1];
  const browser = named(browsers);
  const system = named(systems);
  return browser === undefined || system === undefined ? undefined : { browser, system };
}
