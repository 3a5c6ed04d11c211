/**
 * What the REST API says of connections: zod schemas and the functions that fill them. Nothing secret has a place
 * in any of them. NOT the model (`model.ts`).
 */
import { z } from "zod";
import type { OAuthClientRecord } from "./model.ts";
import type { ConnectionReport } from "./service.ts";

const Instant = z.string().describe("ISO 8601, UTC");

export const OAuthClientAnswer = z.object({
  name: z.string(),
  clientId: z.string().describe("The client ID at GoTo; no secret"),
  hasSecret: z.boolean(),
  apiAddress: z.string(),
  authenticationAddress: z.string(),
  redirectAddress: z.string().nullable().describe("null: the hub's own address with /connections/callback"),
  scopes: z.array(z.string()),
  requestsPerSecond: z.number().int().describe("What GoTo allows this client per API"),
});
export type OAuthClientAnswer = z.infer<typeof OAuthClientAnswer>;

const BudgetUseAnswer = z.object({
  sent: z.number().int(),
  rateLimited: z.number().int().describe("Answers 429"),
  usedShare: z.number().describe("Share of what GoTo allows in that time, 0 to 1"),
});

export const ConnectionAnswer = z.object({
  name: z.string(),
  alias: z.string().describe("What commands, flows and addresses call it"),
  state: z.enum(["working", "unfinished", "failing", "dead"]),
  sentence: z.string().describe("How it is, in words"),
  oauthClient: z.string().describe("Name of the OAuth client"),
  apiAddress: z.string(),
  consent: z.enum(["refresh-token", "personal-access-token"]).nullable().describe("How it renews itself"),
  email: z.string().nullable().describe("Who consented"),
  organizerKey: z.string().nullable(),
  accountKey: z.string().nullable(),
  accountName: z.string().nullable(),
  scopes: z.array(z.string()),
  tokenEndsAt: Instant.nullable().describe("End of the present access token; it is renewed before"),
  consentedAt: Instant.nullable(),
  consentEndsAt: Instant.nullable().describe("Planned end of the consent, when nothing renews it"),
  lastSuccessAt: Instant.nullable(),
  lastErrorAt: Instant.nullable(),
  lastError: z.string().nullable(),
  budgets: z
    .record(
      z.string(),
      z.object({
        requestsPerSecond: z.number(),
        waiting: z.number().int(),
        lastMinute: BudgetUseAnswer,
        lastHour: BudgetUseAnswer.describe("Of all processes"),
      }),
    )
    .describe("Per API that was used lately, as seen by this process"),
  usedBy: z.array(z.object({ kind: z.string(), name: z.string() })),
});
export type ConnectionAnswer = z.infer<typeof ConnectionAnswer>;

export const AddedConnectionAnswer = ConnectionAnswer.extend({
  pinned: z
    .object({ to: z.string(), uses: ConnectionAnswer.shape.usedBy })
    .optional()
    .describe(
      "What named no connection while there was only one, and names that one by its alias from now on",
    ),
});

export const BudgetMinutesAnswer = z.object({
  oauthClient: z.string().describe("Name of the OAuth client; its connections share the budget"),
  requestsPerSecond: z.number().int().describe("What GoTo allows per API"),
  apis: z
    .array(
      z.object({
        api: z.string(),
        minutes: z
          .array(
            z.object({
              at: Instant.describe("Beginning of the minute"),
              interactive: z.number().int().describe("Calls for people who wait"),
              bulk: z.number().int().describe("Calls of flows, replicas, exports"),
              rateLimited: z.number().int().describe("Of these, answered 429"),
            }),
          )
          .describe("The last 60, oldest first, the present one last"),
      }),
    )
    .describe("That were called in the last hour, by all processes"),
});

export const TryOutAnswer = z.object({
  sentence: z.string(),
  email: z.string(),
  organizerKey: z.string(),
  accountKey: z.string(),
  accountName: z.string().nullable(),
  webinars: z.number().int().describe("Webinars within 30 days of today"),
  clockSkewSeconds: z.number().nullable().describe("This machine's clock minus GoTo's"),
  answeredInMs: z.number(),
});

export const BegunAuthorizationAnswer = z.object({
  id: z.string(),
  url: z.string().describe("Where to send the browser"),
  redirectAddress: z.string().describe("Must be registered at GoTo letter by letter"),
  expiresAt: Instant,
});

export const AuthorizationOutcomeAnswer = z.discriminatedUnion("state", [
  z.object({ state: z.literal("waiting") }),
  z.object({ state: z.literal("done"), alias: z.string() }),
  z.object({
    state: z.literal("failed"),
    error: z.object({ message: z.string(), meaning: z.string(), remedy: z.string() }),
  }),
]);

export function answerOfClient(client: OAuthClientRecord): OAuthClientAnswer {
  const { name, clientId, apiAddress, authenticationAddress, redirectAddress, scopes, requestsPerSecond } =
    client;
  return {
    name,
    clientId,
    hasSecret: client.sealedSecret !== null,
    apiAddress,
    authenticationAddress,
    redirectAddress,
    scopes: [...scopes],
    requestsPerSecond,
  };
}

export function answerOfConnection(report: ConnectionReport): ConnectionAnswer {
  const { connection, client, grant, health, budgets, uses } = report;
  const { owner } = connection;
  return {
    name: connection.name,
    alias: connection.alias,
    state: health.state,
    sentence: health.sentence,
    oauthClient: client.name,
    apiAddress: client.apiAddress,
    consent: grant?.renewal ?? null,
    email: owner?.email ?? null,
    organizerKey: owner?.organizerKey ?? null,
    accountKey: owner?.accountKey ?? null,
    accountName: owner?.accountName ?? null,
    scopes: [...(grant?.scopes ?? [])],
    tokenEndsAt: iso(health.tokenEndsAt),
    consentedAt: iso(health.consentedAt),
    consentEndsAt: iso(health.consentEndsAt),
    lastSuccessAt: iso(health.lastSuccessAt),
    lastErrorAt: iso(health.lastError?.at ?? null),
    lastError: health.lastError?.text ?? null,
    budgets: Object.fromEntries(
      Object.entries(budgets).map(([api, { requestsPerSecond, waiting, lastMinute, lastHour }]) => [
        api,
        { requestsPerSecond, waiting: waiting.interactive + waiting.bulk, lastMinute, lastHour },
      ]),
    ),
    usedBy: uses.map(({ kind, name }) => ({ kind, name })),
  };
}

function iso(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}
