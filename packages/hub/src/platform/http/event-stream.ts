/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): how they are written and sent. What the
 * events are is the routes' matter. NOT a log of events: an event says how things stand, so that a reader who comes
 * back with Last-Event-ID gets the newest one if it does not know it yet.
 */
import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Clock } from "../clock/clock.ts";

export interface StreamedEvent {
  /** Sent back as Last-Event-ID by a reader that lost the connection. No line breaks. */
  readonly id: string;
  readonly event: string;
  /** Sent as JSON. */
  readonly data: unknown;
}

/** For the schema of a route: what its answer is, since no schema describes a stream. */
export const eventStreamAnswer = z.unknown().describe("text/event-stream");

export const LastEventId = z.object({
  "last-event-id": z.string().max(100).optional().describe("The last event that the reader has"),
});

/** Proxies and browsers give up connections that are silent for a minute. */
const keepAliveMs = 15_000;
/** How long a browser waits before it connects again. */
const reconnectMs = 2_000;

/** Answers with events until they end, the reader leaves, or `closing` is raised. `events` gets the signal of that. */
export function sendEvents(
  reply: FastifyReply,
  options: {
    readonly clock: Clock;
    readonly closing?: AbortSignal;
    events(signal: AbortSignal): AsyncIterable<StreamedEvent>;
  },
): FastifyReply {
  const left = new AbortController();
  const { closing } = options;
  const signal = closing === undefined ? left.signal : AbortSignal.any([left.signal, closing]);
  const body = Readable.from(texts(options.events(signal), options.clock, signal), { objectMode: false });
  body.once("close", () => left.abort());
  reply.raw.once("close", () => left.abort());
  return reply
    .header("content-type", "text/event-stream")
    .header("cache-control", "no-store")
    .header("x-accel-buffering", "no")
    .send(body);
}

async function* texts(
  events: AsyncIterable<StreamedEvent>,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<string> {
  yield `retry: ${reconnectMs}\n\n`;
  const source = events[Symbol.asyncIterator]();
  let next = source.next();
  next.catch(() => {});
  try {
    while (!signal.aborted) {
      const silent = new AbortController();
      const pause = clock
        .sleep(keepAliveMs, AbortSignal.any([signal, silent.signal]))
        .then(() => "silent" as const)
        .catch(() => "silent" as const);
      const came = await Promise.race([next, pause]);
      silent.abort();
      if (came === "silent") {
        yield ": still here\n\n";
        continue;
      }
      if (came.done === true) return;
      yield textOf(came.value);
      next = source.next();
      next.catch(() => {});
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await source.return?.();
  }
}

function textOf({ id, event, data }: StreamedEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
