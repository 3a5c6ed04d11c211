/**
 * Agents: processes in private networks, which reach the hub by outgoing HTTP alone and run the flows pinned to them
 * beside the systems that only they can reach. The engine of flows runs at the agent; connections, tokens, budget and
 * the hub's own endpoints stay here and are used through the hub, so that an agent never sees a token of GoTo's, nor the
 * database. NOT a worker (`worker.ts`): that shares the database and is trusted with all of it.
 *
 * `protocol.ts` is what is said between the two, `work.ts` the hub's side of it, `process/` the agent's.
 */
import type { Audit } from "../access/index.ts";
import { type Connections, translateGoToError } from "../connections/index.ts";
import type { EndpointRegistry } from "../endpoints/index.ts";
import { createSender, type LookupTable, type PinnedRuns } from "../flows/index.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { translateDatabaseError } from "../platform/database/errors.ts";
import type { Check } from "../platform/http/checks.ts";
import type { Http } from "../platform/http/types.ts";
import type { Log } from "../platform/log/log.ts";
import { registerRoutesForAgents } from "./agent-routes.ts";
import { agentsCheck } from "./check.ts";
import { createPreviews, type Previews } from "./previews.ts";
import { registerAgentRoutes } from "./routes.ts";
import { createAgentService } from "./service.ts";
import { createSessions } from "./sessions.ts";
import { createAgentWork } from "./work.ts";

export { createAgentDirectory } from "./directory.ts";

export interface AgentsRoom {
  readonly checks: readonly Check[];
  /** A pinned flow on its first rows, seen from its agent. Throws HubError "agent.gone" or "agent.silent". */
  readonly preview: Previews["ask"];
  registerRoutes(http: Http): void;
  /** Before the HTTP server is closed: answers those who wait, and closes what runs have open. */
  close(): Promise<void>;
}

const lookForIdleMs = 60_000;

export function createAgents(deps: {
  readonly database: Database;
  readonly audit: Audit;
  readonly pinned: PinnedRuns;
  readonly lookupTable: (name: string) => Promise<LookupTable>;
  readonly connections: Connections;
  readonly endpoints: EndpointRegistry;
  readonly clock: Clock;
  readonly log: Log;
}): AgentsRoom {
  const { audit, pinned, lookupTable, connections, endpoints, clock, log } = deps;
  const leave = new AbortController();
  const service = createAgentService(deps);
  const sessions = createSessions({
    clock,
    log,
    ports: {
      open: (name, onCall) => endpoints.open(name, onCall),
      keptRows: pinned.keptRows,
      sender: (signal, onCall) => createSender(connections, signal, onCall),
      lookupTable,
    },
  });
  const previews = createPreviews({ database: deps.database, clock, leaving: leave.signal });
  const translators = [translateGoToError, translateDatabaseError];
  const work = createAgentWork({ ...deps, sessions, previews, translators, leaving: leave.signal });
  const timer = setInterval(() => void sessions.closeIdle(), lookForIdleMs);
  timer.unref();

  return {
    preview: previews.ask,
    checks: [agentsCheck(service)],
    registerRoutes(http) {
      registerAgentRoutes(http, service, audit);
      registerRoutesForAgents(http, work);
    },
    async close() {
      clearInterval(timer);
      leave.abort(new DOMException("The hub ends.", "AbortError"));
      await sessions.closeAll();
    },
  };
}
