/**
 * Routes for agents' own processes: /api/v1/agent. Their permission is "agent": no role and no API key has it. What they
 * do stands in the history of runs, so there is no audit entry for each. NOT the rules: those are in `work.ts`.
 */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { principalOf } from "../access/index.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import { jobsHeldMs } from "./model.ts";
import {
  AskForWork,
  CallAnswer,
  Ending,
  GivenRun,
  Hello,
  NumberedCall,
  Previewed,
  StepForward,
  TestFound,
  Wish,
  Work,
} from "./protocol.ts";
import type { AgentWork } from "./work.ts";

const tags = ["agent"];
const config = { permission: "agent" } as const;
const errors = {
  400: ErrorAnswer,
  404: ErrorAnswer,
  409: ErrorAnswer,
  413: ErrorAnswer,
  429: ErrorAnswer,
  502: ErrorAnswer,
  503: ErrorAnswer,
};
const run = z.object({ id: z.uuid() });
const ofEndpoint = z.object({ endpoint: z.string().min(1).max(200) });
const nothing = { 204: z.null(), ...errors };

/** Flows are left open in the description: their schema has an address of its own, /flows/schema. */
const definition = z.record(z.string(), z.unknown());
const WorkAnswer = Work.extend({
  runs: z.array(GivenRun.extend({ definition })),
  previews: z.array(Work.shape.previews.element.extend({ definition })),
});

/** A batch of failed rows, or of rows to be written; agents divide what is larger. */
const largestBody = 64 * 1024 * 1024;

export function registerRoutesForAgents(http: Http, work: AgentWork): void {
  http.post(
    "/agent/hello",
    {
      config,
      schema: {
        tags,
        summary: "Say that this process speaks for the agent from now on",
        body: Hello,
        response: { 200: z.object({ agent: z.string(), heldMs: z.number() }), ...errors },
      },
    },
    async (request) => {
      await work.hello(agentOf(request), request.body);
      return { agent: agentOf(request), heldMs: jobsHeldMs };
    },
  );
  http.post(
    "/agent/jobs",
    {
      config,
      schema: {
        tags,
        summary: "Ask for work; waits some seconds until there is some",
        body: AskForWork,
        response: { 200: WorkAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once("close", () => gone.abort());
      return work.work(agentOf(request), request.body, gone.signal);
    },
  );
  http.post(
    "/agent/runs/:id/steps",
    {
      config,
      bodyLimit: largestBody,
      schema: {
        tags,
        summary: "Keep a step forward of a run; the same number again changes nothing",
        params: run,
        body: StepForward,
        response: { 200: Wish, ...errors },
      },
    },
    async (request) => ({
      wish: await work.advance(agentOf(request), request.params.id, request.body),
    }),
  );
  http.post(
    "/agent/runs/:id/end",
    {
      config,
      schema: { tags, summary: "End a run", params: run, body: Ending, response: nothing },
    },
    async (request, reply) => {
      await work.end(agentOf(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
  http.post(
    "/agent/runs/:id/calls/:number",
    {
      config,
      bodyLimit: largestBody,
      schema: {
        tags,
        summary: "Something on the hub's side of a run; begun once, and asked for until its answer is there",
        params: run.extend({
          number: z.coerce
            .number()
            .int()
            .min(1)
            .max(2 ** 31 - 1),
        }),
        body: NumberedCall,
        response: { 200: CallAnswer, ...errors },
      },
    },
    async (request) => {
      const { id, number } = request.params;
      return work.call(agentOf(request), id, number, request.body);
    },
  );
  http.put(
    "/agent/previews/:id",
    {
      config,
      bodyLimit: largestBody,
      schema: {
        tags,
        summary: "Say what a preview came to",
        params: run,
        body: Previewed,
        response: nothing,
      },
    },
    async (request, reply) => {
      await work.previewed(agentOf(request), request.params.id, request.body);
      return reply.code(204).send(null);
    },
  );
  http.post(
    "/agent/tests/:endpoint/here",
    {
      config,
      schema: {
        tags,
        summary: "Make a test at the hub that was asked for from this agent",
        params: ofEndpoint,
        response: { 200: TestFound.omit({ instance: true }), ...errors },
      },
    },
    async (request) => work.testHere(agentOf(request), request.params.endpoint),
  );
  http.put(
    "/agent/tests/:endpoint",
    {
      config,
      schema: {
        tags,
        summary: "Say what a test found",
        params: ofEndpoint,
        body: TestFound,
        response: nothing,
      },
    },
    async (request, reply) => {
      await work.keepTest(agentOf(request), request.params.endpoint, request.body);
      return reply.code(204).send(null);
    },
  );
}

function agentOf(request: FastifyRequest): string {
  const { agent } = principalOf(request);
  if (agent === undefined) throw new Error(`${request.url} is for agents`);
  return agent;
}
