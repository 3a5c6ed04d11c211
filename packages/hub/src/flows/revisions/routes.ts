/** Routes of a flow's revisions, and of its mark: what a person looks back at and takes back. */
import { z } from "zod";
import { actorOf } from "../../access/index.ts";
import { HubError } from "../../platform/errors.ts";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import type { Http } from "../../platform/http/types.ts";
import type { FlowAudit } from "../audited.ts";
import { readDefinition } from "../definition.ts";
import type { Flows } from "../flows.ts";
import { differencesBetween } from "./differences.ts";
import type { Marks } from "./marks.ts";
import type { RevisionStore } from "./store.ts";

export interface RevisionRouteDeps {
  readonly flows: Pick<Flows, "named" | "put">;
  readonly revisions: RevisionStore;
  readonly marks: Marks;
  readonly audit: FlowAudit;
}

const tags = ["flows"];
const errors = { 400: ErrorAnswer, 404: ErrorAnswer, 409: ErrorAnswer };
const name = z.object({ name: z.string() });
const revision = name.extend({ number: z.coerce.number().int().min(1).max(2_147_483_647) });
const RevisionAnswer = z.object({
  number: z.number().int(),
  author: z.string().describe("Who kept it, as the audit log calls them"),
  comment: z.string().optional(),
  createdAt: z.string(),
  current: z.boolean().describe("Whether it is what the flow is now"),
});
const DifferenceAnswer = z.object({
  place: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
const MarkAnswer = z.object({ mark: z.unknown().optional() });

export function registerRevisionRoutes(
  http: Http,
  { flows, revisions, marks, audit }: RevisionRouteDeps,
): void {
  http.get(
    "/flows/:name/revisions",
    {
      config: { permission: "flows:read" },
      schema: {
        tags,
        summary: "Every definition that a flow had, latest first",
        params: name,
        response: { 200: z.object({ revisions: z.array(RevisionAnswer) }), ...errors },
      },
    },
    async (request) => {
      await flows.named(request.params.name);
      const all = await revisions.all(request.params.name);
      return {
        revisions: all.map(({ number, author, comment, createdAt }, index) => ({
          number,
          author,
          createdAt: createdAt.toISOString(),
          current: index === 0,
          ...(comment === undefined ? {} : { comment }),
        })),
      };
    },
  );
  http.get(
    "/flows/:name/revisions/:number",
    {
      config: { permission: "flows:read" },
      schema: {
        tags,
        summary: "A flow as it was",
        params: revision,
        response: { 200: z.object({ definition: z.record(z.string(), z.unknown()) }), ...errors },
      },
    },
    async ({ params }) => ({ definition: await found(params.name, params.number) }),
  );
  http.get(
    "/flows/:name/revisions/:number/differences",
    {
      config: { permission: "flows:read" },
      schema: {
        tags,
        summary: "What a revision changed",
        params: revision,
        querystring: z.object({
          since: z.coerce
            .number()
            .int()
            .min(1)
            .max(2_147_483_647)
            .optional()
            .describe("From which revision on; the one before it when left out"),
        }),
        response: { 200: z.object({ differences: z.array(DifferenceAnswer) }), ...errors },
      },
    },
    async ({ params, query }) => {
      const after = await found(params.name, params.number);
      const since = query.since ?? params.number - 1;
      const before = since === 0 ? {} : await found(params.name, since);
      return { differences: [...differencesBetween(before, after)] };
    },
  );
  http.post(
    "/flows/:name/revisions/:number/restore",
    {
      config: { permission: "flows:write" },
      schema: {
        tags,
        summary: "Make a flow again what it was; mark and schedule stay as they are",
        params: revision,
        body: z.strictObject({ comment: z.string().max(1_000).optional() }),
        response: { 200: z.object({ number: z.number().int() }), ...errors },
      },
    },
    async (request) => {
      const { name: flow, number } = request.params;
      // Read anew: what an older version took may not be taken any more.
      const definition = readDefinition(await found(flow, number));
      const { comment = `as in revision ${number}` } = request.body;
      const who = actorOf(request);
      const before = (await flows.named(flow)).definition;
      await audit.kept(who, before, (await flows.put(definition, { name: who.name, comment })).definition);
      return { number: (await revisions.all(flow))[0]?.number ?? number };
    },
  );
  http.put(
    "/flows/:name/mark",
    {
      config: { permission: "flows:write" },
      schema: {
        tags,
        summary: "From where the next run reads changes; null: from the start",
        params: name,
        body: z.strictObject({ mark: z.union([z.string().max(1_000), z.number(), z.null()]) }),
        response: { 200: MarkAnswer, ...errors },
      },
    },
    async (request) => {
      const flow = await flows.named(request.params.name);
      await marks.set(flow, request.body.mark, actorOf(request));
      const { mark } = await flows.named(flow.name);
      return mark === undefined ? {} : { mark };
    },
  );

  async function found(flow: string, number: number): Promise<Record<string, unknown>> {
    await flows.named(flow);
    const definition = await revisions.definition(flow, number);
    if (definition !== undefined) return definition as Record<string, unknown>;
    throw new HubError({
      kind: "unknown",
      code: "flow.unknown-revision",
      message: `${flow} has no revision ${number}.`,
      meaning: "Nothing was changed.",
      remedy: `See them with: rostrum flow revisions ${flow}`,
    });
  }
}
