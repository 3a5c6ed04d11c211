/** Calls out to callbacks: the port, and its implementation with undici. */

import { Agent, request } from "undici";

export interface Outgoing {
  /** Resolves with the status; rejects when no answer came within `timeout` milliseconds. Redirects are not followed. */
  call(method: "GET" | "POST", url: string, options: OutgoingOptions): Promise<number>;
  /** Cuts what is under way. */
  close(): Promise<void>;
}

interface OutgoingOptions {
  readonly timeout: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function outgoingCalls(): Outgoing {
  const agent = new Agent({ keepAliveTimeout: 2000 });
  return {
    async call(method, url, { timeout, headers = {}, body }) {
      const response = await request(url, {
        method,
        dispatcher: agent,
        headers,
        ...(body !== undefined && { body }),
        signal: AbortSignal.timeout(timeout),
      });
      await response.body.dump();
      return response.statusCode;
    },
    close: () => agent.destroy(),
  };
}
