/** Declares an operation of GoTo Webinar v2: puts its path under the API's base, and answers refusals. */

import {
  type Answer,
  type Context,
  defineOperation,
  type Method,
  type Operation,
} from "../http/operation.ts";
import { Refusal } from "./refusal.ts";

/** goto-webinar.md 1. */
const base = "/G2W/rest/v2";

/**
 * As `defineOperation`; `path` is below the base, and `handle` may throw a `Refusal`. The types of `context.path`
 * come from the path's text.
 */
export function defineWebinarOperation<const Path extends string>({
  operationId,
  method,
  path,
  handle,
}: {
  readonly operationId: string;
  readonly method: Method;
  readonly path: Path;
  readonly handle: (context: Context<`/G2W/rest/v2${Path}`>) => Answer | Promise<Answer>;
}): Operation {
  return defineOperation({
    operationId,
    api: "webinar",
    method,
    path: `${base}${path}` as const,
    async handle(context) {
      try {
        return await handle(context);
      } catch (error) {
        if (error instanceof Refusal) return error.toAnswer(context.world);
        throw error;
      }
    },
  });
}
