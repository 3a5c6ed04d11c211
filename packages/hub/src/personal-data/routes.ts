/** The REST routes of personal data. The address comes in the body and not in the path: paths stand in the logs of proxies. */
import { z } from "zod";
import { actorOf } from "../access/index.ts";
import { ErrorAnswer } from "../platform/http/errors.ts";
import type { Http } from "../platform/http/types.ts";
import type { PersonalDataService } from "./service.ts";

const tags = ["personal data"];
const Wish = z.object({
  email: z.email().max(320).describe("Whose data; capital letters make no difference"),
});
const atGoTo = z.array(z.string()).describe("What to do at GoTo, line by line");
const mark = z.string().describe("Stands in the audit log in place of the address");

export function registerPersonalDataRoutes(http: Http, service: PersonalDataService): void {
  http.post(
    "/personal-data/find",
    {
      config: { permission: "personal-data:read" },
      schema: {
        tags,
        summary: "Everything that this hub knows of an e-mail address, as an export",
        body: Wish,
        response: {
          200: z.object({
            records: z.array(
              z.object({
                kind: z.string(),
                what: z.string(),
                where: z.string(),
                data: z.unknown().describe("All that is kept there of them; no secrets"),
              }),
            ),
            notSearched: z.array(z.string()).describe("What could not be looked into"),
            atGoTo,
            mark,
          }),
          400: ErrorAnswer,
        },
      },
    },
    async (request) => {
      const { records, notSearched, ...found } = await service.find(request.body.email, actorOf(request));
      return { ...found, records: [...records], notSearched: [...notSearched], atGoTo: [...found.atGoTo] };
    },
  );
  http.post(
    "/personal-data/erase",
    {
      config: { permission: "personal-data:erase" },
      schema: {
        tags,
        summary: "Erase what this hub knows of an e-mail address",
        description:
          "Rows about them are removed; in the audit log and in the history of flows they are replaced by [erased]. What somebody set up with their address is left, with what to do.",
        body: Wish,
        response: {
          200: z.object({
            erased: z.array(z.object({ kind: z.string(), records: z.number() })),
            left: z
              .array(
                z.object({
                  kind: z.string(),
                  what: z.string(),
                  where: z.string(),
                  why: z.string(),
                  remedy: z.string(),
                }),
              )
              .describe("What is still there, and what to do about it"),
            atGoTo,
            mark,
          }),
          400: ErrorAnswer,
        },
      },
    },
    async (request) => {
      const { erased, left, ...done } = await service.erase(request.body.email, actorOf(request));
      return { ...done, erased: [...erased], left: [...left], atGoTo: [...done.atGoTo] };
    },
  );
}
