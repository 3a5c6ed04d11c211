/** Server-sent events of the API, read as they come. A connection that breaks off is made again from the last event. */
import { setTimeout as delay } from "node:timers/promises";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { type Api, ApiError } from "./api.ts";

const pauseMs = 500;
/** A hub that is restarted is back within this many pauses. */
const mostBreaks = 60;

/** Events until one called "end", that included. Rejects with ApiError when the hub stays away. */
export async function* followEvents(api: Api, path: string): AsyncGenerator<EventSourceMessage> {
  let last: string | undefined;
  for (let breaks = 0; ; breaks += 1) {
    try {
      const headers = last === undefined ? {} : { "last-event-id": last };
      for await (const event of eventsOf((await api.stream({ path, headers })).body)) {
        breaks = 0;
        last = event.id ?? last;
        yield event;
        if (event.event === "end") return;
      }
    } catch (error) {
      const passing = !(error instanceof ApiError) || error.status === 503;
      if (!passing || breaks >= mostBreaks) throw error;
    }
    if (breaks >= mostBreaks) throw brokenOff();
    await delay(pauseMs);
  }
}

async function* eventsOf(body: AsyncIterable<Buffer | string>): AsyncGenerator<EventSourceMessage> {
  let come: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => void come.push(event) });
  const decoder = new TextDecoder();
  for await (const piece of body) {
    parser.feed(typeof piece === "string" ? piece : decoder.decode(piece, { stream: true }));
    const ready = come;
    come = [];
    yield* ready;
  }
}

function brokenOff(): ApiError {
  return new ApiError(503, {
    code: "api.broken-off",
    message: "The hub no longer tells how it goes.",
    meaning: "The work itself may go on.",
    remedy: "See: rostrum flow history FLOW",
  });
}
