/** What to ask for next, given an answer. Pure: one function for all styles of paging. */
import { HubError } from "../../platform/errors.ts";
import type { Value } from "../endpoint.ts";
import { checkSameOrigin } from "./address.ts";
import type { Paging } from "./options.ts";

/** Where a page is: the number, offset or cursor to ask for, or its address. Survives JSON. */
export interface Page {
  readonly parameter?: string;
  readonly address?: string;
}

export interface PageAnswer {
  readonly body: Value;
  readonly rows: number;
  readonly link: string | undefined;
}

export function firstPage(paging: Paging): Page {
  if (paging.kind === "page") return { parameter: String(paging.first) };
  return paging.kind === "offset" ? { parameter: "0" } : {};
}

/** The address of a page, built on that of the table. */
export function pageAddress(paging: Paging, page: Page, table: URL): URL {
  if (page.address !== undefined) return checkSameOrigin(page.address, table);
  const url = new URL(table);
  if (paging.kind === "page" || paging.kind === "offset" || paging.kind === "cursor") {
    if (page.parameter !== undefined) url.searchParams.set(paging.parameter, page.parameter);
    if (paging.sizeParameter !== undefined) url.searchParams.set(paging.sizeParameter, String(paging.size));
  }
  return url;
}

/** The page after this one; undefined at the end. */
export function nextPage(paging: Paging, page: Page, answer: PageAnswer, table: URL): Page | undefined {
  const next = following(paging, page, answer, table);
  if (next === undefined || next.parameter !== page.parameter || next.address !== page.address) return next;
  throw new HubError({
    kind: "upstream",
    code: "endpoint.same-page",
    message: "The system names the page that it just gave as the next one.",
    meaning: "Reading on would never end, so it stopped; rows after this page were not read.",
    remedy: "Check the paging at the endpoint's settings against the system's documentation.",
  });
}

function following(paging: Paging, page: Page, answer: PageAnswer, table: URL): Page | undefined {
  switch (paging.kind) {
    case "none":
      return undefined;
    case "page":
      // Without a size of ours the system's own is not known, and only an empty page is the last.
      if (answer.rows === 0 || (paging.sizeParameter !== undefined && answer.rows < paging.size))
        return undefined;
      return { parameter: String(Number(page.parameter) + 1) };
    case "offset":
      if (answer.rows < paging.size) return undefined;
      return { parameter: String(Number(page.parameter) + answer.rows) };
    case "cursor": {
      const cursor = memberAt(answer.body, paging.member);
      const none = cursor === undefined || cursor === null || cursor === "" || cursor === false;
      return none ? undefined : { parameter: String(cursor) };
    }
    case "next": {
      const address = memberAt(answer.body, paging.member);
      return typeof address !== "string" || address === "" ? undefined : resolved(address, table);
    }
    case "link": {
      const address = nextLink(answer.link ?? "");
      return address === undefined ? undefined : resolved(address, table);
    }
  }
}

function resolved(address: string, table: URL): Page {
  return { address: checkSameOrigin(address, table).href };
}

/** RFC 8288: <address>; rel="next", ... */
function nextLink(header: string): string | undefined {
  for (const [, address, parameters = ""] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*(?:"[^"]*\bnext\b[^"]*"|next\b)/i.test(parameters)) return address;
  }
  return undefined;
}

/** The member at a path like "data.items"; undefined where there is none. */
export function memberAt(body: Value, path: string): Value | undefined {
  if (path === "") return body;
  let value: Value | undefined = body;
  for (const name of path.split(".")) {
    if (value === null || typeof value !== "object") return undefined;
    value = Array.isArray(value) ? value[Number(name)] : (value as Readonly<Record<string, Value>>)[name];
    if (value === undefined) return undefined;
  }
  return value;
}
