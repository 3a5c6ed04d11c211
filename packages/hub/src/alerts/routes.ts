/** What the API says of alerts: how a thing fares and what people were told of it; test messages, and the secret of webhooks. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Audit, actorOf } from "../access/index.ts";
import type { Database } from "../platform/database/database.ts";
import type { Http } from "../platform/http/types.ts";
import type { createDelivery } from "./delivery.ts";
import { type About, TroubleKind } from "./model.ts";
import type { WebhookSecret } from "./secret.ts";
import { Alerts } from "./settings.ts";
import { type AlertMessage, createAlertStore, type KeptTrouble } from "./store.ts";

export interface AlertRouteDeps {
  readonly secret: WebhookSecret;
  readonly audit: Audit;
  readonly delivery: Pick<ReturnType<typeof createDelivery>, "send" | "hasMail">;
}

const TroubleAnswer = z.object({
  kind: TroubleKind,
  words: z.string(),
  remedy: z.string().optional(),
  place: z.string().optional(),
  run: z.string().optional(),
  times: z.number().int(),
  told: z.number().int().describe("Of those, how many people were told of"),
  firstAt: z.string(),
  lastAt: z.string(),
});
const MessageAnswer = z.object({
  id: z.string(),
  kind: z.enum(["trouble", "recovered"]),
  channel: z.enum(["email", "webhook"]),
  receiver: z
    .string()
    .describe("Addresses of people; of a webhook the host only, for its path may be a secret"),
  subject: z.string(),
  state: z.enum(["waiting", "sent", "given-up"]),
  tries: z.number().int(),
  createdAt: z.string(),
  nextTryAt: z.string().optional(),
  endedAt: z.string().optional(),
  lastError: z.string().optional(),
});

export const AlertsAnswer = z.object({
  troubleSince: z.string().optional().describe("Absent: all is well"),
  troubles: z.array(TroubleAnswer),
  messages: z.array(MessageAnswer),
});

/** How a thing fares, and the messages about it, latest first. */
export async function answerOfAlerts(
  database: Database,
  about: About,
  limit: number,
): Promise<z.infer<typeof AlertsAnswer>> {
  const store = createAlertStore(database);
  const state = await store.state(about);
  return {
    ...(state?.troubleSince === undefined ? {} : { troubleSince: state.troubleSince.toISOString() }),
    troubles: (await store.troubles(about)).map(troubleAnswer),
    messages: (await store.messages(about, limit)).map(messageAnswer),
  };
}

export const AlertsQuery = z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(20) });

export function registerAlertRoutes(http: Http, { secret, audit, delivery }: AlertRouteDeps): void {
  http.get(
    "/alerts/channels",
    {
      config: { permission: "flows:read" },
      schema: {
        tags: ["flows"],
        summary: "By which ways this hub can tell people",
        response: {
          200: z.object({
            email: z.boolean().describe("Whether it has a mail server; without one no e-mail arrives"),
          }),
        },
      },
    },
    () => ({ email: delivery.hasMail }),
  );

  http.post(
    "/alerts/tests",
    {
      config: { permission: "flows:write" },
      schema: {
        tags: ["flows"],
        summary: "Send a test message to these receivers, now and only once",
        body: Alerts.pick({ email: true, webhook: true }),
        response: {
          200: z.object({
            tests: z.array(
              MessageAnswer.pick({ channel: true, receiver: true }).extend({
                error: z.string().optional().describe("Why it did not arrive"),
              }),
            ),
          }),
        },
      },
    },
    async ({ body: { email = [], webhook } }) => {
      const receivers = [
        ...(email.length === 0 ? [] : [{ channel: "email", receiver: email.join(", ") } as const]),
        ...(webhook === undefined ? [] : [{ channel: "webhook", receiver: webhook } as const]),
      ];
      const tests = receivers.map(async ({ channel, receiver }) => {
        const error = await delivery.send({ id: randomUUID(), channel, receiver, ...testMessage(channel) });
        return { channel, receiver: shown(channel, receiver), ...(error === undefined ? {} : { error }) };
      });
      return { tests: await Promise.all(tests) };
    },
  );

  http.post(
    "/alerts/webhook-secret",
    {
      config: { permission: "flows:write" },
      schema: {
        tags: ["flows"],
        summary: "Make a new secret for signing webhooks; it is shown this once",
        description: "Standard Webhooks signatures. For a day the former secret signs too.",
        response: { 201: z.object({ secret: z.string() }) },
      },
    },
    async (request, reply) => {
      const made = await audit.change(actorOf(request), async (within, record) => {
        const fresh = await secret.renew(within);
        await record({ action: "webhook-secret.renew", kind: "webhook-secret", id: null });
        return fresh;
      });
      return reply.code(201).send({ secret: made });
    },
  );
}

function troubleAnswer(one: KeptTrouble): z.infer<typeof TroubleAnswer> {
  const { kind, words, remedy, place, runId, times, told, firstAt, lastAt } = one;
  return {
    kind,
    words,
    times,
    told,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    ...(remedy === undefined ? {} : { remedy }),
    ...(place === undefined ? {} : { place }),
    ...(runId === undefined ? {} : { run: runId }),
  };
}

function messageAnswer(one: AlertMessage): z.infer<typeof MessageAnswer> {
  const { id, kind, channel, receiver, subject, state, tries, createdAt, nextTryAt, endedAt, lastError } =
    one;
  return {
    id,
    kind,
    channel,
    receiver: shown(channel, receiver),
    subject,
    state,
    tries,
    createdAt: createdAt.toISOString(),
    ...(nextTryAt === undefined ? {} : { nextTryAt: nextTryAt.toISOString() }),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
    ...(lastError === undefined ? {} : { lastError }),
  };
}

/** The path of a webhook may be a secret. */
function shown(channel: AlertMessage["channel"], receiver: string): string {
  return channel === "email" ? receiver : (URL.parse(receiver)?.host ?? "a webhook");
}

function testMessage(channel: AlertMessage["channel"]): { subject: string; body: string } {
  const subject = "Rostrum: a test message";
  const text = "Somebody tried out whether messages of this hub arrive here. Nothing is wrong.";
  return { subject, body: channel === "email" ? text : JSON.stringify({ type: "test", data: { text } }) };
}
