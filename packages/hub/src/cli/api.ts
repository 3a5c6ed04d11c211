/**
 * The command line's way to the REST API: of the running hub when there is one, else of the app built in this
 * process (Fastify's inject). Every command goes through here, so every verb exists once, in its route.
 * NOT a typed client: commands name the path and read the answer with a schema.
 */
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { ErrorAnswer } from "../platform/http/errors.ts";
import { type RunProgress, RunProgress as RunProgressSchema, runHeader } from "../platform/http/runs.ts";

export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below /api/v1, e.g. "/connections". Fill in names with encodeURIComponent. */
  readonly path: string;
  /** Undefined members are left out; arrays repeat the name. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, streamed with back-pressure; say its type in `headers`. Exclusive with `json`. */
  readonly body?: Readable;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** An answer whose body is still to be read, with back-pressure. A body that breaks off emits an error. */
export interface ApiStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
}

/** An error answer of the API. The frame prints it and picks the exit code: commands need not catch it. */
export class ApiError extends Error {
  readonly status: number;
  readonly answer: ErrorAnswer["error"];
  constructor(status: number, answer: ErrorAnswer["error"]) {
    super(answer.message);
    this.name = "ApiError";
    this.status = status;
    this.answer = answer;
  }
}

/** How a request gets to the API; see `api-remote.ts` and `api-inside.ts`. Gives any answer, also an error. */
export interface ApiWay {
  readonly where: string;
  send(request: RawApiRequest): Promise<ApiStream>;
  close(): Promise<void>;
}
export interface RawApiRequest {
  readonly method: string;
  /** Path and query, from the root of the hub. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Readable | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface Api {
  /** For messages: "http://127.0.0.1:8080" or "this process". */
  readonly where: string;
  /** Sends and reads the whole JSON answer; undefined for 204. Throws ApiError for an error answer. */
  call(request: ApiRequest): Promise<unknown>;
  /** Sends and gives the body to be read as it comes. Throws ApiError for an error answer. */
  stream(request: ApiRequest): Promise<ApiStream>;
  /**
   * The same under a run id of its own: `onProgress` hears about it some times a second while the body is read,
   * and once more at its end. When the body breaks off, reading it fails with the ApiError which the run gives
   * as the reason.
   */
  streamWithProgress(request: ApiRequest, onProgress: (progress: RunProgress) => void): Promise<ApiStream>;
  close(): Promise<void>;
}

const progressEveryMs = 200;

/** The API over a way, with the access token that it wants. */
export function createApi(way: ApiWay, accessToken: string): Api {
  async function send(request: ApiRequest): Promise<ApiStream> {
    const { method = "GET", json, body, headers = {}, signal } = request;
    const answer = await way.send({
      method,
      url: `/api/v1${request.path}${queryOf(request.query ?? {})}`,
      headers: {
        ...headers,
        authorization: `Bearer ${accessToken}`,
        ...(json === undefined ? {} : { "content-type": "application/json" }),
      },
      body: json === undefined ? body : JSON.stringify(json),
      signal,
    });
    if (answer.status < 400) return answer;
    throw await errorOf(answer, way.where);
  }

  async function call(request: ApiRequest): Promise<unknown> {
    const answer = await send(request);
    const whole = await text(answer.body);
    return whole === "" ? undefined : JSON.parse(whole);
  }

  return {
    where: way.where,
    call,
    stream: send,
    async streamWithProgress(request, onProgress) {
      const id = randomUUID();
      const look = async (): Promise<RunProgress | undefined> => {
        const found = await call({ path: `/runs/${id}` }).catch(() => undefined);
        return found === undefined ? undefined : RunProgressSchema.parse(found);
      };
      let looking: Promise<void> = Promise.resolve();
      let busy = false;
      const timer = setInterval(() => {
        if (busy) return;
        busy = true;
        looking = look()
          .then((progress) => progress && onProgress(progress))
          .finally(() => {
            busy = false;
          });
      }, progressEveryMs);
      const stop = async (): Promise<RunProgress | undefined> => {
        clearInterval(timer);
        await looking;
        const last = await look();
        if (last !== undefined) onProgress(last);
        return last;
      };
      try {
        const answer = await send({ ...request, headers: { ...request.headers, [runHeader]: id } });
        return { ...answer, body: explained(answer.body, stop) };
      } catch (error) {
        await stop();
        throw error;
      }
    },
    close: () => way.close(),
  };
}

/** The body, whose breaking off is explained by its run. */
function explained(body: Readable, stop: () => Promise<RunProgress | undefined>): Readable {
  async function* pieces(): AsyncGenerator<Buffer> {
    try {
      for await (const piece of body) yield piece;
    } catch (error) {
      const last = await stop();
      if (last?.error !== undefined) throw new ApiError(502, last.error);
      throw brokenOff(error);
    }
    const last = await stop();
    if (last?.state === "failed" && last.error !== undefined) throw new ApiError(502, last.error);
  }
  return Readable.from(pieces(), { objectMode: false });
}

function brokenOff(cause: unknown): unknown {
  if (cause instanceof Error && cause.name === "AbortError") return cause;
  return new ApiError(502, {
    code: "api.broken-off",
    message: "The hub's answer broke off before its end.",
    meaning: "What came is not all; the hub was stopped, or failed.",
    remedy: "See the log of the hub, and try again.",
  });
}

function queryOf(query: NonNullable<ApiRequest["query"]>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (typeof value === "object") for (const one of value) parameters.append(name, one);
    else parameters.append(name, String(value));
  }
  return parameters.size === 0 ? "" : `?${parameters}`;
}

async function errorOf(answer: ApiStream, where: string): Promise<ApiError> {
  const whole = await text(answer.body);
  try {
    return new ApiError(answer.status, ErrorAnswer.parse(JSON.parse(whole)).error);
  } catch {
    return new ApiError(answer.status, {
      code: "api.no-hub",
      message: `What answers at ${where} (status ${answer.status}) is no Rostrum.`,
      meaning: "Another program, or a proxy in between, answered.",
      remedy: "Check ROSTRUM_URL.",
    });
  }
}
