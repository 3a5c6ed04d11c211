/** The way to an app in this very process: Fastify's inject, streaming both ways. No port is opened. */
import type { App } from "../app.ts";
import type { ApiWay } from "./api.ts";

type InjectMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export function insideWay(app: Pick<App, "http" | "close">): ApiWay {
  return {
    where: "this process",
    async send({ method, url, headers, body, signal }) {
      signal?.throwIfAborted();
      const answer = await app.http.inject({
        method: method as InjectMethod,
        url,
        headers,
        payloadAsStream: true,
        ...(body === undefined ? {} : { payload: body }),
      });
      const stream = answer.stream();
      // Inject has no connection that could break: when the reader leaves, the route must be told.
      const response = answer.raw.res;
      const leave = () =>
        stream.destroy(signal?.reason instanceof Error ? signal.reason : new Error("given up"));
      signal?.addEventListener("abort", leave, { once: true });
      stream.once("close", () => {
        signal?.removeEventListener("abort", leave);
        if (!stream.readableEnded) response.destroy();
      });
      return { status: answer.statusCode, headers: answer.headers as Record<string, string>, body: stream };
    },
    close: () => app.close(),
  };
}
