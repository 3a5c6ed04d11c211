/** What expressions come to on real rows while they are written. The source is read once; the hub works them out. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import type { paths } from "../../api/schema.ts";
import { useMay } from "../../api/session.ts";
import type { Definition } from "../flow.ts";
import { tableOf } from "../flow.ts";
import type { Path } from "./document.ts";
import { listOf, recordOf, useEditor } from "./editor-context.ts";
import { endpointsIn, useReach } from "./reach.ts";

export type Scope = Readonly<Record<string, unknown>>;
/** What an expression came to on one row. */
export interface Tried {
  readonly value?: unknown;
  readonly error?: string;
}

/** Rows that are shown beside each expression, and those among which they are looked for. */
const shownRows = 3;
const sourceRows = 20;
const waitMs = 400;

/**
 * The source, and the steps that a row goes through before it comes to a step; the conditions of the branches around it
 * become filters. After the target these are all steps: what it and those after it will say is not known (`laterNames`). Pure.
 */
export function stepsBefore(definition: Definition, path: Path): readonly unknown[] | undefined {
  const [list, index, ...inside] = path;
  if (list === "then") return listOf(definition.steps);
  if (list !== "steps" || typeof index !== "number") return undefined;
  return within(listOf(definition.steps), index, inside);
}

function within(
  steps: readonly unknown[],
  index: number,
  [word, side, next, ...rest]: Path,
): readonly unknown[] {
  const before = steps.slice(0, index);
  if (word !== "branch" || (side !== "then" && side !== "else") || typeof next !== "number") return before;
  const branch = recordOf(recordOf(steps[index]).branch);
  const holds = String(branch.if ?? "true");
  const way = side === "then" ? holds : `$not(${holds})`;
  return [...before, { filter: way }, ...within(listOf(branch[side]), next, rest)];
}

type Asked = paths["/api/v1/flows/preview/scopes"]["post"]["requestBody"]["content"]["application/json"];

const scopesQuery = (asked: Asked | undefined) =>
  queryOptions({
    queryKey: ["flow-scopes", asked],
    queryFn: ({ signal }) =>
      told(
        api.POST("/api/v1/flows/preview/scopes", { body: asked ?? { flow: {}, rows: shownRows }, signal }),
      ),
    enabled: asked !== undefined,
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
    retry: false,
  });

/**
 * The first rows as the step at a path sees them. The source is read once for all steps, and not at every change of one:
 * each read of GoTo costs calls.
 */
export function useScopes(path: Path) {
  const { shown } = useEditor();
  const mayRun = useMay("flows:run");
  const { reaches } = useReach();
  const { source } = shown;
  const isWhole =
    mayRun && source?.endpoint !== undefined && reaches(source.endpoint) && tableOf(source) !== "";
  const first = useQuery(
    scopesQuery(useSettled(isWhole ? { flow: { source, steps: [] }, rows: sourceRows } : undefined)),
  );
  const before = stepsBefore(shown, path);
  const isReached = endpointsIn(before).every(reaches);
  const steps = useSettled(isReached ? before : undefined);
  // Rows of another source say nothing of this one.
  const known = first.isPlaceholderData ? undefined : first.data?.scopes.map(({ names }) => names);
  const later = useQuery(
    scopesQuery(
      known === undefined || steps === undefined || steps.length === 0
        ? undefined
        : { flow: { source, steps }, rows: shownRows, source: known },
    ),
  );
  if (steps === undefined) return { scopes: undefined, failure: undefined, isReading: false };
  const { data, error, isFetching } = steps.length === 0 ? first : later;
  return {
    scopes: data?.scopes.slice(0, shownRows),
    failure: error ?? first.error ?? data?.failure,
    isReading: isFetching || first.isFetching,
  };
}

/** A value once nobody has changed it for a moment. Compared as text: the definition is read anew at each key. */
function useSettled<Value>(value: Value): Value {
  const [settled] = useDebouncedValue(JSON.stringify(value), waitMs);
  return settled === undefined ? (undefined as Value) : (JSON.parse(settled) as Value);
}

/** What expressions can be tried on: the rows, and names that nobody knows before something was written. */
interface Rows {
  readonly scopes: readonly { readonly names: Scope }[] | undefined;
  readonly later: readonly string[];
}

/** By name, one for each of the rows; nothing for what names something that is known later only. */
export function useTried(
  { scopes, later }: Rows,
  expressions: Readonly<Record<string, unknown>>,
): Readonly<Record<string, readonly Tried[]>> {
  const known = Object.entries(expressions).filter(([, text]) => !namesOneOf(String(text), later));
  const asked = useSettled(Object.fromEntries(known));
  const hasRows = scopes !== undefined && scopes.length > 0 && Object.keys(asked).length > 0;
  const { data } = useQuery({
    queryKey: ["flow-tried", scopes, asked],
    queryFn: ({ signal }) =>
      told(
        api.POST("/api/v1/flows/preview/expressions", {
          body: { expressions: asked, scopes: (scopes ?? []).map(({ names }) => names) },
          signal,
        }),
      ),
    enabled: hasRows,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return hasRows ? (data?.values ?? {}) : {};
}

/** The same for values that are texts, and with "=" expressions. */
export function useTriedTemplates(rows: Rows, values: Readonly<Record<string, unknown>>) {
  const expressions = Object.entries(values).flatMap(([name, value]) => {
    const expression = expressionIn(value);
    return expression === undefined ? [] : [[name, expression] as const];
  });
  return useTried(rows, Object.fromEntries(expressions));
}

/** The expression of a value; undefined of one that stands for itself, or is empty. Pure. */
export function expressionIn(value: unknown): string | undefined {
  const text = typeof value === "string" && value.startsWith("=") ? value.slice(1).trim() : "";
  return text === "" ? undefined : text;
}

/** Whether an expression names one of these; what stands in quotes is no name. Pure. */
export function namesOneOf(expression: string, names: readonly string[]): boolean {
  const bare = expression.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
  return names.some((name) => new RegExp(`(?<![\\w.$])${name}(?!\\w)`).test(bare));
}
