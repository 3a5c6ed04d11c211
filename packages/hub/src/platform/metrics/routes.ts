/**
 * GET /metrics, for Prometheus and what reads its format. Behind the guard as all that tells something of the inside:
 * a collector sends an API key with the one scope metrics:read. NOT below /api/v1: collectors look for it here.
 */
import { z } from "zod";
import type { Http } from "../http/types.ts";
import type { Metrics } from "./metrics.ts";

export function registerMetricsRoute(http: Http, metrics: Metrics): void {
  http.get(
    "/metrics",
    {
      config: { permission: "metrics:read" },
      schema: {
        tags: ["checks"],
        summary: "Figures for monitoring, in Prometheus's text format",
        response: {
          200: { description: "The figures of now", content: { "text/plain": { schema: z.string() } } },
        },
      },
    },
    async (_request, reply) => {
      const { contentType, text } = await metrics.text();
      return reply.type(contentType).send(text);
    },
  );
}
