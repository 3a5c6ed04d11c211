/** What the API says of alerts: how a thing fares and what people were told of it; and the route of the secret of webhooks. */
import { z } from "zod";
import { type Audit, actorOf } from "../access/index.ts";
import type { Database } from "../platform/database/database.ts";
import type { Http } from "../platform/http/types.ts";
import { type About, TroubleKind } from "./model.ts";
import type { WebhookSecret } from "./secret.ts";
import { type AlertMessage, createAlertStore, type KeptTrouble } from "./store.ts";

export interface AlertRouteDeps {
  readonly secret: WebhookSecret;
  readonly audit: Audit;
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

export function registerAlertRoutes(http: Http, { secret, audit }: AlertRouteDeps): void {
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
    receiver: channel === "email" ? receiver : (URL.parse(receiver)?.host ?? "a webhook"),
    subject,
    state,
    tries,
    createdAt: createdAt.toISOString(),
    ...(nextTryAt === undefined ? {} : { nextTryAt: nextTryAt.toISOString() }),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
    ...(lastError === undefined ? {} : { lastError }),
  };
}
