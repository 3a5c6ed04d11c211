/** Routes of lookup tables: /api/v1/lookup-tables. */
import { z } from "zod";
import { actorOf } from "../../access/index.ts";
import { ErrorAnswer } from "../../platform/http/errors.ts";
import type { Http } from "../../platform/http/types.ts";
import type { LookupTables } from "./lookup-tables.ts";

const tags = ["lookup tables"];
const params = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, "small letters, digits, dots, hyphens"),
});
const Entries = z.record(z.string().max(1_000), z.string().max(10_000));
const ListedTable = z.object({
  name: z.string(),
  description: z.string().optional(),
  size: z.number().int().describe("How many values it has"),
  updatedAt: z.string(),
});
const TableAnswer = z.object({ name: z.string(), entries: Entries.describe("What stands for each value") });
const errors = { 400: ErrorAnswer, 404: ErrorAnswer };

export function registerLookupTableRoutes(http: Http, tables: LookupTables): void {
  http.get(
    "/lookup-tables",
    {
      config: { permission: "flows:read" },
      schema: {
        tags,
        summary: "All lookup tables",
        response: { 200: z.object({ lookupTables: z.array(ListedTable) }) },
      },
    },
    async () => ({
      lookupTables: (await tables.all()).map(({ name, description, size, updatedAt }) => ({
        name,
        size,
        updatedAt: updatedAt.toISOString(),
        ...(description === undefined ? {} : { description }),
      })),
    }),
  );
  http.get(
    "/lookup-tables/:name",
    {
      config: { permission: "flows:read" },
      schema: { tags, summary: "One lookup table", params, response: { 200: TableAnswer, ...errors } },
    },
    async (request) => one(request.params.name),
  );
  http.put(
    "/lookup-tables/:name",
    {
      config: { permission: "flows:write" },
      schema: {
        tags,
        summary: "Make a lookup table, or give it these values instead of all that it had",
        params,
        body: z.strictObject({ entries: Entries, description: z.string().max(500).optional() }),
        response: { 200: TableAnswer, ...errors },
      },
    },
    async (request) => {
      const { entries, description } = request.body;
      await tables.put(request.params.name, entries, description, actorOf(request));
      return one(request.params.name);
    },
  );
  http.patch(
    "/lookup-tables/:name",
    {
      config: { permission: "flows:write" },
      schema: {
        tags,
        summary: "Set and take out single values",
        params,
        body: z.strictObject({ set: Entries.default({}), unset: z.array(z.string()).default([]) }),
        response: { 200: TableAnswer, ...errors },
      },
    },
    async (request) => {
      const { set, unset } = request.body;
      await tables.change(request.params.name, set, unset, actorOf(request));
      return one(request.params.name);
    },
  );
  http.delete(
    "/lookup-tables/:name",
    {
      config: { permission: "flows:write" },
      schema: { tags, summary: "Remove a lookup table", params, response: { 204: z.null(), ...errors } },
    },
    async (request, reply) => {
      await tables.remove(request.params.name, actorOf(request));
      return reply.code(204).send(null);
    },
  );

  async function one(name: string) {
    return { name, entries: Object.fromEntries(await tables.entries(name)) };
  }
}
