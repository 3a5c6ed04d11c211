/** The REST routes of connections. NOT the pages in the browser (`callback-page.ts`) and no rules (`service.ts`). */
import type { Network } from "@rostrum/goto";
import { z } from "zod";
import { type Audit, actorOf } from "../access/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import {
  AddedConnectionAnswer,
  AuthorizationOutcomeAnswer,
  answerOfConnection,
  BegunAuthorizationAnswer,
  BudgetMinutesAnswer,
  ConnectionAnswer,
  TryOutAnswer,
} from "./answers.ts";
import type { Authorization } from "./authorize.ts";
import { translateGoToError } from "./goto-errors.ts";
import type { OAuthClientRecord } from "./model.ts";
import { NewOAuthClientBody, registerOAuthClientRoutes } from "./oauth-client-routes.ts";
import type { OAuthClients } from "./oauth-clients.ts";
import { sendRaw } from "./send.ts";
import type { ConnectionService } from "./service.ts";
import { tryOut } from "./try-out.ts";

export interface ConnectionRouteDeps {
  readonly service: ConnectionService;
  readonly clients: OAuthClients;
  readonly authorization: Authorization;
  readonly network: Network;
  readonly clock: Clock;
  readonly audit: Audit;
}

/** A request to GoTo may carry this much; GoTo itself refuses far less. */
const largestSend = 16 * 1024 * 1024;

const Wish = z.object({
  account: z.string().min(1).optional().describe("Key or name of the account, when the person is in several"),
  allowOtherOwner: z.boolean().optional().describe("Let the connection change to another person or account"),
});
const Alias = z.object({ alias: z.string() });
const tags = ["connections"];
const errors = {
  400: ErrorAnswer,
  404: ErrorAnswer,
  409: ErrorAnswer,
  422: ErrorAnswer,
  424: ErrorAnswer,
  502: ErrorAnswer,
};

export function registerConnectionRoutes(http: Http, deps: ConnectionRouteDeps): void {
  const { service, clients, authorization, network, clock, audit } = deps;
  registerOAuthClientRoutes(http, clients);

  http.get(
    "/connections",
    {
      config: { permission: "connections:read" },
      schema: {
        tags,
        summary: "All connections, with their health",
        response: { 200: z.object({ connections: z.array(ConnectionAnswer) }) },
      },
    },
    async () => ({ connections: (await service.list()).map(answerOfConnection) }),
  );

  http.post(
    "/connections",
    {
      config: { permission: "connections:write" },
      schema: {
        tags,
        summary: "Add a connection; with a personal access token it is finished at once",
        body: Wish.extend({
          name: z.string().describe("1 to 25 characters"),
          alias: z
            .string()
            .optional()
            .describe("1 to 25 letters, digits, underscores; made from the name if absent"),
          oauthClient: z
            .union([z.string().describe("Name or client ID of one that is known"), NewOAuthClientBody])
            .describe("The application registered at GoTo"),
          personalAccessToken: z.string().min(1).optional(),
        }),
        response: { 201: AddedConnectionAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const { name, alias, oauthClient, personalAccessToken, ...wish } = request.body;
      const who = actorOf(request);
      // Without consent from the start there is nothing to keep, and a second try would find its name taken.
      await using undoing = new AsyncDisposableStack();
      let client: OAuthClientRecord;
      if (typeof oauthClient === "string") client = await clients.find(oauthClient);
      else {
        const written = await clients.addOrUpdate(oauthClient, who);
        client = written.client;
        undoing.defer(written.undo);
      }
      const { connection, pinned } = await service.add({ name, alias }, client, who);
      undoing.defer(() => service.remove(connection.alias, true, who));
      if (personalAccessToken !== undefined) {
        await service.acceptPersonalAccessToken(connection, personalAccessToken, wish, who);
      }
      undoing.move();
      const added = answerOfConnection(await service.show(connection.alias));
      return reply.code(201).send({
        ...added,
        ...(pinned === undefined ? {} : { pinned: { to: pinned.to, uses: [...pinned.uses] } }),
      });
    },
  );

  http.get(
    "/connections/:alias",
    {
      config: { permission: "connections:read" },
      schema: {
        tags,
        summary: "One connection",
        params: Alias,
        response: { 200: ConnectionAnswer, ...errors },
      },
    },
    async (request) => answerOfConnection(await service.show(request.params.alias)),
  );

  http.get(
    "/connections/:alias/budget",
    {
      config: { permission: "connections:read" },
      schema: {
        tags,
        summary: "What was sent to GoTo in the last hour, minute by minute",
        params: Alias,
        response: { 200: BudgetMinutesAnswer, 404: ErrorAnswer },
      },
    },
    async ({ params }) => {
      const { client, apis } = await service.use(params.alias);
      return {
        oauthClient: client.name,
        requestsPerSecond: client.requestsPerSecond,
        apis: [...apis].map(([api, minutes]) => ({
          api,
          minutes: minutes.map(({ at, ...counts }) => ({ at: at.toISOString(), ...counts })),
        })),
      };
    },
  );

  http.patch(
    "/connections/:alias",
    {
      config: { permission: "connections:write" },
      schema: {
        tags,
        summary: "Change name or alias; what uses the connection does not notice",
        params: Alias,
        body: z.object({ name: z.string().optional(), alias: z.string().optional() }),
        response: { 200: ConnectionAnswer, ...errors },
      },
    },
    async (request) =>
      answerOfConnection(await service.edit(request.params.alias, request.body, actorOf(request))),
  );

  http.delete(
    "/connections/:alias",
    {
      config: { permission: "connections:write" },
      schema: {
        tags,
        summary: "Remove a connection, and revoke its consent at GoTo if that is possible",
        params: Alias,
        querystring: z.object({ force: z.stringbool().optional().describe("Although something uses it") }),
        response: { 204: z.undefined().describe("Removed"), ...errors },
      },
    },
    async (request, reply) => {
      await service.remove(request.params.alias, request.query.force ?? false, actorOf(request));
      return reply.code(204).send(undefined);
    },
  );

  http.post(
    "/connections/:alias/test",
    {
      config: { permission: "connections:read" },
      schema: {
        tags,
        summary: "Call GoTo with it",
        params: Alias,
        response: { 200: TryOutAnswer, ...errors },
      },
    },
    async (request) => {
      const connection = await service.find(request.params.alias);
      const { alias } = connection;
      return naming(alias, tryOut(connection, await service.work(connection), network, clock));
    },
  );

  http.post(
    "/connections/:alias/personal-access-token",
    {
      config: { permission: "connections:write" },
      schema: {
        tags,
        summary: "Consent, or consent again, by a personal access token",
        params: Alias,
        body: Wish.extend({ personalAccessToken: z.string().min(1) }),
        response: { 200: ConnectionAnswer, ...errors },
      },
    },
    async (request) => {
      const { personalAccessToken, ...wish } = request.body;
      const connection = await service.find(request.params.alias);
      await service.acceptPersonalAccessToken(connection, personalAccessToken, wish, actorOf(request));
      return answerOfConnection(await service.show(connection.alias));
    },
  );

  http.post(
    "/connections/:alias/authorize",
    {
      config: { permission: "connections:write" },
      schema: {
        tags,
        summary: "Begin consent, or consent again, in a browser",
        params: Alias,
        body: Wish,
        response: { 201: BegunAuthorizationAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const { alias } = request.params;
      const begun = await authorization.begin(alias, request.body, actorOf(request));
      const entry = { action: "connection.authorize", kind: "connection", id: alias };
      await audit.recordAlone(actorOf(request), entry);
      return reply.code(201).send({ ...begun, expiresAt: begun.expiresAt.toISOString() });
    },
  );

  http.get(
    "/connections/:alias/authorize/:id",
    {
      config: { permission: "connections:read" },
      schema: {
        tags,
        summary: "How a consent in a browser goes",
        params: Alias.extend({ id: z.uuid() }),
        response: { 200: AuthorizationOutcomeAnswer, ...errors },
      },
    },
    async (request) => authorization.outcome(request.params.id),
  );

  http.post(
    "/connections/:alias/send",
    {
      config: { permission: "connections:send" },
      bodyLimit: largestSend,
      schema: {
        tags,
        summary: "Any request to GoTo on this connection",
        description:
          "The answer is GoTo's body, byte by byte. Its status stands in the header goto-status, since an error " +
          "status of GoTo is no failure of this request.",
        params: Alias,
        body: z.object({
          method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]),
          path: z.string().describe("From the root of the API host, with its query"),
          body: z.string().optional().describe("JSON as text"),
          headers: z.record(z.string(), z.string()).optional(),
        }),
        response: {
          200: { description: "GoTo's answer, as it came", content: { "*/*": { schema: z.unknown() } } },
          ...errors,
        },
      },
    },
    async (request, reply) => {
      const connection = await service.find(request.params.alias);
      const gone = new AbortController();
      reply.raw.on("close", () => gone.abort());
      const sent = sendRaw(request.body, await service.work(connection), network, gone.signal);
      const answer = await naming(connection.alias, sent);
      const { method, path } = request.body;
      const after = { request: `${method} ${path}`, status: answer.status };
      const entry = { action: "connection.send", kind: "connection", id: connection.alias, after };
      if (method === "GET" || method === "HEAD") audit.nothingChanged(actorOf(request));
      else await audit.recordAlone(actorOf(request), entry);
      return reply
        .header("goto-status", String(answer.status))
        .type(answer.headers["content-type"] ?? "application/octet-stream")
        .send(answer.body);
    },
  );
}

/** What GoTo says no to is told with the name of the connection. */
async function naming<Result>(alias: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw translateGoToError(error, alias) ?? error;
  }
}
