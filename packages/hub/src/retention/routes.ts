/** The REST routes of retention. No rules (`service.ts`). */
import { z } from "zod";
import { actorOf } from "../access/index.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import type { RetentionService } from "./service.ts";

const tags = ["retention"];
const days = z.number().int().min(1).max(36_500).nullable().describe("null: for ever");
const Removed = z.record(z.string(), z.number()).describe("How many, by kind; kinds with none are absent");
const KeptAnswer = z.object({
  kind: z.string(),
  what: z.string().describe("What it is, and from when the days count"),
  days,
  defaultDays: days,
});

export function registerRetentionRoutes(http: Http, service: RetentionService): void {
  http.get(
    "/retention",
    {
      config: { permission: "retention:read" },
      schema: {
        tags,
        summary: "How long each kind of data is kept, and what was removed last",
        response: {
          200: z.object({
            kinds: z.array(KeptAnswer),
            last: z
              .object({ begunAt: z.string(), endedAt: z.string().nullable(), removed: Removed })
              .nullable()
              .describe("null: never yet"),
          }),
        },
      },
    },
    async () => {
      const last = await service.last();
      return {
        kinds: [...(await service.kept())],
        last:
          last === undefined
            ? null
            : {
                begunAt: last.begunAt.toISOString(),
                endedAt: last.endedAt?.toISOString() ?? null,
                removed: last.removed,
              },
      };
    },
  );
  http.put(
    "/retention/:kind",
    {
      config: { permission: "retention:write" },
      schema: {
        tags,
        summary: "Choose how long a kind of data is kept; what is over goes with the next daily removal",
        params: z.object({ kind: z.string() }),
        body: z.object({ days }),
        response: { 200: KeptAnswer, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    async (request) => service.set(request.params.kind, request.body.days, actorOf(request)),
  );
  http.post(
    "/retention/apply",
    {
      config: { permission: "retention:write" },
      schema: {
        tags,
        summary: "Remove what is over at once, and not with the next daily removal",
        response: { 200: z.object({ removed: Removed }) },
      },
    },
    async (request) => ({ removed: await service.applyNow(actorOf(request)) }),
  );
}
