/**
 * Who a request comes from: the access token of the data folder, an agent's token, an API key, or a person's session. Pure but for the look
 * into the database. NOT what they may do (`guard.ts`).
 *
 * The access token stays what it was: whoever may read the data folder may use its hub, as administrator. It is the
 * command line's key on the same machine and the way back in; it is never sent elsewhere, and each machine has its own.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { HubError } from "../platform/errors.ts";
import { isKey } from "./keys/key.ts";
import type { Keys } from "./keys/service.ts";
import { personDeactivated } from "./people/model.ts";
import type { People } from "./people/service.ts";
import { permissionNames, permissionsOf, permissionsOfKey } from "./permissions.ts";
import type { Principal } from "./principal.ts";
import type { SignInEngine } from "./sign-in/engine.ts";

/** Gives who sent a request. Throws HubError of kind "unauthenticated". */
export type Authenticate = (request: FastifyRequest, reply: FastifyReply) => Promise<Principal>;

/** The agent of a token, if it is one's. The room of agents knows, which stands further down. */
export type AgentOf = (token: string) => Promise<string | undefined>;

export function createAuthenticate(deps: {
  readonly localToken: string;
  readonly keys: Keys;
  readonly people: People;
  readonly engine: SignInEngine;
  readonly agentOf: AgentOf;
}): Authenticate {
  const { keys, people, engine, agentOf } = deps;
  const localToken = digest(deps.localToken);

  async function byToken(token: string, address: string): Promise<Principal | undefined> {
    // Hashes are of one length and are compared in constant time: neither length nor beginning leaks.
    if (timingSafeEqual(digest(token), localToken)) {
      return {
        actor: { kind: "local", id: null, name: "local access token", address },
        permissions: new Set(permissionNames),
        personId: undefined,
        sessionId: undefined,
      };
    }
    const agent = await agentOf(token);
    if (agent !== undefined) {
      return {
        actor: { kind: "agent", id: agent, name: agent, address },
        permissions: new Set(),
        personId: undefined,
        sessionId: undefined,
        agent,
      };
    }
    const key = isKey(token) ? await keys.use(token) : undefined;
    if (key === undefined) return undefined;
    return {
      actor: { kind: "key", id: key.id, name: key.name, address },
      permissions: permissionsOfKey(key.scopes, key.owner?.role),
      personId: key.owner?.id,
      sessionId: undefined,
    };
  }

  async function bySession(
    cookie: string,
    address: string,
    reply: FastifyReply,
  ): Promise<Principal | undefined> {
    const session = await engine.session(cookie);
    if (session === undefined) return undefined;
    const person = await people.find(session.personId);
    // Their sessions ended with it; one that was begun in that very moment may be left.
    if (person.deactivatedAt !== null) throw personDeactivated();
    for (const prolonged of session.cookies) void reply.header("set-cookie", prolonged);
    return {
      actor: { kind: "person", id: person.id, name: person.email, address },
      permissions: permissionsOf(person.role),
      personId: person.id,
      sessionId: session.sessionId,
    };
  }

  return async (request, reply) => {
    const { authorization, cookie } = request.headers;
    const address = request.ip;
    const token = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1];
    const principal =
      token !== undefined
        ? await byToken(token.trim(), address)
        : cookie !== undefined && engine.mayHaveSession(cookie)
          ? await bySession(cookie, address, reply)
          : undefined;
    if (principal !== undefined) return principal;
    void reply.header("www-authenticate", 'Bearer realm="rostrum"');
    throw token === undefined ? nobody() : wrongToken();
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function nobody(): HubError {
  return new HubError({
    kind: "unauthenticated",
    code: "access.no-token",
    message: "The request says neither by an API key nor by a session who it comes from.",
    meaning: "Nothing was done.",
    remedy:
      "Sign in, or send `Authorization: Bearer KEY` with an API key (rostrum keys create); for the command line, set " +
      "ROSTRUM_TOKEN to it.",
  });
}

function wrongToken(): HubError {
  return new HubError({
    kind: "unauthenticated",
    code: "access.wrong-token",
    message: "The API key or access token is not, or no longer, a right one.",
    meaning: "Nothing was done.",
    remedy: "Make a new key: rostrum keys create; at the hub's machine the command line needs none.",
  });
}
