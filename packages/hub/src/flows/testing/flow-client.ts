/** For tests of flows: runs of a workshop's hub over its API, to their end. */
import { expect } from "vitest";
import type { Workshop } from "./bench.ts";

export interface RunAnswer {
  readonly id: string;
  readonly state: string;
  readonly counts: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: string; readonly message: string };
}

export interface FlowClient {
  /** Any call that is to succeed. */
  api(method: string, path: string, json?: unknown): Promise<unknown>;
  /** A call that is refused: its status and error. */
  refused(
    method: string,
    path: string,
    json?: unknown,
  ): Promise<{ status: number; error: { code: string; message: string; remedy: string } }>;
  /** Keeps the flow and runs it to its end. */
  run(definition: { readonly flow: string }): Promise<RunAnswer>;
  ended(run: RunAnswer): Promise<RunAnswer>;
  failedRows(
    flow: string,
  ): Promise<readonly { id: string; step: string; failure: Record<string, unknown> }[]>;
}

export function flowClient(workshop: () => Workshop): FlowClient {
  const client: FlowClient = {
    async api(method, path, json) {
      const { status, body } = await workshop().hub.request(method, `/api/v1${path}`, json);
      expect(status, JSON.stringify(body)).toBeLessThan(300);
      return body;
    },
    async refused(method, path, json) {
      const { status, body } = await workshop().hub.request(method, `/api/v1${path}`, json);
      expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
      return { status, ...(body as { error: { code: string; message: string; remedy: string } }) };
    },
    async run(definition) {
      await client.api("PUT", `/flows/${definition.flow}`, definition);
      return client.ended((await client.api("POST", `/flows/${definition.flow}/runs`)) as RunAnswer);
    },
    async ended(run) {
      let now = run;
      await expect
        .poll(
          async () => {
            now = (await client.api("GET", `/flow-runs/${run.id}`)) as RunAnswer;
            return now.state;
          },
          { timeout: 30_000 },
        )
        .not.toMatch(/waiting|running/);
      return now;
    },
    async failedRows(flow) {
      const { rows } = (await client.api("GET", `/flows/${flow}/failed-rows`)) as {
        rows: { id: string; step: string; failure: Record<string, unknown> }[];
      };
      return rows;
    },
  };
  return client;
}
