/**
 * The agent's way to its hub: requests that are repeated until the hub answers, however long that takes. What may be
 * repeated is for the protocol to make sure (`../protocol.ts`): every request of it may.
 *
 * A connection that hangs without being closed is noticed because no request lasts long: the hub answers each within
 * some seconds, if only to say that the work is under way. NOT what is asked, nor what a refusal means.
 */
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";
import type { z } from "zod";
import { HubError } from "../../platform/errors.ts";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import { pauseMs } from "./backoff.ts";

/** An answer of the hub that says no. */
export class Refused extends Error {
  readonly status: number;
  readonly answer: ErrorAnswer["error"];
  constructor(status: number, answer: ErrorAnswer["error"]) {
    super(answer.message);
    this.name = "Refused";
    this.status = status;
    this.answer = answer;
  }
}

export interface HubClient {
  /**
   * Sends a request below /api/v1/agent until there is an answer. Rejects with Refused when that is a no, and with the
   * signal's reason when the agent ends.
   */
  ask<Answer>(
    method: "POST" | "PUT",
    path: string,
    body: unknown,
    answer: z.ZodType<Answer>,
    signal: AbortSignal,
  ): Promise<Answer>;
  close(): Promise<void>;
}

export interface HubClientOptions {
  readonly hub: string;
  readonly token: string;
  /** Told once when the hub stops answering, and once when it answers again. */
  readonly say: (line: string) => void;
}

const connectMs = 10_000;
/** The hub answers within 5 seconds (`jobsHeldMs`); a much longer silence is the network's. */
const answerMs = 10_000;
/** A slow line: time for a large body, in bytes per millisecond. */
const slowestBytesPerMs = 50;
const passing = new Set([408, 425, 429, 502, 503, 504]);

export function createHubClient({ hub, token, say }: HubClientOptions): HubClient {
  const { origin, pathname } = new URL(hub);
  const base = `${pathname.replace(/\/$/, "")}/api/v1/agent`;
  const pool = new Pool(origin, { connections: 16, pipelining: 1, connect: { timeout: connectMs } });
  /** Since when the hub is silent. */
  let silentSince: number | undefined;

  function heard(): void {
    if (silentSince === undefined) return;
    say(`  The hub answers again, after ${Math.round((performance.now() - silentSince) / 1000)} s`);
    silentSince = undefined;
  }
  function silent(why: string): void {
    if (silentSince !== undefined) return;
    silentSince = performance.now();
    say(`  The hub does not answer (${why}); the work in hand waits and goes on by itself`);
  }

  async function once(method: "POST" | "PUT", path: string, body: string, signal: AbortSignal) {
    const patience = answerMs + body.length / slowestBytesPerMs;
    const answer = await pool.request({
      method,
      path: base + path,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body,
      signal,
      headersTimeout: patience,
      bodyTimeout: answerMs,
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  }

  return {
    async ask(method, path, body, schema, signal) {
      const text = JSON.stringify(body);
      for (let tries = 1; ; tries++) {
        signal.throwIfAborted();
        try {
          const { status, text: whole } = await once(method, path, text, signal);
          if (!passing.has(status)) {
            heard();
            if (status < 400) return schema.parse(whole === "" ? null : JSON.parse(whole));
            throw new Refused(status, errorIn(status, whole));
          }
          silent(`status ${status}`);
        } catch (error) {
          signal.throwIfAborted();
          if (!isNetwork(error)) throw error;
          silent(String((error as NodeJS.ErrnoException).code ?? "no connection"));
        }
        await delay(pauseMs(tries, Math.random()), undefined, { signal }).catch(() => {});
      }
    },
    close: () => pool.destroy(),
  };
}

/** undici's own codes and those of the system; what our schemas or code say has none of these. */
function isNetwork(error: unknown): boolean {
  const { code, name } = error as NodeJS.ErrnoException;
  if (error instanceof Refused || error instanceof HubError) return false;
  return (
    (typeof code === "string" &&
      /^(E[A-Z]+|UND_ERR_|CERT_|UNABLE_|DEPTH_|SELF_SIGNED|ERR_TLS|ERR_SSL)/.test(code)) ||
    name === "SocketError"
  );
}

function errorIn(status: number, text: string): ErrorAnswer["error"] {
  try {
    return ErrorAnswer.parse(JSON.parse(text)).error;
  } catch {
    return {
      code: "hub.unreadable",
      message: `What answers at the hub's address is not a hub (status ${status}).`,
      meaning: "A proxy may stand between, or the address is another program's.",
      remedy: "Check --hub.",
    };
  }
}
