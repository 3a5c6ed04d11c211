/** The routes by which people bring files to an endpoint's folder and take them along. NOT rows: those go by flows. */
import { Readable } from "node:stream";
import { z } from "zod";
import { type Audit, actorOf } from "../../access/index.ts";
import { HubError } from "../../platform/errors.ts";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import type { Http } from "../../platform/http/types.ts";
import type { Endpoint, FileExchange } from "../endpoint.ts";
import type { EndpointRegistry } from "./registry.ts";

const octets = "application/octet-stream";
const tags = ["endpoints"];
const params = z.object({
  name: z.string(),
  file: z.string().describe('Below the endpoint\'s folder: "people.csv", "2031/people.csv"'),
});
const errors = { 400: ErrorAnswer, 404: ErrorAnswer, 503: ErrorAnswer };

export function registerFileRoutes(http: Http, registry: EndpointRegistry, audit: Audit): void {
  http.addContentTypeParser(octets, { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, body, done) => {
    done(null, body);
  });

  async function withFiles<Result>(
    name: string,
    work: (files: FileExchange) => Promise<Result>,
  ): Promise<Result> {
    const endpoint = await registry.open(name);
    try {
      return await work(filesOf(name, endpoint));
    } finally {
      await endpoint.close();
    }
  }

  http.get(
    "/endpoints/:name/files/:file",
    {
      config: { permission: "files:read" },
      schema: {
        tags,
        summary: "Download a file of an endpoint",
        params,
        response: {
          200: { description: "The file", content: { [octets]: { schema: z.string() } } },
          ...errors,
        },
      },
    },
    async (request, reply) => {
      const { name, file } = request.params;
      const { bytes, content } = await withFiles(name, (files) => files.open(file));
      const plainName = encodeURIComponent(file.split("/").at(-1) ?? "");
      return reply
        .type(octets)
        .header("content-length", bytes)
        .header("content-disposition", `attachment; filename*=UTF-8''${plainName}`)
        .send(content as never);
    },
  );

  http.put(
    "/endpoints/:name/files/:file",
    {
      config: { permission: "files:write", streamedBody: { [octets]: { type: "string" } } },
      schema: {
        tags,
        summary: "Upload a file to the folder of an endpoint",
        description:
          "The body is the file, of 1 GB at most. It appears in one step, when all of it is there.",
        params,
        querystring: z.object({
          replace: z.stringbool().default(false).describe("Take the place of a file of this name"),
        }),
        response: {
          200: z.object({ file: z.string(), bytes: z.number().int(), replaced: z.boolean() }),
          409: ErrorAnswer,
          ...errors,
        },
      },
    },
    async (request) => {
      const { name, file } = request.params;
      const body: unknown = request.body;
      if (!(body instanceof Readable)) throw noFile();
      const put = await withFiles(name, (files) => files.put(file, body, request.query.replace));
      const entry = { action: "file.upload", kind: "file", id: `${name}/${file}`, after: put };
      await audit.recordAlone(actorOf(request), entry);
      return { file, ...put };
    },
  );
}

function filesOf(name: string, endpoint: Endpoint): FileExchange {
  if (endpoint.files !== undefined) return endpoint.files;
  throw new HubError({
    kind: "usage",
    code: "endpoint.no-files",
    message: `The endpoint "${name}" has no files.`,
    meaning: "Files are brought to endpoints of CSV, ndjson, Excel and Parquet. Nothing was read or written.",
    remedy: "Choose one of these.",
  });
}

function noFile(): HubError {
  return new HubError({
    kind: "usage",
    code: "endpoint.no-file",
    message: `The request carries no file: its body is to be ${octets}.`,
    meaning: "Nothing was written.",
    remedy: "Send the file as the body of the request.",
  });
}
