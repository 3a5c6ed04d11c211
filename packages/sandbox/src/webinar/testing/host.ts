/**
 * A host for the tests of this room and of `webhooks/`: a world with people but no webinars, and its operations
 * behind a real socket. Not part of the sandbox.
 */

import Fastify from "fastify";
import { accessDenied, invalidToken } from "../../http/errors.ts";
import { type Json, parseJson } from "../../http/json.ts";
import type { Caller, Operation } from "../../http/operation.ts";
import { type AttachedWebhooks, attachWebhooks, type WebhookOptions } from "../../webhooks/index.ts";
import type { Instant, Organizer, RecordingAsset, Webinar } from "../../world/model.ts";
import { seedDirectory } from "../../world/seeding/directory.ts";
import { World } from "../../world/world.ts";
import { webinarOperations } from "../index.ts";

/** A Friday, so that dates in the tests are easy to follow. */
export const testNow: Instant = Date.UTC(2031, 1, 28, 12);

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** Integers beyond 2^53 as strings of their digits; undefined for an empty body. */
  readonly body: Json | undefined;
}

export interface CallOptions {
  /** Who calls; the first organizer, who is an administrator, when not given. */
  readonly as?: Organizer;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestHost extends AsyncDisposable {
  readonly world: World;
  readonly webhooks: AttachedWebhooks;
  readonly operations: readonly Operation[];
  /** Administrator of the first account; his colleague; and somebody of the other account. */
  readonly administrator: Organizer;
  readonly colleague: Organizer;
  readonly stranger: Organizer;
  /** `path` below the API's base. */
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
}

export interface HostOptions {
  readonly webhooks?: WebhookOptions;
  /** Webinars that are there from the beginning, made for the administrator. */
  readonly webinars?: (administrator: Organizer) => readonly Webinar[];
  readonly uploads?: (administrator: Organizer) => readonly RecordingAsset[];
}

export async function startHost(options: HostOptions = {}): Promise<TestHost> {
  const seed = 7;
  const directory = seedDirectory(seed, testNow, []);
  const first = directory.organizers.slice(0, 1);
  const webinars = first.flatMap((owner) => options.webinars?.(owner) ?? []);
  const uploads = first.flatMap((owner) => options.uploads?.(owner) ?? []);
  const world = new World({ contents: { seed, ...directory, webinars, uploads }, now: testNow });
  const webhooks = attachWebhooks(world, options.webhooks);
  const operations = [...webinarOperations, ...webhooks.operations];
  const server = serve(world, operations);
  const origin = await server.listen({ host: "127.0.0.1", port: 0 });
  const [administrator, colleague, , stranger] = directory.organizers;
  if (administrator === undefined || colleague === undefined || stranger === undefined)
    throw new Error("The seeded directory has lost the people these tests need.");
  return {
    world,
    webhooks,
    operations,
    administrator,
    colleague,
    stranger,
    async call(method, path, { as = administrator, body, headers = {} } = {}) {
      const response = await fetch(`${origin}/G2W/rest/v2${path}`, {
        method,
        headers: {
          authorization: `Bearer ${as.organizerKey}`,
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, text, body: text === "" ? undefined : parseJson(text) };
    },
    async [Symbol.asyncDispose]() {
      await webhooks.close();
      await server.close();
    },
  };
}

/** The least of a server: the token is the organizer's key. */
function serve(world: World, operations: readonly Operation[]) {
  const server = Fastify();
  server.addContentTypeParser("application/json", { parseAs: "string" }, (_request, text, done) => {
    done(null, parseJson(text as string));
  });
  for (const operation of operations)
    server.route({
      method: operation.method,
      url: operation.path,
      async handler(request, reply) {
        const caller = callerOf(world, request.headers.authorization ?? "");
        const answer =
          caller === undefined
            ? invalidToken()
            : await operation.handle({
                world,
                now: world.now,
                caller,
                path: request.params as Record<string, string>,
                query: new URL(request.url, "http://host").searchParams,
                headers: request.headers,
                body: request.body as Json | undefined,
                origin: "http://host",
              });
        reply.code(answer.status);
        return answer.body === undefined
          ? reply.send()
          : reply.type("application/json").send(JSON.stringify(answer.body));
      },
    });
  server.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(accessDenied(world, "No such path").body),
  );
  return server;
}

function callerOf(world: World, authorization: string): Caller | undefined {
  const organizer = world.organizer(authorization.replace("Bearer ", ""));
  const [client] = world.clients;
  const [membership] = organizer?.memberships ?? [];
  if (organizer === undefined || client === undefined || membership === undefined) return undefined;
  return { organizer, accountKey: membership.accountKey, client, scopes: new Set(["collab:"]) };
}
