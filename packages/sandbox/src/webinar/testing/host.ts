/**
 * A host for the tests of this room and of `webhooks/`: the sandbox's own server over a world with people but no
 * webinars, and with its clock standing still. Not part of the sandbox.
 */

import { createEngine } from "../../engine.ts";
import { type Json, parseJson } from "../../http/json.ts";
import type { Operation } from "../../http/operation.ts";
import { createServer } from "../../http/server.ts";
import type { Signer } from "../../oauth/signer.ts";
import { type AttachedWebhooks, attachWebhooks, type WebhookOptions } from "../../webhooks/index.ts";
import type { Instant, Organizer, RecordingAsset, Webinar } from "../../world/model.ts";
import { seedDirectory } from "../../world/seeding/directory.ts";
import type { World } from "../../world/world.ts";
import { webinarOperations } from "../index.ts";

/** A Friday, so that dates in the tests are easy to follow. */
export const testNow: Instant = Date.UTC(2031, 1, 28, 12);

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** Integers beyond 2^53 as strings of their digits; undefined for an empty body. */
  readonly body: Json | undefined;
}

interface CallOptions {
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
  const bugs: string[] = [];
  const signer = quickSigner();
  const engine = createEngine({
    contents: { seed, ...directory, webinars, uploads },
    start: testNow,
    real: () => testNow,
    limit: { mode: "off" },
    signer: () => signer,
    wait: () => Promise.resolve(true),
    log: (line) => bugs.push(line),
  });
  const { world } = engine;
  const webhooks = attachWebhooks(world, options.webhooks);
  const operations = [...webinarOperations, ...webhooks.operations];
  const server = createServer(engine, operations);
  const origin = await server.listen({ host: "127.0.0.1", port: 0 });
  const [client] = world.clients;
  const tokens = new Map(
    world.personalAccessTokens.flatMap((token) => {
      const owner = world.organizer(token.organizerKey);
      if (client === undefined || owner === undefined) return [];
      return [[owner, engine.grants.exchangePersonalAccessToken(client, token, owner).access.token] as const];
    }),
  );
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
          authorization: `Bearer ${tokens.get(as)}`,
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, text, body: text === "" ? undefined : parseJson(text) };
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await webhooks.close();
      if (bugs.length > 0) throw new Error(bugs.join("\n"));
    },
  };
}

/** Stands in for RSA: tests make a host each, and must not search for primes. */
function quickSigner(): Signer {
  let signed = 0;
  return { jwks: { keys: [] }, sign: ({ organizerKey }) => `token-${organizerKey}-${++signed}` };
}
