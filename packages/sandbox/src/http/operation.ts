/**
 * How an operation of a GoTo API is declared, and what it sees and answers.
 *
 * An operation is a pure-looking function from a request to an answer over the world. The server around it
 * (`http/server.ts`) has already done what all operations share: it has checked the token, counted the call,
 * applied limit, latency and ordered faults, moved the world to the clock's now, and parsed the body without
 * losing a digit. An operation must not reach for sockets, time or chance by itself.
 *
 * The contract between the rooms:
 * - `webinar/index.ts` exports `webinarOperations: readonly Operation[]` (1 to 42 of goto-webinar.md section 7).
 * - `webhooks/index.ts` exports `attachWebhooks(world, options): AttachedWebhooks`, which brings 43 to 53 (they
 *   call out), listens to the world's happenings and delivers (see `WebhookDelivery` in that room).
 * - Operations answer the bytes of the reference: `longNumber(key)` wherever section 2 says "number", the plain
 *   string elsewhere. Errors are returned (not thrown) with the helpers of `http/errors.ts`; something thrown
 *   is a bug of the sandbox, is logged, and becomes a 500.
 */

import type { IncomingHttpHeaders } from "node:http";
import type { OAuthClient } from "../world/clients.ts";
import type { Instant, Organizer } from "../world/model.ts";
import type { World } from "../world/world.ts";
import type { Json } from "./json.ts";

/** Which API an operation belongs to: each has a rate limit of its own (goto-webinar.md 14). */
export type Api = "webinar" | "identity" | "admin";

export type Method = "GET" | "POST" | "PUT" | "DELETE" | "PATCH";

/** Whose token came with the call. */
export interface Caller {
  readonly organizer: Organizer;
  /** The default account of the organizer. */
  readonly accountKey: string;
  readonly client: OAuthClient;
  readonly scopes: ReadonlySet<string>;
}

/** `{ webinarKey: string }` from "/webinars/:webinarKey". */
type PathParameters<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { readonly [Key in Name | keyof PathParameters<Rest>]: string }
  : Path extends `${string}:${infer Name}`
    ? { readonly [Key in Name]: string }
    : Record<never, string>;

export interface Context<Path extends string = string> {
  readonly world: World;
  /** The world has been moved to this instant. */
  readonly now: Instant;
  readonly caller: Caller;
  /** Decoded path parameters, by the names in the operation's path. */
  readonly path: PathParameters<Path>;
  /** Unknown parameters are to be ignored (goto-webinar.md 4). */
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /**
   * The parsed JSON body; undefined when there was none. An integer that a double cannot hold arrives as a
   * string of its digits: read keys with `keyOf` of `http/json.ts`, which takes both.
   * A body that is no JSON never gets here (400 InvalidRequest).
   */
  readonly body: Json | undefined;
  /** For example "http://127.0.0.1:8090": for links back to the sandbox, such as download URLs. */
  readonly origin: string;
}

export interface Answer {
  readonly status: number;
  /** Sent as JSON with `longNumber` values as bare digits. Absent: no body at all. */
  readonly body?: unknown;
  /** Already serialised JSON, instead of `body`, where speed matters. */
  readonly json?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Operation {
  readonly operationId: string;
  readonly api: Api;
  readonly method: Method;
  /** The whole path on the host, with `:name` for parameters. */
  readonly path: string;
  readonly handle: (context: Context) => Answer | Promise<Answer>;
}

/**
 * Declares one operation; the types of `context.path` come from the path's text.
 *
 *     export const getWebinar = defineOperation({
 *       operationId: "getWebinar",
 *       api: "webinar",
 *       method: "GET",
 *       path: "/G2W/rest/v2/organizers/:organizerKey/webinars/:webinarKey",
 *       handle: ({ world, path }) => { ... path.webinarKey ... },
 *     });
 */
export function defineOperation<const Path extends string>(declaration: {
  readonly operationId: string;
  readonly api: Api;
  readonly method: Method;
  readonly path: Path;
  readonly handle: (context: Context<Path>) => Answer | Promise<Answer>;
}): Operation {
  // The router fills exactly the parameters that the path names, which TypeScript cannot see through.
  return declaration as unknown as Operation;
}
