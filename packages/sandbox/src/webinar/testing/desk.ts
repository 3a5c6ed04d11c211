/** An organizer at work, for the tests: what most of them do with a host, in a word. Not part of the sandbox. */

import { expect } from "vitest";
import type { Json } from "../../http/json.ts";
import { startHost, type TestHost } from "./host.ts";
import { pastWebinar, webinarBody } from "./webinars.ts";

interface ReadWebinar {
  readonly type: string;
  readonly times: readonly { startTime: string; endTime: string }[];
  readonly [name: string]: Json;
}

interface WebinarPage {
  readonly _embedded?: { readonly webinars: readonly ReadWebinar[] };
  readonly page: Json;
}

export interface Desk extends AsyncDisposable {
  readonly host: TestHost;
  /** `/organizers/{organizerKey}` of the administrator, who owns everything here. */
  readonly mine: string;
  /** A range that holds everything. */
  readonly range: string;
  create(changes?: Record<string, unknown>): Promise<{ webinarKey: string; recurrenceKey?: string }>;
  read(webinarKey: string): Promise<ReadWebinar>;
  list(query?: string): Promise<WebinarPage>;
  /** Makes a call that must answer 400, and returns its description. */
  refused(method: string, path: string, body?: unknown): Promise<string>;
}

/** A host with one webinar that has taken place (see `pastWebinar`). */
export async function openDesk(): Promise<Desk> {
  const host = await startHost({ webinars: (owner) => [pastWebinar(owner)] });
  const mine = `/organizers/${host.administrator.organizerKey}`;
  const range = "fromTime=2031-01-01T00%3A00%3A00Z&toTime=2032-12-31T00%3A00%3A00Z";
  const succeed = async <Body>(
    status: number,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Body> => {
    const reply = await host.call(method, path, { body });
    expect(reply.status, reply.text).toBe(status);
    return reply.body as Body;
  };
  return {
    host,
    mine,
    range,
    create: (changes) => succeed(201, "POST", `${mine}/webinars`, webinarBody(changes)),
    read: (webinarKey) => succeed(200, "GET", `${mine}/webinars/${webinarKey}`),
    list: (query = "") => succeed(200, "GET", `${mine}/webinars?${range}${query}`),
    async refused(method, path, body) {
      const reply = await host.call(method, path, { body });
      expect(reply.status, reply.text).toBe(400);
      const error = reply.body as { errorCode: string; description: string; incident: string };
      expect(error.errorCode).toBe("InvalidRequest");
      expect(reply.text).toContain(`"incident":${error.incident}`);
      return error.description;
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}
