/** Reads a table of an API, page by page; each page is asked for when the one before it has been taken. */
import { HubError } from "../../platform/errors.ts";
import { coerce, Misfit } from "../../rows/coerce.ts";
import {
  type Batch,
  defaultBatchRows,
  type ReadRequest,
  type Row,
  type Table,
  type UnreadableRow,
  type Value,
} from "../endpoint.ts";
import { createSieve } from "../sieve.ts";
import { join } from "./address.ts";
import type { HttpClient } from "./client.ts";
import type { HttpTable } from "./options.ts";
import { firstPage, memberAt, nextPage, type Page, pageAddress } from "./paging.ts";
import { listsIn } from "./places.ts";
import { wordsOf } from "./words.ts";

export type ReadOptions = NonNullable<HttpTable["read"]>;

/** The pages of a table, as they come: rows as the system gives them. */
export async function* pagesOf(
  client: HttpClient,
  read: ReadOptions,
  address: URL,
  start: Page,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ readonly page: Page; readonly rows: readonly Value[]; readonly body: Value }> {
  let page: Page | undefined = start;
  while (page !== undefined) {
    const url = pageAddress(read.paging, page, address);
    const answer = await client
      .send({ method: "GET", url, repeatable: true, signal })
      .catch((error: unknown) => {
        throw error instanceof HubError || signal?.aborted ? error : interrupted(url, error);
      });
    if (answer.status !== 200) throw refused(url, answer.status, wordsOf(answer));
    const rows = answer.body === undefined ? undefined : memberAt(answer.body, read.rows);
    if (!Array.isArray(rows)) throw noRows(url, read.rows, answer.body);
    yield { page, rows, body: answer.body ?? null };
    page = nextPage(
      read.paging,
      page,
      { body: answer.body ?? null, rows: rows.length, link: answer.link },
      address,
    );
  }
}

export async function* readApi(
  client: HttpClient,
  read: ReadOptions,
  table: Table,
  request: ReadRequest,
): AsyncGenerator<Batch> {
  const sieve = createSieve(table, request);
  const address = tableAddress(client, read, request);
  const batchRows = request.batchRows ?? defaultBatchRows;
  let left = request.limit ?? Number.POSITIVE_INFINITY;
  let skip = Number(request.after?.rows ?? 0);
  const start = (request.after?.page as Page | undefined) ?? firstPage(read.paging);
  for await (const { page, rows: given } of pagesOf(client, read, address, start, request.signal)) {
    let rows: Row[] = [];
    let unreadable: UnreadableRow[] = [];
    const batch = (taken: number): Batch => {
      const full = { rows, unreadable, position: { page: { ...page }, rows: taken } };
      rows = [];
      unreadable = [];
      return sieve.mark === undefined ? full : { ...full, mark: sieve.mark };
    };
    for (const [index, value] of given.entries()) {
      if (index < skip) continue;
      const row = rowOf(table, value, `row ${index + 1} of the page at ${JSON.stringify(page)}`);
      if ("error" in row) unreadable.push(row.error);
      else if (sieve.wants(row.row)) {
        rows.push(sieve.cut(row.row));
        left -= 1;
      }
      if (rows.length >= batchRows || left <= 0) {
        yield batch(index + 1);
        if (left <= 0) return;
        request.signal?.throwIfAborted();
      }
    }
    skip = 0;
    if (rows.length > 0 || unreadable.length > 0) yield batch(given.length);
  }
}

/** The table's address with what is always asked. */
export function plainAddress(base: URL, read: ReadOptions): URL {
  const url = join(base, read.path);
  for (const [name, value] of Object.entries(read.query)) url.searchParams.set(name, value);
  return url;
}

/** The table's address with what the system filters itself. */
function tableAddress(client: HttpClient, read: ReadOptions, request: ReadRequest): URL {
  const url = plainAddress(client.base, read);
  for (const filter of request.filters ?? []) {
    const by = read.filters[filter.field];
    if (filter.kind === "equal" && by?.equal !== undefined && filter.value !== null) {
      url.searchParams.set(by.equal, String(filter.value));
    }
    if (filter.kind === "range") {
      if (by?.from !== undefined && filter.from !== undefined)
        url.searchParams.set(by.from, String(filter.from));
      if (by?.to !== undefined && filter.to !== undefined) url.searchParams.set(by.to, String(filter.to));
    }
  }
  const { changes } = request;
  if (changes?.since !== undefined && changes.since !== null && read.changes?.field === changes.field) {
    url.searchParams.set(read.changes.parameter, String(changes.since));
  }
  return url;
}

function rowOf(table: Table, value: Value, place: string): { row: Row } | { error: UnreadableRow } {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return {
      error: { place, error: { code: "unreadable", words: "It is no object with fields.", passing: false } },
    };
  }
  const row: Record<string, Value> = { ...(value as Row) };
  for (const { name, type } of table.fields) {
    const fitting = coerce(type, row[name] ?? null);
    if (fitting instanceof Misfit) {
      const error = { code: "no-fit", words: `${name}: ${fitting.words}.`, field: name, passing: false };
      return { error: { place, error } };
    }
    row[name] = fitting;
  }
  return { row };
}

const shown = (url: URL) => `${url.host}${url.pathname}`;

function refused(url: URL, status: number, words: string): HubError {
  return new HubError({
    kind: status >= 500 || status === 429 ? "unavailable" : "upstream",
    code: "endpoint.refused",
    message: `${shown(url)} answered ${status}: ${words}`,
    meaning: "Rows after this point were not read.",
    remedy:
      status === 404
        ? "Check the table's path at the endpoint's settings."
        : "Its own words say what is the matter; check the endpoint's settings and rights, or try later.",
    details: { status },
  });
}

function interrupted(url: URL, cause: unknown): HubError {
  return new HubError({
    kind: "unavailable",
    code: "endpoint.unreachable",
    message: `${shown(url)} gave no answer, several times: ${cause instanceof Error ? cause.message : String(cause)}`,
    meaning: "Rows after this point were not read.",
    remedy: "Try later; the run goes on from where it stopped.",
    cause,
  });
}

function noRows(url: URL, member: string, body: Value | undefined): HubError {
  const lists = body === undefined ? [] : listsIn(body);
  const places = lists.map((place) => (place === "" ? "the answer itself" : `"${place}"`)).join(", ");
  return new HubError({
    kind: "upstream",
    code: "endpoint.no-rows",
    message:
      body === undefined
        ? `${shown(url)} answered with something that is no JSON.`
        : `The answer of ${shown(url)} has no list ${member === "" ? "at its top" : `at "${member}"`}.`,
    meaning: "It is not known where its rows are.",
    remedy: `Set "rows" of the table to where the list is, e.g. "data.items"; "" for an answer that is the list.${
      lists.length === 0 ? "" : ` This answer has a list at: ${places}.`
    }`,
    details: { lists },
  });
}

export function notReadable(table: string): HubError {
  return new HubError({
    kind: "usage",
    code: "endpoint.unsupported",
    message: `${table} is not set up for reading.`,
    meaning: "Nothing was read.",
    remedy: 'Add "read" with the path of its rows to the table at the endpoint\'s settings.',
  });
}
