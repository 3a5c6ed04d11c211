/**
 * The hub's REST API, typed by its own OpenAPI (`schema.ts`). Every failure is a `Failure` with the hub's words; what an
 * answer tells about the hub being there and knowing us goes to `presence.ts`.
 */
import createClient, { type Middleware } from "openapi-fetch";
import { asOneChange } from "./double-press.ts";
import { Failure, failureIn, failureOf } from "./failure.ts";
import { tellPresence } from "./presence.ts";
import type { paths } from "./schema.ts";

const watch: Middleware = {
  onResponse({ response }) {
    tellPresence(response.status === 401 ? "signed-out" : "here");
  },
  onError({ error }) {
    if (!(error instanceof DOMException && error.name === "AbortError")) tellPresence("away");
    return failureOf(error);
  },
};

const isReading = new Set(["GET", "HEAD"]);

/** Changes that are asked for twice at once go out once; each caller reads an answer of its own. */
async function send(request: Request): Promise<Response> {
  if (isReading.has(request.method)) return fetch(request);
  const change = `${request.method} ${request.url} ${await request.clone().text()}`;
  const answer = await asOneChange(change, () => fetch(request), {
    worked: ({ ok }) => ok,
    signal: request.signal,
  });
  return answer.clone();
}

export const api = createClient<paths>({ baseUrl: "/", fetch: send });
api.use(watch);

/** The data of an answer, or its Failure thrown: for queries and mutations. */
export async function told<Data>(
  answer: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await answer;
  if (response.ok) return data as Data;
  throw error instanceof Failure ? error : failureIn(response.status, error);
}
