/** The REST routes of replicas. No rules (`service.ts`). */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ErrorAnswer } from "../platform/http/errors.ts";
import { type Runs, runHeader } from "../platform/http/runs.ts";
import type { Http } from "../platform/http/types.ts";
import { answerOfReplica, ReplicaAnswer } from "./answers.ts";
import type { ReplicaService } from "./service.ts";

const tags = ["replicas"];
const errors = { 400: ErrorAnswer, 404: ErrorAnswer, 409: ErrorAnswer, 424: ErrorAnswer, 503: ErrorAnswer };
const Name = z.object({ name: z.string() });

const Wish = z.object({
  entities: z.array(z.string()).min(1).optional().describe('Names of entities, or "all"'),
  database: z
    .string()
    .nullable()
    .optional()
    .describe(
      "Address of a Postgres, postgres://user:password@host/database; null: the hub's own. Never read back",
    ),
  schema: z.string().optional().describe("The schema of the tables; goto if absent"),
  completeDays: z
    .number()
    .int()
    .min(1)
    .max(365)
    .optional()
    .describe("Days after which everything is read again"),
});

export function registerReplicaRoutes(http: Http, service: ReplicaService, runs: Runs): void {
  http.get(
    "/replicas",
    {
      config: { permission: "replicas:read" },
      schema: {
        tags,
        summary: "All replicas, with their state",
        response: { 200: z.object({ replicas: z.array(ReplicaAnswer) }) },
      },
    },
    async () => ({ replicas: (await service.list()).map(answerOfReplica) }),
  );
  http.post(
    "/replicas",
    {
      config: { permission: "replicas:write" },
      schema: {
        tags,
        summary: "Add a replica: choose what to copy and where to; nothing is read yet",
        body: Wish.extend({
          name: z
            .string()
            .optional()
            .describe("1 to 40 letters, digits, underscores, hyphens; main if absent"),
          connection: z
            .string()
            .optional()
            .describe("Alias of the connection; needed when there are several"),
        }),
        response: { 201: ReplicaAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const { database, ...wish } = request.body;
      return reply.code(201).send(answerOfReplica(await service.add({ ...wish, address: database })));
    },
  );
  http.get(
    "/replicas/:name",
    {
      config: { permission: "replicas:read" },
      schema: { tags, summary: "One replica", params: Name, response: { 200: ReplicaAnswer, ...errors } },
    },
    async (request) => answerOfReplica(await service.show(request.params.name)),
  );
  http.patch(
    "/replicas/:name",
    {
      config: { permission: "replicas:write" },
      schema: {
        tags,
        summary: "Change what is copied, where to, or the name; what was copied stays",
        params: Name,
        body: Wish.extend({ name: z.string().optional(), connection: z.string().optional() }),
        response: { 200: ReplicaAnswer, ...errors },
      },
    },
    async (request) => {
      const { database, ...wish } = request.body;
      return answerOfReplica(await service.change(request.params.name, { ...wish, address: database }));
    },
  );
  http.delete(
    "/replicas/:name",
    {
      config: { permission: "replicas:write" },
      schema: {
        tags,
        summary: "Remove a replica; its tables stay unless they are to be dropped",
        params: Name,
        querystring: z.object({ drop: z.stringbool().default(false).describe("Drop the tables as well") }),
        response: { 204: z.undefined(), ...errors },
      },
    },
    async (request, reply) => {
      await service.remove(request.params.name, request.query.drop);
      return reply.code(204).send();
    },
  );
  http.post(
    "/replicas/:name/sync",
    {
      config: { permission: "replicas:write" },
      schema: {
        tags,
        summary: "Start a sync; it goes on when the caller leaves",
        description: `GET /runs/ID tells how far it is and how it ended. The id is that of the header ${runHeader}, or a new one.`,
        params: Name,
        body: z.object({
          complete: z.boolean().default(false).describe("Read everything, also what can no longer change"),
        }),
        response: { 202: z.object({ run: z.string() }), ...errors },
      },
    },
    async (request, reply) => {
      const given = request.headers[runHeader];
      const id = typeof given === "string" ? given : randomUUID();
      await service.start(request.params.name, request.body.complete, () => runs.begin(id));
      return reply.code(202).send({ run: id });
    },
  );
  http.post(
    "/replicas/:name/stop",
    {
      config: { permission: "replicas:write" },
      schema: {
        tags,
        summary: "Stop the sync that is under way; the next one goes on from there",
        params: Name,
        response: { 200: z.object({ stopped: z.boolean().describe("Whether there was one") }), ...errors },
      },
    },
    async (request) => ({ stopped: await service.stop(request.params.name) }),
  );
}
