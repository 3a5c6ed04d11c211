/**
 * The route by which a form asks what a table of an API looks like, with settings that are still being typed: nothing is
 * kept of them. A secret that is kept goes only where it was given for.
 */
import { z } from "zod";
import { type Audit, actorOf } from "../../access/index.ts";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import type { Http } from "../../platform/http/types.ts";
import { HttpOptions } from "../http/options.ts";
import type { EndpointRegistry } from "./registry.ts";

const SampleAnswer = z.object({
  address: z.string().describe("What was called, with GET"),
  rows: z.number().int().describe("Rows in the first page"),
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.string().describe("The narrowest type that all values of the page have"),
      examples: z.array(z.string()),
    }),
  ),
  lists: z.array(z.string()).describe('Where the answer has lists, e.g. "data.items"'),
  singles: z.array(z.string()).describe('Where the answer has single values, e.g. "meta.cursor"'),
});

export function registerSampleRoute(http: Http, registry: EndpointRegistry, audit: Audit): void {
  http.post(
    "/endpoints/:name/tables/:table/sample",
    {
      config: { permission: "endpoints:write" },
      schema: {
        tags: ["endpoints"],
        summary:
          "Read the first page of a table of a REST API by settings that are not kept, and suggest its fields",
        params: z.object({ name: z.string(), table: z.string() }),
        body: z.strictObject({ settings: HttpOptions, secret: z.string().min(1).optional() }),
        response: { 200: SampleAnswer, 400: ErrorAnswer, 502: ErrorAnswer, 503: ErrorAnswer },
      },
    },
    async (request) => {
      const { name, table } = request.params;
      const { settings, secret } = request.body;
      audit.nothingChanged(actorOf(request));
      const { fields, lists, singles, ...sample } = await registry.sample(name, table, settings, secret);
      return {
        ...sample,
        fields: fields.map((field) => ({ ...field, examples: [...field.examples] })),
        lists: [...lists],
        singles: [...singles],
      };
    },
  );
}
