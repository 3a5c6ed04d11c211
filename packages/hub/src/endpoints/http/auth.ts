/** How a request shows who we are. Tokens are kept in memory only, and in no error. */
import type { Clock } from "../../platform/clock/clock.ts";
import { HubError } from "../../platform/errors.ts";
import { parseJson } from "../json.ts";
import type { HttpAuth } from "./options.ts";

export interface Credentials {
  /** The headers for the next request. */
  headers(signal?: AbortSignal): Promise<Record<string, string>>;
  /** The system did not take them: whether asking for new ones may help. */
  renew(): boolean;
}

/** Posts a form and answers status and body. */
export type PostForm = (
  address: string,
  form: URLSearchParams,
  headers: Record<string, string>,
  signal: AbortSignal | undefined,
) => Promise<{ status: number; text: string }>;

/** A token is renewed this long before its end: requests take time, and clocks differ. */
const earlySeconds = 60;
const usualSeconds = 300;

export function createCredentials(auth: HttpAuth, secret: string, clock: Clock, post: PostForm): Credentials {
  const fixed = (headers: Record<string, string>): Credentials => ({
    headers: () => Promise.resolve(headers),
    renew: () => false,
  });
  switch (auth.kind) {
    case "none":
      return fixed({});
    case "bearer":
      return fixed({ authorization: `Bearer ${secret}` });
    case "basic":
      return fixed({ authorization: basic(auth.user, secret) });
    case "header":
      return fixed({ [auth.name.toLowerCase()]: auth.prefix + secret });
    case "clientCredentials":
      return clientCredentials(auth, secret, clock, post);
  }
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

function clientCredentials(
  auth: Extract<HttpAuth, { kind: "clientCredentials" }>,
  secret: string,
  clock: Clock,
  post: PostForm,
): Credentials {
  let token: { readonly value: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(signal: AbortSignal | undefined): Promise<string> {
    const form = new URLSearchParams({ grant_type: "client_credentials" });
    if (auth.scope !== undefined) form.set("scope", auth.scope);
    if (auth.audience !== undefined) form.set("audience", auth.audience);
    const headers: Record<string, string> = {};
    if (auth.sentIn === "body") {
      form.set("client_id", auth.clientId);
      form.set("client_secret", secret);
    } else {
      // RFC 6749 section 2.3.1: both parts are form-encoded first.
      headers.authorization = basic(encodeURIComponent(auth.clientId), encodeURIComponent(secret));
    }
    const { status, text } = await post(auth.tokenAddress, form, headers, signal);
    const answer = status === 200 ? tokenIn(text) : undefined;
    if (answer === undefined) throw refused(status);
    token = { value: answer.value, until: clock.monotonic() + (answer.seconds - earlySeconds) * 1_000 };
    return answer.value;
  }

  return {
    async headers(signal) {
      if (token !== undefined && clock.monotonic() < token.until)
        return { authorization: `Bearer ${token.value}` };
      asking ??= ask(signal).finally(() => {
        asking = undefined;
      });
      return { authorization: `Bearer ${await asking}` };
    },
    renew() {
      token = undefined;
      return true;
    },
  };
}

function tokenIn(text: string): { value: string; seconds: number } | undefined {
  try {
    const answer = parseJson(text) as Record<string, unknown> | null;
    const value = answer?.access_token;
    const seconds = Number(answer?.expires_in ?? usualSeconds);
    return typeof value === "string" ? { value, seconds } : undefined;
  } catch {
    return undefined;
  }
}

function refused(status: number): HubError {
  return new HubError({
    kind: "upstream",
    code: "endpoint.refused",
    message: `The token server answered ${status} and gave no token.`,
    meaning: "The client's id or secret is not the right one, or the client may not have this scope.",
    remedy: "Check client id, secret, scope and token address at the endpoint's settings.",
    details: { status },
  });
}
