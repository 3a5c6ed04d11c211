/** The REST routes of replicas and their syncs. No rules (`service.ts`, `syncs.ts`). */
import { z } from "zod";
import { type Audit, actorOf } from "../access/index.ts";
import { Alerts, AlertsAnswer, AlertsQuery, answerOfAlerts } from "../alerts/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import { Schedule } from "../platform/schedule/schedule.ts";
import { answerOfReplica, answerOfSync, ReplicaAnswer, SyncAnswer } from "./answers.ts";
import type { ReplicaService } from "./service.ts";
import type { Syncs } from "./syncs.ts";

export interface ReplicaRouteDeps {
  readonly database: Database;
  readonly service: ReplicaService;
  readonly syncs: Syncs;
  readonly audit: Audit;
  readonly clock: Clock;
  /** Makes this process carry out syncs, if it does not yet. */
  readonly work: () => Promise<void>;
}

const tags = ["replicas"];
const errors = { 400: ErrorAnswer, 404: ErrorAnswer, 409: ErrorAnswer, 424: ErrorAnswer, 503: ErrorAnswer };
const Name = z.object({ name: z.string() });

const Wish = z.strictObject({
  name: z.string().optional().describe("1 to 40 letters, digits, underscores, hyphens; main if absent"),
  connection: z.string().optional().describe("Alias of the connection; needed when there are several"),
  entities: z.array(z.string()).min(1).optional().describe('Names of entities, or "all"'),
  database: z
    .string()
    .nullable()
    .optional()
    .describe(
      "Address of a Postgres, postgres://user:password@host/database; null: the hub's own. Never read back",
    ),
  endpoint: z
    .string()
    .optional()
    .describe("Name of a PostgreSQL endpoint of this hub, instead of `database`: its secret is kept there"),
  schema: z.string().optional().describe("The schema of the tables; goto if absent"),
  completeDays: z
    .number()
    .int()
    .min(1)
    .max(365)
    .optional()
    .describe("Days after which everything is read again"),
  schedule: Schedule.nullable()
    .optional()
    .describe("When it syncs by itself; each night if absent, null for never"),
  alerts: Alerts.nullable()
    .optional()
    .describe("Who hears when a sync fails or does not begin, and when all is well again; null: nobody"),
});

export function registerReplicaRoutes(http: Http, deps: ReplicaRouteDeps): void {
  const { database, service, syncs, audit, clock, work } = deps;
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
        summary: "Add a replica: choose what to copy, where to and when; nothing is read yet",
        body: Wish,
        response: { 201: ReplicaAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const { database, ...wish } = request.body;
      const added = await service.add({ ...wish, address: database }, actorOf(request));
      return reply.code(201).send(answerOfReplica(added));
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
        summary: "Change what is copied, where to, when, or the name; what was copied stays",
        params: Name,
        body: Wish,
        response: { 200: ReplicaAnswer, ...errors },
      },
    },
    async (request) => {
      const { database, ...wish } = request.body;
      return answerOfReplica(
        await service.change(request.params.name, { ...wish, address: database }, actorOf(request)),
      );
    },
  );
  http.delete(
    "/replicas/:name",
    {
      config: { permission: "replicas:write" },
      schema: {
        tags,
        summary: "Remove a replica and its history; its tables stay unless they are to be dropped",
        params: Name,
        querystring: z.object({ drop: z.stringbool().default(false).describe("Drop the tables as well") }),
        response: { 204: z.undefined(), ...errors },
      },
    },
    async (request, reply) => {
      await service.remove(request.params.name, request.query.drop, actorOf(request));
      return reply.code(204).send();
    },
  );
  http.put(
    "/replicas/:name/schedule",
    {
      config: { permission: "replicas:write" },
      schema: {
        tags,
        summary: "Say when a replica syncs by itself",
        params: Name,
        body: z.strictObject({ schedule: Schedule.nullable().describe("null: only when told") }),
        response: { 200: ReplicaAnswer, ...errors },
      },
    },
    async (request) =>
      answerOfReplica(await service.schedule(request.params.name, request.body.schedule, actorOf(request))),
  );
  http.get(
    "/replicas/:name/alerts",
    {
      config: { permission: "replicas:read" },
      schema: {
        tags,
        summary: "How a replica fares: what went wrong, and the messages about it, latest first",
        params: Name,
        querystring: AlertsQuery,
        response: { 200: AlertsAnswer, ...errors },
      },
    },
    async (request) => {
      const { id } = await service.find(request.params.name);
      return answerOfAlerts(database, { replica: id }, request.query.limit);
    },
  );
  http.get(
    "/replicas/:name/syncs",
    {
      config: { permission: "replicas:read" },
      schema: {
        tags,
        summary: "The syncs of a replica, latest first",
        params: Name,
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(1_000).default(20) }),
        response: { 200: z.object({ syncs: z.array(SyncAnswer) }), ...errors },
      },
    },
    async (request) => {
      const { id } = await service.find(request.params.name);
      const found = await syncs.history(id, request.query.limit);
      return { syncs: found.map((sync) => answerOfSync(sync, clock.now())) };
    },
  );
  http.post(
    "/replicas/:name/sync",
    {
      config: { permission: "replicas:write" },
      schema: {
        tags,
        summary: "Start a sync; one that is under way already is given instead of a second one",
        description:
          "It goes on when the caller leaves. GET /replica-syncs/ID tells how far it is and how it ended.",
        params: Name,
        body: z.object({
          complete: z.boolean().default(false).describe("Read everything, also what can no longer change"),
        }),
        response: { 200: SyncAnswer, 201: SyncAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const replica = await service.find(request.params.name);
      const { sync, isNew } = await syncs.start(replica, request.body.complete, actorOf(request));
      await work();
      return reply.code(isNew ? 201 : 200).send(answerOfSync(sync, clock.now()));
    },
  );
  http.post(
    "/replicas/:name/stop",
    {
      config: { permission: "replicas:write" },
      schema: {
        tags,
        summary: "Stop the sync that is under way, in whichever process; the next one goes on from there",
        params: Name,
        response: { 200: z.object({ stopped: z.boolean().describe("Whether there was one") }), ...errors },
      },
    },
    async (request) => {
      const replica = await service.find(request.params.name);
      const stopped = await syncs.stop(replica);
      if (stopped) {
        await audit.recordAlone(actorOf(request), {
          action: "replica.stop",
          kind: "replica",
          id: replica.name,
        });
      } else audit.nothingChanged(actorOf(request));
      return { stopped };
    },
  );
  http.get(
    "/replica-syncs/:id",
    {
      config: { permission: "replicas:read" },
      schema: {
        tags,
        summary: "One sync: how far it is, or how it ended",
        params: z.object({ id: z.uuid() }),
        response: { 200: SyncAnswer, ...errors },
      },
    },
    async (request) => answerOfSync(await syncs.find(request.params.id), clock.now()),
  );
}
