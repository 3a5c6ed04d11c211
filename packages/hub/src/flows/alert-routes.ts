/** The route of what went wrong with a flow, and what people were told of it. */
import { z } from "zod";
import { AlertsAnswer, AlertsQuery, answerOfAlerts } from "../alerts/index.ts";
import type { Database } from "../platform/database/database.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import type { Flows } from "./flows.ts";

export function registerFlowAlertRoutes(http: Http, flows: Flows, database: Database): void {
  http.get(
    "/flows/:name/alerts",
    {
      config: { permission: "flows:read" },
      schema: {
        tags: ["flows"],
        summary: "How a flow fares: what went wrong, and the messages about it, latest first",
        params: z.object({ name: z.string() }),
        querystring: AlertsQuery,
        response: { 200: AlertsAnswer, 404: ErrorAnswer },
      },
    },
    async (request) => {
      const { name } = await flows.named(request.params.name);
      return answerOfAlerts(database, { flow: name }, request.query.limit);
    },
  );
}
