/** Routes of flows, their runs and their failed rows. Every verb of the command line is one of these. */
import { z } from "zod";
import { actorOf } from "../access/index.ts";
import type { EndpointRegistry } from "../endpoints/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { HubError } from "../platform/errors.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import type { FlowAudit } from "./audited.ts";
import { flowSchema, readDefinition } from "./definition.ts";
import type { ExpressionTools } from "./expression-functions.ts";
import type { Flow } from "./flow-store.ts";
import type { Flows } from "./flows.ts";
import { PreviewAnswer, preview } from "./preview.ts";
import type { RevisionStore } from "./revisions/store.ts";
import { RunCounts, RunReason, RunState } from "./run-model.ts";
import type { FlowRunRecord } from "./run-store.ts";

export interface FlowRouteDeps {
  readonly flows: Flows;
  readonly endpoints: EndpointRegistry;
  readonly clock: Clock;
  /** Makes this process carry out runs, if it does not yet. */
  readonly work: () => Promise<void>;
  readonly lookupTable: ExpressionTools["lookupTable"];
  readonly audit: FlowAudit;
  readonly revisions: Pick<RevisionStore, "latest">;
}

const tags = ["flows"];
const errors = {
  400: ErrorAnswer,
  404: ErrorAnswer,
  409: ErrorAnswer,
  422: ErrorAnswer,
  502: ErrorAnswer,
  503: ErrorAnswer,
};
const name = z.object({ name: z.string() });
const id = z.object({ id: z.uuid() });
const rowId = z.object({ id: z.string().regex(/^\d{1,18}$/) });
/** Checked by `readDefinition`, whose words are for people who write files. */
const Written = z.record(z.string(), z.unknown()).meta({
  description: "A flow; GET /flows/schema describes it",
  examples: [
    {
      source: { endpoint: "goto", entity: "Attendee", from: "yesterday" },
      target: { endpoint: "csv", table: "attendees.csv", write: "replace" },
    },
  ],
});

const FlowAnswer = z.object({
  name: z.string(),
  description: z.string().optional(),
  definition: z.record(z.string(), z.unknown()),
  revision: z
    .number()
    .int()
    .describe("Of the definition; who changes it may say that it began with this one"),
  mark: z.unknown().optional().describe("Up to where changes were read; PUT /flows/NAME/mark sets it"),
  nextRunAt: z.string().optional(),
  enabled: z.boolean().describe("Off: neither its schedule nor anybody can run it"),
  scheduled: z.boolean().describe("Whether its schedule is on"),
  keptRows: z.number().int(),
  lastRun: z
    .object({
      id: z.string(),
      state: RunState,
      requestedAt: z.string(),
      failed: z.number().int().describe("Rows that it kept as failed"),
    })
    .optional(),
});
const RunAnswer = z.object({
  id: z.string(),
  flow: z.string(),
  kind: z.enum(["run", "reprocess"]),
  reason: RunReason,
  state: RunState,
  counts: RunCounts,
  requestedAt: z.string(),
  dueAt: z.string().optional().describe("The time of its schedule that began it"),
  missed: z
    .number()
    .int()
    .describe("Further times of its schedule that it serves: no hub was on, or another run was under way"),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  seconds: z.number(),
  waitsFor: z.string().optional().describe("What a run waits for that is pinned to an agent, in words"),
  error: ErrorAnswer.shape.error.optional(),
});
export function registerFlowRoutes(
  http: Http,
  { flows, endpoints, clock, work, lookupTable, audit, revisions }: FlowRouteDeps,
): void {
  http.get(
    "/flows",
    {
      config: { permission: "flows:read" },
      schema: { tags, summary: "All flows", response: { 200: z.object({ flows: z.array(FlowAnswer) }) } },
    },
    async () => {
      const kept = await flows.keptCounts();
      const all = await flows.all();
      return { flows: await Promise.all(all.map((flow) => flowAnswer(flow, kept.get(flow.name) ?? 0))) };
    },
  );
  http.get(
    "/flows/schema",
    {
      config: { permission: "flows:read" },
      schema: {
        tags,
        summary: "The JSON schema of a flow",
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    async () => flowSchema(),
  );
  http.get(
    "/flows/:name",
    {
      config: { permission: "flows:read" },
      schema: { tags, summary: "One flow", params: name, response: { 200: FlowAnswer, ...errors } },
    },
    async (request) => one(request.params.name),
  );
  http.put(
    "/flows/:name",
    {
      config: { permission: "flows:write" },
      schema: {
        tags,
        summary: "Keep a flow",
        params: name,
        querystring: z.object({
          comment: z.string().max(1_000).optional().describe("Why it was changed, for its revisions"),
          revision: z.coerce
            .number()
            .int()
            .min(0)
            .optional()
            .describe(
              "The revision that it was begun from, 0 for a new flow: refused if there is a later one",
            ),
        }),
        body: Written,
        response: { 200: FlowAnswer, ...errors },
      },
    },
    async (request) => {
      const definition = readDefinition({ flow: request.params.name, ...request.body });
      if (definition.flow !== request.params.name) throw otherName(request.params.name, definition.flow);
      const who = actorOf(request);
      const before = (await flows.all()).find(({ name }) => name === definition.flow)?.definition;
      const flow = await flows.put(definition, {
        name: who.name,
        comment: request.query.comment,
        begunFrom: request.query.revision,
      });
      await audit.kept(who, before, flow.definition);
      return one(flow.name);
    },
  );
  http.delete(
    "/flows/:name",
    {
      config: { permission: "flows:write" },
      schema: {
        tags,
        summary: "Remove a flow with its history and failed rows",
        params: name,
        response: { 204: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      const flow = await flows.named(request.params.name);
      await flows.remove(flow.name);
      await audit.removed(actorOf(request), flow);
      return reply.code(204).send(null);
    },
  );
  http.post(
    "/flows/preview",
    {
      config: { permission: "flows:run" },
      schema: {
        tags,
        summary: "Check a flow on its first rows; nothing is written",
        body: z.strictObject({ flow: Written, rows: z.number().int().min(1).max(1_000).default(20) }),
        response: { 200: PreviewAnswer, ...errors },
      },
    },
    async (request) => {
      const { rows } = request.body;
      const definition = readDefinition(request.body.flow);
      const { agent } = definition;
      audit.nothingChanged(actorOf(request));
      return agent === undefined
        ? preview(definition, rows, { endpoints, clock, lookupTable })
        : flows.agents.preview(agent, definition, rows);
    },
  );
  http.post(
    "/flows/:name/runs",
    {
      config: { permission: "flows:run" },
      schema: {
        tags,
        summary: "Run a flow; a run that is under way already is given instead of a second one",
        params: name,
        response: { 200: RunAnswer, 201: RunAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const { run, isNew } = await flows.run(request.params.name);
      if (isNew) await audit.ran(actorOf(request), "run", run);
      else audit.nothingChanged(actorOf(request));
      await work();
      return reply.code(isNew ? 201 : 200).send(await runAnswer(run));
    },
  );
  http.post(
    "/flows/:name/reprocess",
    {
      config: { permission: "flows:run" },
      schema: {
        tags,
        summary: "Try failed rows again, with the mapping of today; all of them, or those named",
        params: name,
        body: z.strictObject({ rows: z.array(rowId.shape.id).min(1).optional() }),
        response: { 200: RunAnswer, 201: RunAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const { run, isNew } = await flows.reprocess(request.params.name, request.body.rows);
      if (isNew) await audit.ran(actorOf(request), "reprocess", run);
      else audit.nothingChanged(actorOf(request));
      await work();
      return reply.code(isNew ? 201 : 200).send(await runAnswer(run));
    },
  );
  http.put(
    "/flows/:name/schedule",
    {
      config: { permission: "flows:write" },
      schema: {
        tags,
        summary: "Turn the schedule of a flow on or off",
        params: name,
        body: z.strictObject({ on: z.boolean() }),
        response: { 200: FlowAnswer, ...errors },
      },
    },
    async (request) => {
      const before = await flows.named(request.params.name);
      const after = await flows.schedule(before.name, request.body.on);
      await audit.scheduled(actorOf(request), before, after);
      return one(after.name);
    },
  );
  http.get(
    "/flows/:name/runs",
    {
      config: { permission: "flows:read" },
      schema: {
        tags,
        summary: "The history of a flow, latest first",
        params: name,
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(20) }),
        response: { 200: z.object({ runs: z.array(RunAnswer) }), ...errors },
      },
    },
    async (request) => {
      await flows.named(request.params.name);
      const runs = await flows.history(request.params.name, request.query.limit);
      return { runs: await Promise.all(runs.map(runAnswer)) };
    },
  );
  http.get(
    "/flow-runs/:id",
    {
      config: { permission: "flows:read" },
      schema: { tags, summary: "One run", params: id, response: { 200: RunAnswer, ...errors } },
    },
    async (request) => runAnswer(await flows.runNamed(request.params.id)),
  );
  http.post(
    "/flow-runs/:id/stop",
    {
      config: { permission: "flows:run" },
      schema: {
        tags,
        summary: "Stop a run after the rows in hand",
        params: id,
        response: { 200: RunAnswer, ...errors },
      },
    },
    async (request) => {
      const run = await flows.stop(request.params.id);
      await audit.ran(actorOf(request), "stop", run);
      return runAnswer(run);
    },
  );
  http.post(
    "/flow-runs/:id/resume",
    {
      config: { permission: "flows:run" },
      schema: {
        tags,
        summary: "Let a stopped or failed run go on",
        params: id,
        response: { 200: RunAnswer, ...errors },
      },
    },
    async (request) => {
      const run = await flows.resume(request.params.id);
      await audit.ran(actorOf(request), "resume", run);
      await work();
      return runAnswer(run);
    },
  );

  async function one(flowName: string) {
    const kept = await flows.keptCounts();
    return flowAnswer(await flows.named(flowName), kept.get(flowName) ?? 0);
  }

  async function flowAnswer(flow: Flow, keptRows: number): Promise<z.infer<typeof FlowAnswer>> {
    const [last] = await flows.history(flow.name, 1);
    const { description } = flow.definition;
    return {
      name: flow.name,
      definition: { ...flow.definition },
      revision: await revisions.latest(flow.name),
      keptRows,
      enabled: flow.enabled,
      scheduled: flow.scheduled,
      ...(flow.mark === undefined ? {} : { mark: flow.mark }),
      ...(description === undefined ? {} : { description }),
      ...(flow.nextRunAt === undefined ? {} : { nextRunAt: flow.nextRunAt.toISOString() }),
      ...(last === undefined
        ? {}
        : {
            lastRun: {
              id: last.id,
              state: last.state,
              requestedAt: last.requestedAt.toISOString(),
              failed: last.counts.failed,
            },
          }),
    };
  }

  async function runAnswer(run: FlowRunRecord): Promise<z.infer<typeof RunAnswer>> {
    const { requestedAt, startedAt, endedAt, error } = run;
    const { agent } = run.definition;
    const waitsFor =
      agent === undefined || endedAt !== undefined ? undefined : await flows.agents.waitsFor(agent);
    const begun = startedAt?.getTime();
    return {
      id: run.id,
      flow: run.flow,
      kind: run.kind,
      reason: run.reason,
      state: run.state,
      counts: run.counts,
      requestedAt: requestedAt.toISOString(),
      missed: run.missed,
      ...(run.dueAt === undefined ? {} : { dueAt: run.dueAt.toISOString() }),
      seconds: begun === undefined ? 0 : ((endedAt?.getTime() ?? clock.now()) - begun) / 1000,
      ...(waitsFor === undefined ? {} : { waitsFor }),
      ...(startedAt === undefined ? {} : { startedAt: startedAt.toISOString() }),
      ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
      ...(error === undefined ? {} : { error }),
    };
  }
}

function otherName(address: string, given: string): HubError {
  return new HubError({
    kind: "usage",
    code: "flow.other-name",
    message: `The flow calls itself "${given}", and the address says "${address}".`,
    meaning: "Nothing was kept.",
    remedy: "Use the same name in both.",
  });
}
