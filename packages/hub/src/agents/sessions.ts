/** The sessions of this process of the hub, one per run, closed when nobody uses them. NOT what happens in one. */
import type { Clock } from "../platform/clock/clock.ts";
import type { Log } from "../platform/log/log.ts";
import { createSession, type Held, type Session, type SessionPorts } from "./session.ts";

/** An agent that is cut off for longer goes on from its last step: open connections are not kept for it any longer. */
const idleMs = 10 * 60_000;

export interface Sessions {
  /** The session of a run as it is held now; made where this process has none. */
  of(run: Held): Session;
  /** Resolves when nothing of it goes on any more. */
  close(runId: string): Promise<void>;
  closeIdle(): Promise<void>;
  closeAll(): Promise<void>;
}

export function createSessions(deps: {
  readonly ports: SessionPorts;
  readonly clock: Clock;
  readonly log: Log;
}): Sessions {
  const { ports, clock, log } = deps;
  const sessions = new Map<string, { session: Session; usedAt: number }>();
  const closing = new Map<string, Promise<void>>();

  async function close(runId: string): Promise<void> {
    const found = sessions.get(runId);
    sessions.delete(runId);
    if (found === undefined) return closing.get(runId);
    const end = found.session
      .close()
      .catch((error: unknown) => log.warn({ err: error, run: runId }, "what a run had open did not close"))
      .finally(() => closing.delete(runId));
    closing.set(runId, end);
    return end;
  }

  return {
    of(run) {
      let found = sessions.get(run.id);
      if (found === undefined || found.session.attempt !== run.attempt) {
        // The one before was closed by the claim; another process of the hub may have made that.
        void close(run.id);
        found = { session: createSession(run, ports), usedAt: clock.now() };
        sessions.set(run.id, found);
      }
      found.usedAt = clock.now();
      return found.session;
    },
    close,
    async closeIdle() {
      const before = clock.now() - idleMs;
      for (const [id, { usedAt }] of sessions) if (usedAt < before) await close(id);
    },
    async closeAll() {
      await Promise.all([...sessions.keys()].map(close));
      await Promise.all(closing.values());
    },
  };
}
