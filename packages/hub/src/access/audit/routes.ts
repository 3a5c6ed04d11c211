/** GET /audit. NOT where entries are written: rooms do that with `audit.record`. */
import { z } from "zod";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import type { Http } from "../../platform/http/types.ts";
import type { Audit } from "./audit.ts";
import type { AuditRecord } from "./store.ts";

const Instant = z.iso.datetime({ offset: true }).describe("ISO 8601 with its zone");

const AuditEntryAnswer = z.object({
  number: z.string().describe("Grows with time"),
  at: z.string(),
  actor: z.object({
    kind: z.enum(["person", "key", "local", "link", "hub", "agent"]),
    id: z.string().nullable(),
    name: z.string().describe("E-mail address of a person, name of a key, as it was then"),
    address: z.string().nullable().describe("Where the request came from"),
  }),
  action: z.string().describe("For instance connection.edit"),
  kind: z.string(),
  id: z.string().nullable(),
  before: z.unknown().optional().describe("What there was; of a change only what differs"),
  after: z.unknown().optional().describe("What there is"),
});

export function registerAuditRoutes(http: Http, audit: Audit): void {
  http.get(
    "/audit",
    {
      config: { permission: "audit:read" },
      schema: {
        tags: ["audit"],
        summary: "The audit log, newest first",
        querystring: z.object({
          from: Instant.optional(),
          to: Instant.optional().describe("Excluded"),
          actor: z.string().optional().describe("Name, whole"),
          action: z.string().optional().describe('Whole, or its beginning: "connection"'),
          kind: z.string().optional(),
          id: z.string().optional(),
          limit: z.coerce.number().int().min(1).max(500).default(50),
          before: z
            .string()
            .regex(/^\d{1,18}$/)
            .optional()
            .describe("`next` of the page before"),
        }),
        response: {
          200: z.object({
            entries: z.array(AuditEntryAnswer),
            next: z.string().nullable().describe("For the next page; null: there is none"),
          }),
          400: ErrorAnswer,
        },
      },
    },
    async ({ query }) => {
      const { from, to, limit, ...filter } = query;
      const found = await audit.list({
        ...filter,
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
        limit: limit + 1,
      });
      const entries = found.slice(0, limit).map(answerOf);
      return { entries, next: found.length > limit ? (entries.at(-1)?.number ?? null) : null };
    },
  );
}

function answerOf({ at, who, before, after, ...entry }: AuditRecord): z.infer<typeof AuditEntryAnswer> {
  return {
    ...entry,
    at: at.toISOString(),
    actor: who,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}
