/**
 * Access: who may use this hub, and what they may do. People, roles, teams, API keys, the guard before every route, and
 * the audit log. What other rooms use of it is exported here: `actorOf(request)` and `Audit`; they declare the
 * permission of each route in its `config`. NOT consent at GoTo (`connections/`): a person here is nobody there.
 */
import type { Clock } from "../platform/clock/clock.ts";
import type { Config } from "../platform/config/config.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";
import type { Check } from "../platform/http/checks.ts";
import type { Http } from "../platform/http/types.ts";
import type { Log } from "../platform/log/log.ts";
import { createAttempts } from "./attempts.ts";
import { type Audit, createAudit } from "./audit/audit.ts";
import { createRefusals } from "./audit/refusals.ts";
import { registerAuditRoutes } from "./audit/routes.ts";
import { type AgentOf, createAuthenticate } from "./authenticate.ts";
import { accessCheck } from "./check.ts";
import { installGuard } from "./guard.ts";
import { registerKeyRoutes } from "./keys/routes.ts";
import { createKeys } from "./keys/service.ts";
import { createRedeem } from "./links/redeem.ts";
import { registerLinkRoutes } from "./links/routes.ts";
import { createLinks, type MadeLink } from "./links/service.ts";
import { registerMeRoutes } from "./me/routes.ts";
import { registerPeopleRoutes } from "./people/routes.ts";
import { createPeople } from "./people/service.ts";
import { hubActor } from "./principal.ts";
import { createSignInEngine } from "./sign-in/engine.ts";
import { registerSignInPages } from "./sign-in/pages.ts";
import { createSignIn } from "./sign-in/service.ts";
import { registerTeamRoutes } from "./teams/routes.ts";
import { createTeams } from "./teams/service.ts";

export type { Audit } from "./audit/audit.ts";
export { auditPersonalData, auditRetention } from "./audit/personal-data.ts";
export { accessPersonalData, accessRetention } from "./personal-data.ts";
export { type Actor, actorOf, hubActor, principalOf } from "./principal.ts";

export interface AccessOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: Pick<Config, "publicUrl">;
  /** The access token of the data folder. */
  readonly localToken: string;
  readonly agentOf: AgentOf;
  /** The hub's address as a browser reaches it, or will when it listens. */
  readonly ownAddress: () => string;
}

export interface AccessRoom {
  readonly audit: Audit;
  readonly checks: readonly Check[];
  /** Must come before any route of the scope. */
  installGuard(scope: Http): void;
  registerRoutes(scope: Http): void;
  /** The pages of sign-in and of one-time links, outside of /api/v1. */
  registerPages(root: Http): void;
  /** The link by which somebody becomes the first administrator; undefined when there is one. */
  firstSetupLink(): Promise<MadeLink | undefined>;
}

export function createAccess(options: AccessOptions): AccessRoom {
  const { database, sealer, clock, log, config, localToken, agentOf, ownAddress } = options;
  const publicOrigin = config.publicUrl === undefined ? undefined : new URL(config.publicUrl).origin;
  const audit = createAudit(database, clock);
  const attempts = createAttempts(database, clock);
  const refusals = createRefusals(database, audit, clock);
  const engine = createSignInEngine({
    database,
    log,
    secret: sealer.derive("sessions of people"),
    secure: publicOrigin?.startsWith("https:") ?? false,
  });
  const people = createPeople({ database, audit, clock });
  const teams = createTeams({ database, audit, people, clock });
  const keys = createKeys({ database, audit, people, clock });
  const links = createLinks({ database, audit, people, clock, ownAddress });
  const signIn = createSignIn({ database, engine, attempts, audit, refusals, clock, log });
  const redeem = createRedeem({
    database,
    audit,
    refusals,
    attempts,
    clock,
    hashPassword: engine.hashPassword,
  });
  const authenticate = createAuthenticate({ localToken, keys, people, engine, agentOf });

  return {
    audit,
    checks: [accessCheck(people)],
    installGuard: (scope) => installGuard(scope, { authenticate, audit, publicOrigin }),
    registerRoutes(scope) {
      registerMeRoutes(scope, { people, teams, signIn });
      registerPeopleRoutes(scope, people);
      registerLinkRoutes(scope, links);
      registerTeamRoutes(scope, teams);
      registerKeyRoutes(scope, keys);
      registerAuditRoutes(scope, audit);
    },
    registerPages: (root) => registerSignInPages(root, { engine, signIn, redeem, people, publicOrigin }),
    async firstSetupLink() {
      return (await people.hasAdministrator()) ? undefined : links.makeSetupLink(hubActor);
    },
  };
}
