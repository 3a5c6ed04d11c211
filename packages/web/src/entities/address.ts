/**
 * What the addresses of Data hold: all of a query, so that a link shows the same thing. NOT the query itself: see
 * `request.ts`. This is loaded with the first page, so it stays small.
 */

export interface DataSearch {
  /** Of the connection, as GoTo's data are somebody's. */
  readonly connection?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Whose days `from` and `to` are, where they are days; absent: those of UTC, as at the hub. */
  readonly zone?: string | undefined;
  /** Conditions as the hub reads them: FIELD OPERATOR VALUE. */
  readonly where?: readonly string[] | undefined;
  /** Columns, separated by commas; absent: those of a list. */
  readonly fields?: string | undefined;
  /** Most rows; absent: `usualLimit`. */
  readonly limit?: number | "all" | undefined;
  /** A column, with a hyphen before it for the other direction. */
  readonly sort?: string | undefined;
  /** The row whose drawer is open: its keys as conditions, separated by semicolons. */
  readonly row?: string | undefined;
}

/** So many are shown unless somebody chooses: they cost few calls, and the hub lets them go before bulk work. */
export const usualLimit = 500;

export function readDataSearch(search: Readonly<Record<string, unknown>>): DataSearch {
  const { where, limit } = search;
  const conditions = (Array.isArray(where) ? where : [where]).flatMap((one) => textOf(one) ?? []);
  return {
    connection: textOf(search.connection),
    from: textOf(search.from),
    to: textOf(search.to),
    zone: textOf(search.zone),
    where: conditions.length === 0 ? undefined : conditions,
    fields: textOf(search.fields),
    limit: limit === "all" || (Number.isInteger(limit) && Number(limit) > 0) ? (limit as number) : undefined,
    sort: textOf(search.sort),
    row: textOf(search.row),
  };
}

/** The router takes digits for a number. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export interface ChoiceSearch {
  readonly connection?: string | undefined;
  /** What is looked for in the list. */
  readonly find?: string | undefined;
}

export function readChoiceSearch({ connection, find }: Readonly<Record<string, unknown>>): ChoiceSearch {
  return { connection: textOf(connection), find: textOf(find) };
}
