/** Routes by which editors show what an expression comes to while it is written. */
import { z } from "zod";
import { actorOf } from "../access/index.ts";
import { HubError } from "../platform/errors.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import { readDefinition } from "./definition.ts";
import type { FlowRouteDeps } from "./routes.ts";
import { ScopesAnswer, scopesAfter, Trial, TrialAnswer, tryOut } from "./trial.ts";

const tags = ["flows"];

export function registerTrialRoutes(
  http: Http,
  { endpoints, lookupTable, audit }: Pick<FlowRouteDeps, "endpoints" | "lookupTable" | "audit">,
): void {
  http.post(
    "/flows/preview/scopes",
    {
      config: { permission: "flows:run" },
      schema: {
        tags,
        summary:
          "What the first rows look like after the steps of a flow, which may end anywhere; nothing is written",
        body: z.strictObject({
          flow: z.record(z.string(), z.unknown()).describe("Its source, and the steps so far"),
          rows: z.number().int().min(1).max(20).default(3),
        }),
        response: {
          200: ScopesAnswer,
          400: ErrorAnswer,
          404: ErrorAnswer,
          422: ErrorAnswer,
          502: ErrorAnswer,
          503: ErrorAnswer,
        },
      },
    },
    async (request) => {
      const { flow, rows } = request.body;
      audit.nothingChanged(actorOf(request));
      const definition = readDefinition({ flow: "preview", ...flow });
      if (definition.agent !== undefined) throw elsewhere(definition.agent);
      return scopesAfter(definition, rows, { endpoints, lookupTable });
    },
  );
  http.post(
    "/flows/preview/expressions",
    {
      config: { permission: "flows:run" },
      schema: {
        tags,
        summary: "What expressions come to on given rows; nothing is read but lookup tables",
        body: Trial,
        response: { 200: TrialAnswer, 400: ErrorAnswer },
      },
    },
    async (request) => {
      audit.nothingChanged(actorOf(request));
      return tryOut(request.body.expressions, request.body.scopes, { lookupTable });
    },
  );
}

function elsewhere(agent: string): HubError {
  return new HubError({
    kind: "usage",
    code: "flow.at-agent",
    message: `This flow runs at the agent "${agent}", whose systems the hub cannot reach.`,
    meaning: "Single expressions cannot be tried here.",
    remedy: "Preview the whole flow: that is done at the agent.",
  });
}
