/** How long requests take, by route and never by address: addresses hold names and keys, and there is no end of them. */
import type { Http } from "../http/types.ts";
import type { Metrics } from "./metrics.ts";

/** To be called before the first route. */
export function measureRequests(http: Http, metrics: Metrics): void {
  const durations = metrics.durations({
    name: "rostrum_http_request_seconds",
    help: "Time from the first byte of a request to the last of its answer, in this process",
    labels: ["method", "route", "status"],
    upTo: [0.005, 0.025, 0.1, 0.5, 1, 5, 30, 300],
  });
  http.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    // Anybody may send a method of their own making; those that no route has are one.
    const method = route === "unknown" ? "any" : request.method;
    durations.add({ method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
}
