/** For tests: a sandbox that listens on a free port, with a client that is connected; ends with its block. */

import { parseJson } from "../http/json.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "../sandbox.ts";
import { baseDate } from "../world/testing/worlds.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; long integers as strings. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly json: any;
}

export interface Started extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** Exchanges the personal access token of the first organizer, and uses it from then on. */
  connect(): Promise<void>;
  /** The token that `call` sends. */
  token: string;
  /** Calls an API with the token. `path` from the root, or from `/G2W/rest/v2` when it begins with "O/" (organizer). */
  call(path: string, init?: RequestInit): Promise<Reply>;
  /** A call to the control API. */
  control(method: string, path: string, body?: unknown): Promise<Reply>;
  /** A request to the token endpoint with the first client's Basic header. */
  tokenRequest(form: Readonly<Record<string, string>>, init?: RequestInit): Promise<Reply>;
}

/** Limit off unless the test is about it. */
export async function start(options: SandboxOptions = {}): Promise<Started> {
  const sandbox = createSandbox({ baseDate, limit: { mode: "off" }, ...options });
  const url = await sandbox.listen(0);
  const { clientId, clientSecret, personalAccessToken, organizerKey } = sandbox.credentials;
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
  const started: Started = {
    sandbox,
    url,
    token: "",
    async connect() {
      const form = { grant_type: "personal_access_token", pat: personalAccessToken };
      started.token = (await started.tokenRequest(form)).json.access_token;
    },
    call: (path, init) =>
      request(`${url}${path.replace(/^O\//, `/G2W/rest/v2/organizers/${organizerKey}/`)}`, {
        ...init,
        headers: { authorization: `Bearer ${started.token}`, ...init?.headers },
      }),
    control: (method, path, body) =>
      request(`${url}/_sandbox${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    tokenRequest: (form, init) =>
      request(`${url}/oauth/token`, {
        method: "POST",
        body: new URLSearchParams(form),
        ...init,
        headers: { authorization: basic, ...init?.headers },
      }),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
  return started;
}

/** Does not follow redirects. */
export async function request(url: string, init: RequestInit = {}): Promise<Reply> {
  const answer = await fetch(url, { redirect: "manual", ...init });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.includes("json") === true && text !== "";
  return { status: answer.status, headers: answer.headers, text, json: isJson ? parseJson(text) : undefined };
}
