/** Who a request comes from, and what they may do. Made by `authenticate.ts`, kept on the request by `guard.ts`. */
import type { FastifyRequest } from "fastify";
import { HubError } from "../platform/errors.ts";
import { type Permission, permissionsOf, type Role, type RoutePermission } from "./permissions.ts";

/** Who did something, as the audit log names them. */
export interface Actor {
  /**
   * local: the access token of the data folder, thus somebody who may read it; link: whoever held a one-time link;
   * hub: the hub itself; agent: an agent's process, by its token.
   */
  readonly kind: "person" | "key" | "local" | "link" | "hub" | "agent";
  /** Of the person, key, link or agent. */
  readonly id: string | null;
  /** As it is then: a person's e-mail address, a key's name. */
  readonly name: string;
  /** Where the request came from. */
  readonly address: string | null;
}

/** The hub, when it does something by itself. */
export const hubActor: Actor = { kind: "hub", id: null, name: "hub", address: null };

export interface Principal {
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
  /** The person themself, or the owner of the key; undefined for the local token and keys made with it. */
  readonly personId: string | undefined;
  /** Set when it is a person in a browser. */
  readonly sessionId: string | undefined;
  /** The name of the agent, when it is one: it may use the routes made for agents, and no other. */
  readonly agent?: string;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** What the caller must be allowed. Every route below /api/v1 declares it, or the app does not start. */
    permission?: RoutePermission;
  }
  interface FastifyRequest {
    principal: Principal | undefined;
  }
}

/** Who a request below /api/v1 comes from. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === undefined) throw new Error(`${request.url} is not behind the guard`);
  return request.principal;
}

/** Who a request below /api/v1 comes from, for the audit log. */
export function actorOf(request: FastifyRequest): Actor {
  return principalOf(request).actor;
}

/**
 * Nobody gives a role that may do more than they may themselves, nor takes the place of somebody who has it: else an API
 * key for people alone could make itself an administrator. Throws HubError "access.role-too-wide".
 */
export function checkMayGive(principal: Principal, role: Role): void {
  const beyond = [...permissionsOf(role)].filter((permission) => !principal.permissions.has(permission));
  if (beyond.length === 0) return;
  throw new HubError({
    kind: "forbidden",
    code: "access.role-too-wide",
    message: `The role ${role} may do more than you may: ${beyond.join(", ")}.`,
    meaning: "Nobody can give others more than they have. Nothing was changed.",
    remedy: "Ask an administrator.",
    details: { role, beyond },
  });
}
