/**
 * Expressions tried out while somebody writes them: what the first rows look like after some steps, and what expressions come
 * to on such rows. Two questions, so that the source is read once and not at every key that is pressed. NOT the preview of
 * a whole flow: that is `preview.ts`. Nothing is written.
 */
import { z } from "zod";
import type { Endpoint, EndpointRegistry, Row } from "../endpoints/index.ts";
import { HubError } from "../platform/errors.ts";
import type { FlowDefinition } from "./definition.ts";
import type { ExpressionTools } from "./expression-functions.ts";
import { mapping, type Scope } from "./expressions.ts";
import { dryTools, readFirst } from "./preview.ts";
import { RowFailure } from "./row-failure.ts";
import { compileSteps } from "./steps.ts";
import { scopeOf } from "./travelling.ts";

export const ScopesAnswer = z.object({
  scopes: z
    .array(z.object({ place: z.string(), names: z.record(z.string(), z.unknown()) }))
    .describe("Everything that an expression may name after these steps, row by row"),
  failure: RowFailure.optional().describe("Why a row did not come so far, where one did not"),
});
export type ScopesAnswer = z.infer<typeof ScopesAnswer>;

export const Trial = z.strictObject({
  expressions: z.record(z.string(), z.unknown()).describe("As the values of `map`: texts are expressions"),
  scopes: z.array(z.record(z.string(), z.unknown())).max(20),
});

const Tried = z.object({ value: z.unknown().optional(), error: z.string().optional() });
export const TrialAnswer = z.object({
  values: z.record(z.string(), z.array(Tried)).describe("By expression; one for each of the scopes"),
});
export type TrialAnswer = z.infer<typeof TrialAnswer>;

/** Rows read at most in search of some that no step leaves out. */
export const mostRead = 50;

/**
 * `known` are rows of the source that were read before: then it is not read again. Rejects with HubError where an endpoint
 * cannot be reached, or a step cannot be understood.
 */
export async function scopesAfter(
  definition: FlowDefinition,
  wanted: number,
  known: readonly Row[] | undefined,
  { endpoints, lookupTable }: ExpressionTools & { readonly endpoints: Pick<EndpointRegistry, "open"> },
): Promise<ScopesAnswer> {
  const opened = new Map<string, Promise<Endpoint>>();
  const endpoint = (name: string) => {
    const one = opened.get(name) ?? endpoints.open(name);
    opened.set(name, one);
    return one;
  };
  const tools = { endpoint, lookupTable };
  const found: ScopesAnswer = { scopes: [] };
  try {
    const steps = compileSteps(definition.steps, tools);
    const dry = dryTools(tools);
    let number = 0;
    // Where no step can leave a row out or multiply it, just so many are asked for.
    const most = definition.steps.every((step) => "map" in step) ? wanted : mostRead;
    const batches = known === undefined ? await readFirst(definition, most, tools) : [{ rows: known }];
    for await (const { rows } of batches) {
      for (const row of rows) {
        number += 1;
        for await (const one of steps(
          { source: row, path: [], names: {}, mapped: undefined, begun: [] },
          dry,
        )) {
          if ("error" in one) found.failure ??= one.error.failure;
          else found.scopes.push({ place: `row ${number}`, names: scopeOf(one) });
          if (found.scopes.length >= wanted) return found;
        }
      }
    }
    return found;
  } finally {
    for (const one of opened.values()) await (await one.catch(() => undefined))?.close();
  }
}

/** Never rejects for what an expression does: its error stands in its place. */
export async function tryOut(
  expressions: Readonly<Record<string, unknown>>,
  scopes: readonly Scope[],
  tools: ExpressionTools,
): Promise<TrialAnswer> {
  const values: TrialAnswer["values"] = {};
  for (const [name, text] of Object.entries(expressions)) {
    values[name] = await Promise.all(
      scopes.map(async (scope) => {
        try {
          return { value: await mapping(text, tools)(scope) };
        } catch (error) {
          if (!(error instanceof HubError)) throw error;
          return { error: error.message };
        }
      }),
    );
  }
  return { values };
}
