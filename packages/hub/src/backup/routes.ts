/** The REST routes of backup and restore. No rules (`service.ts`). */
import { Readable } from "node:stream";
import { z } from "zod";
import { actorOf } from "../access/index.ts";
import { notOne } from "../platform/database/backup/format.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import type { BackupService } from "./service.ts";

const gzip = "application/gzip";
const tags = ["backup"];

const RestoreAnswer = z.object({
  madeAt: z.string().describe("When the backup was taken"),
  tables: z.number(),
  rows: z.number(),
  keyId: z.string().describe("The key that sealed the secrets in it"),
  keyIsHere: z.boolean().describe("Whether this hub has that key; without it no connection works"),
  remarks: z.array(z.string()),
});

export function registerBackupRoutes(http: Http, service: BackupService): void {
  http.addContentTypeParser(gzip, { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, body, done) => {
    done(null, body);
  });
  http.get(
    "/backup",
    {
      config: { permission: "backup:take" },
      schema: {
        tags,
        summary: "A backup of all that the hub keeps, as it is at one moment",
        description:
          "Gzipped lines of JSON. It is made whole first, then sent. It holds personal data, and secrets only sealed; the key is not in it.",
        response: { 200: { description: "The backup", content: { [gzip]: { schema: z.string() } } } },
      },
    },
    async (request, reply) => {
      const backup = await service.take(actorOf(request));
      return reply.type(gzip).send(backup as never);
    },
  );
  http.post(
    "/restore",
    {
      config: { permission: "backup:restore", streamedBody: { [gzip]: { type: "string" } } },
      schema: {
        tags,
        summary: "Restore a backup: all of it or nothing",
        description: `The body is the backup (${gzip}). A hub that serves refuses: \`rostrum restore\` does it when the hub is stopped.`,
        querystring: z.object({
          replace: z.stringbool().default(false).describe("Throw away what is in the database"),
        }),
        response: { 200: RestoreAnswer, 400: ErrorAnswer, 409: ErrorAnswer, 503: ErrorAnswer },
      },
    },
    async (request) => {
      const body: unknown = request.body;
      if (!(body instanceof Readable)) throw notOne();
      const { remarks, ...restored } = await service.restore(body, request.query.replace, actorOf(request));
      return { ...restored, remarks: [...remarks] };
    },
  );
}
