/**
 * The command line's way to the REST API: of the running hub when there is one, else of the app built in this
 * process (Fastify's inject). Every command goes through here, so every verb exists once, in its route.
 * NOT a typed client: commands name the path and read the answer with a schema.
 */
import type { Readable } from "node:stream";
import type { ErrorAnswer } from "../platform/http/errors.ts";
import type { RunProgress } from "../platform/http/runs.ts";

export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below /api/v1, e.g. "/connections". Fill in names with encodeURIComponent. */
  readonly path: string;
  /** Undefined members are left out; arrays repeat the name. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, streamed with back-pressure. Exclusive with `json`. */
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
