/**
 * The control API as a table: each row answers one call, and describes itself for the index at `/_sandbox`.
 */

import { parseMoment } from "../clock/clock.ts";
import type { Json } from "../http/json.ts";
import type { WebhookSettings } from "../webhooks/index.ts";
import type { CountQuery } from "../world/counts.ts";
import type { Behaviour, Control } from "./control.ts";
import { readFaultOrder } from "./faults.ts";
import { given, Input, WrongInput } from "./input.ts";

interface ControlCall {
  readonly body: Json | undefined;
  readonly query: URLSearchParams;
  readonly path: Readonly<Record<string, string>>;
}

export interface ControlEndpoint {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly what: string;
  /** A body to try. */
  readonly example?: string;
  readonly answer: (call: ControlCall) => unknown;
}

/** `operations`: names that a fault may be ordered for. `credentials`: what `createSandbox` prints. */
export function controlEndpoints(
  control: Control,
  operations: readonly string[],
  credentials: unknown,
): ControlEndpoint[] {
  const { clock, faults, limit, latency, tokens, behaviour, webhooks, calls } = control;
  return [
    {
      method: "GET",
      path: "/_sandbox/credentials",
      what: "Client, secret, personal access token and keys to connect with. They follow from the seed.",
      answer: () => credentials,
    },
    {
      method: "GET",
      path: "/_sandbox/world",
      what: "Accounts, organizers, and what runs, comes next and ran last.",
      answer: () => control.world(),
    },
    {
      method: "GET",
      path: "/_sandbox/operations",
      what: "Names of the operations that answer here; faults are ordered by them.",
      answer: () => operations,
    },
    {
      method: "GET",
      path: "/_sandbox/counts",
      what:
        "Rows that a complete read of each entity returns. Query: from, to (ISO or +2d), organizerKey or accountKey " +
        "(left out: the first organizer), sessionsBy=start to count sessions by their own start.",
      answer: ({ query }) => control.counts(readCountQuery(query, control.clock.state().now)),
    },
    {
      method: "GET",
      path: "/_sandbox/clock",
      what: "The world's time and real time.",
      answer: () => clock.state(),
    },
    {
      method: "POST",
      path: "/_sandbox/clock",
      what:
        "Moves the world's time on, to +2d, +90m, an ISO instant, or next (past the webinar of the first organizer that ends next). Webinars in " +
        "between take place. Back is refused.",
      example: '{"to":"+2d"}',
      answer: ({ body }) => {
        const to = new Input(body, ["to"]).text("to");
        if (to === undefined)
          throw new WrongInput('Say where to: {"to":"+2d"} or {"to":"2031-04-01T15:00:00Z"}.');
        return clock.move(to);
      },
    },
    {
      method: "GET",
      path: "/_sandbox/faults",
      what: "Faults that are ordered.",
      answer: () => faults.list(),
    },
    {
      method: "POST",
      path: "/_sandbox/faults",
      what:
        "Orders a fault: kind (status, reset, timeout, slow, cut, html, killToken, extraFields), operation (or *, or token), " +
        "times, chance (0 to 1), every (n-th call), status, body, headers, after (carried out, only the answer is lost), " +
        "length (cut: matching or missing), milliseconds (slow).",
      example: '{"operation":"getAllRegistrants","status":503,"times":2}',
      answer: ({ body }) => faults.order(readFaultOrder(body, operations)),
    },
    { method: "DELETE", path: "/_sandbox/faults", what: "Clears all faults.", answer: () => faults.clear() },
    {
      method: "DELETE",
      path: "/_sandbox/faults/:id",
      what: "Clears one fault.",
      answer: ({ path }) => {
        if (!faults.remove(Number(path.id))) throw new WrongInput(`There is no fault ${path.id}.`);
      },
    },
    { method: "GET", path: "/_sandbox/limit", what: "The rate limit.", answer: () => limit.settings() },
    {
      method: "POST",
      path: "/_sandbox/limit",
      what: "Sets the rate limit of each API and client: mode (bucket, sliding, off), perSecond.",
      example: '{"mode":"sliding"}',
      answer: ({ body }) => {
        const input = new Input(body, ["mode", "perSecond"]);
        limit.set(
          given({
            mode: input.oneOf("mode", ["bucket", "sliding", "off"]),
            perSecond: input.number("perSecond", 1, 100_000),
          }),
        );
        return limit.settings();
      },
    },
    {
      method: "GET",
      path: "/_sandbox/latency",
      what: "How long answers take.",
      answer: () => latency.settings(),
    },
    {
      method: "POST",
      path: "/_sandbox/latency",
      what: "Sets how long answers take: ms, and jitter (give or take up to so many ms).",
      example: '{"ms":250,"jitter":50}',
      answer: ({ body }) => {
        const input = new Input(body, ["ms", "jitter"]);
        latency.set(given({ ms: input.number("ms", 0, 60_000), jitter: input.number("jitter", 0, 60_000) }));
        return latency.settings();
      },
    },
    {
      method: "GET",
      path: "/_sandbox/tokens",
      what: "Living grants with the ends of their tokens, and the settings of the token server.",
      answer: () => ({ settings: tokens.settings(), grants: tokens.list() }),
    },
    {
      method: "POST",
      path: "/_sandbox/tokens/settings",
      what:
        "Sets rotation (reuse-omit, reuse-return, rotate), oldAccessTokenOnRefresh (keep, kill), accessTtl, refreshTtl, " +
        "codeTtl (seconds), autoApprove (true, false or an e-mail address), reusedCodeRevokes.",
      example: '{"rotation":"rotate"}',
      answer: ({ body }) => {
        tokens.set(readTokenSettings(body, control));
        return tokens.settings();
      },
    },
    {
      method: "POST",
      path: "/_sandbox/tokens/expire",
      what: "Ends all access tokens now, or lets all refresh tokens run out (what: access, refresh).",
      example: '{"what":"access"}',
      answer: ({ body }) => ({
        expired: tokens.expire(new Input(body, ["what"]).oneOf("what", ["access", "refresh"]) ?? "access"),
      }),
    },
    {
      method: "POST",
      path: "/_sandbox/tokens/revoke",
      what: "Takes back a consent with all its tokens, by the grant's id; left out: all.",
      example: '{"grant":1}',
      answer: ({ body }) => ({
        revoked: tokens.revoke(new Input(body, ["grant"]).number("grant", 1, Number.MAX_SAFE_INTEGER)),
      }),
    },
    {
      method: "GET",
      path: "/_sandbox/behaviour",
      what: "How the world behaves where GoTo's behaviour is not published.",
      answer: () => behaviour.settings(),
    },
    {
      method: "POST",
      path: "/_sandbox/behaviour",
      what:
        "Sets dataDelaySeconds (until a session's data shows), showUp (share of people registered through the API who come), " +
        "duplicateRegistrantKey, webinarIdSpelling (webinarID, webinarId), resendConfirmationStatus (201, 409).",
      example: '{"dataDelaySeconds":600}',
      answer: ({ body }) => {
        behaviour.set(readBehaviour(body));
        return behaviour.settings();
      },
    },
    {
      method: "POST",
      path: "/_sandbox/registrants/decide",
      what: "Approves or denies a waiting registrant, as an organizer does in GoTo's own pages.",
      example: '{"webinarKey":"…","registrantKey":"…","status":"APPROVED"}',
      answer: ({ body }) => {
        const input = new Input(body, ["webinarKey", "registrantKey", "status"]);
        const status = input.oneOf("status", ["APPROVED", "DENIED"]) ?? "APPROVED";
        if (
          !control.decideRegistrant(input.text("webinarKey") ?? "", input.text("registrantKey") ?? "", status)
        )
          throw new WrongInput("There is no such registrant in such a webinar. Give both keys as texts.");
      },
    },
    {
      method: "GET",
      path: "/_sandbox/webhooks",
      what: "Webhook deliveries with their tries, and how they behave.",
      answer: () => ({ settings: webhooks.settings(), deliveries: webhooks.deliveries() }),
    },
    {
      method: "POST",
      path: "/_sandbox/webhooks",
      what:
        "Sets how deliveries behave: allowLoopbackHttp, signatureForm (hex, timestamped), duplicates, reorder, attempts, " +
        "retryDelay and timeout (ms).",
      example: '{"duplicates":1,"reorder":true}',
      answer: ({ body }) => {
        webhooks.set(readWebhookSettings(body));
        return webhooks.settings();
      },
    },
    {
      method: "GET",
      path: "/_sandbox/calls",
      what: "Calls by operation, status and API; peaks per second; tokens issued; the last 200 calls.",
      answer: () => calls.snapshot(),
    },
    {
      method: "DELETE",
      path: "/_sandbox/calls",
      what: "Sets all counters to zero.",
      answer: () => calls.reset(),
    },
  ];
}

function readCountQuery(query: URLSearchParams, now: string): Partial<CountQuery> {
  const moment = (name: string) => {
    const text = query.get(name);
    // An unencoded + in an address means a blank, and "+2d" is what everybody types.
    return text === null ? undefined : parseMoment(text.replace(/^ /, "+"), Date.parse(now));
  };
  const [organizerKey, accountKey] = [query.get("organizerKey"), query.get("accountKey")];
  const owner = accountKey !== null ? { accountKey } : organizerKey !== null ? { organizerKey } : undefined;
  const sessionsBy = query.get("sessionsBy") ?? undefined;
  if (sessionsBy !== undefined && sessionsBy !== "start" && sessionsBy !== "webinar")
    throw new WrongInput("sessionsBy must be start or webinar.");
  return given<CountQuery>({ owner, from: moment("from"), to: moment("to"), sessionsBy });
}

function readTokenSettings(body: Json | undefined, { tokens }: Control) {
  const input = new Input(body, Object.keys(tokens.settings()));
  const autoApprove = input.any("autoApprove");
  if (autoApprove !== undefined && typeof autoApprove !== "boolean" && typeof autoApprove !== "string")
    throw new WrongInput('"autoApprove" must be true, false, or the e-mail address of an organizer.');
  const seconds = (name: string) => input.number(name, 0, 1_000_000_000);
  return given<ReturnType<typeof tokens.settings>>({
    rotation: input.oneOf("rotation", ["reuse-omit", "reuse-return", "rotate"]),
    oldAccessTokenOnRefresh: input.oneOf("oldAccessTokenOnRefresh", ["keep", "kill"]),
    accessTtl: seconds("accessTtl"),
    refreshTtl: seconds("refreshTtl"),
    codeTtl: seconds("codeTtl"),
    autoApprove,
    reusedCodeRevokes: input.flag("reusedCodeRevokes"),
  });
}

function readBehaviour(body: Json | undefined) {
  const input = new Input(body, [
    "dataDelaySeconds",
    "showUp",
    "duplicateRegistrantKey",
    "webinarIdSpelling",
    "resendConfirmationStatus",
  ]);
  const resend = input.number("resendConfirmationStatus", 201, 409);
  if (resend !== undefined && resend !== 201 && resend !== 409)
    throw new WrongInput('"resendConfirmationStatus" must be 201 or 409.');
  return given<Behaviour>({
    dataDelaySeconds: input.number("dataDelaySeconds", 0, 31_536_000),
    showUp: input.number("showUp", 0, 1),
    duplicateRegistrantKey: input.flag("duplicateRegistrantKey"),
    webinarIdSpelling: input.oneOf("webinarIdSpelling", ["webinarID", "webinarId"]),
    resendConfirmationStatus: resend,
  });
}

function readWebhookSettings(body: Json | undefined) {
  const input = new Input(body, [
    "allowLoopbackHttp",
    "signatureForm",
    "duplicates",
    "reorder",
    "attempts",
    "retryDelay",
    "timeout",
  ]);
  return given<WebhookSettings>({
    allowLoopbackHttp: input.flag("allowLoopbackHttp"),
    signatureForm: input.oneOf("signatureForm", ["hex", "timestamped"]),
    duplicates: input.number("duplicates", 0, 100),
    reorder: input.flag("reorder"),
    attempts: input.number("attempts", 1, 100),
    retryDelay: input.number("retryDelay", 0, 600_000),
    timeout: input.number("timeout", 1, 600_000),
  });
}
