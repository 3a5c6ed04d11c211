/** Routes of agents for people: /api/v1/agents. A token is in the answer that makes it, and never again. */
import { z } from "zod";
import { type Audit, actorOf } from "../access/index.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import { AgentName, AgentState } from "./model.ts";
import type { AgentReport, AgentService } from "./service.ts";
import type { AgentTest } from "./store.ts";

const TestAnswer = z.object({
  endpoint: z.string(),
  testedAt: z.string().optional(),
  works: z.boolean().optional().describe("Absent: not tested yet"),
  message: z.string().optional(),
  meaning: z.string().optional(),
  remedy: z.string().optional(),
});
const AgentAnswer = z.object({
  name: z.string(),
  state: AgentState.describe(
    "alive; late: silent for a moment; gone: silent for minutes; new: never started",
  ),
  version: z.string().optional(),
  seenAt: z.string().optional(),
  createdAt: z.string(),
  flows: z.array(z.string()).describe("Flows that are pinned to it"),
  runs: z.number().int().describe("Runs of these that are under way or wait for it"),
  endpoints: z
    .array(z.object({ name: z.string(), kind: z.string() }))
    .describe("Its own; their settings and secrets never leave it"),
  tests: z.array(TestAnswer).describe("The latest test of each endpoint from this agent"),
});

const tags = ["agents"];
const params = z.object({ name: z.string() });
const errors = { 400: ErrorAnswer, 404: ErrorAnswer, 409: ErrorAnswer, 503: ErrorAnswer };
const token = z.string().describe("Its token; it is not kept");

export function registerAgentRoutes(http: Http, agents: AgentService, audit: Audit): void {
  http.get(
    "/agents",
    {
      config: { permission: "agents:read" },
      schema: { tags, summary: "All agents", response: { 200: z.object({ agents: z.array(AgentAnswer) }) } },
    },
    async () => ({ agents: (await agents.list()).map(answer) }),
  );
  http.post(
    "/agents",
    {
      config: { permission: "agents:write" },
      schema: {
        tags,
        summary: "Add an agent; its token is in this answer and never again",
        body: z.strictObject({ name: AgentName }),
        response: { 201: AgentAnswer.extend({ token }), ...errors },
      },
    },
    async (request, reply) => {
      const { name } = request.body;
      const made = await agents.add(name, actorOf(request));
      return reply.code(201).send({ ...answer(await agents.report(name)), token: made });
    },
  );
  http.post(
    "/agents/:name/token",
    {
      config: { permission: "agents:write" },
      schema: {
        tags,
        summary: "Give an agent a new token; the one before ends at once",
        params,
        response: { 200: z.object({ token }), ...errors },
      },
    },
    async (request) => ({ token: await agents.renew(request.params.name, actorOf(request)) }),
  );
  http.delete(
    "/agents/:name",
    {
      config: { permission: "agents:write" },
      schema: {
        tags,
        summary: "Remove an agent: its token ends at once, and so do its runs",
        params,
        response: { 204: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      await agents.remove(request.params.name, actorOf(request));
      return reply.code(204).send(null);
    },
  );
  http.post(
    "/agents/:name/tests",
    {
      config: { permission: "agents:write" },
      schema: {
        tags,
        summary:
          "Test an endpoint or a connection (goto:ALIAS) from this agent; without one, all that its flows use",
        params,
        body: z.strictObject({ endpoint: z.string().min(1).max(200).optional() }),
        response: { 200: z.object({ tests: z.array(TestAnswer) }), ...errors },
      },
    },
    async (request) => {
      audit.nothingChanged(actorOf(request));
      return { tests: (await agents.test(request.params.name, request.body.endpoint)).map(testAnswer) };
    },
  );
}

function answer({ agent, state, flows, runs, tests }: AgentReport): z.infer<typeof AgentAnswer> {
  const { name, version, seenAt, createdAt, endpoints } = agent;
  return {
    name,
    state,
    createdAt: createdAt.toISOString(),
    flows: [...flows],
    runs,
    endpoints: [...endpoints],
    tests: tests.map(testAnswer),
    ...(version === undefined ? {} : { version }),
    ...(seenAt === undefined ? {} : { seenAt: seenAt.toISOString() }),
  };
}

function testAnswer({ endpoint, testedAt, result }: AgentTest): z.infer<typeof TestAnswer> {
  return { endpoint, ...(testedAt === undefined ? {} : { testedAt: testedAt.toISOString() }), ...result };
}
