import { expect, it } from "vitest";
import type { Endpoint, Settings } from "./endpoint.ts";
import { settingsOf, valuesOf } from "./form-values.ts";
import { httpFaultsOf } from "./http-checks.ts";
import { noField, noTable } from "./http-table-values.ts";

const endpoint = (settings: unknown): Endpoint => ({
  name: "crm",
  kind: (settings as Settings).kind,
  settings: settings as Settings,
  hasSecret: true,
  updatedAt: "2031-01-01T00:00:00Z",
});

it("settings that nobody touched come back as they were, what the form does not show included", () => {
  for (const settings of [
    ...[{ kind: "postgres", host: "db", port: 5433, database: "dw", user: "me", tls: "off", schema: "crm" }],
    ...[
      {
        kind: "mysql",
        host: "db",
        port: 3306,
        database: "dw",
        user: "me",
        tls: "verified",
        authority: "PEM",
      },
    ],
    {
      ...{ kind: "csv", folder: "in", delimiter: ";", quote: "'", encoding: "utf-8" },
      ...{ byteOrderMark: true, escapeFormulas: false },
      tables: { "a.csv": { fields: [{ name: "id", type: "long", key: true }] } },
    },
    {
      ...{ kind: "http", address: "https://api.example.com/v1", headers: { accept: "text/json" } },
      ...{ concurrency: 2, timeoutSeconds: 5 },
      auth: { kind: "header", name: "X-Key", prefix: "key " },
      idempotencyHeader: "Idempotency-Key",
      tables: {
        people: {
          fields: [
            { name: "id", type: "long", key: true, required: false },
            { name: "name", type: "text", key: false, required: true },
          ],
          read: {
            ...{ path: "/people", rows: "data", query: { active: "true" } },
            paging: { kind: "cursor", parameter: "after", member: "next", size: 50 },
            filters: { city: { equal: "city" }, seen: { from: "since", to: "until" } },
            changes: { field: "seen", parameter: "since" },
          },
          item: { path: "/people/{id}", member: "data" },
          insert: { method: "POST", path: "/people", wrap: "data", result: "" },
          upsert: { method: "PUT", path: "/people/{id}", result: "data" },
        },
        places: {
          fields: [],
          read: {
            ...{ path: "/places", rows: "", query: {}, filters: {} },
            paging: { kind: "page", parameter: "page", first: 0, sizeParameter: "limit", size: 20 },
          },
        },
      },
    },
    {
      ...{ kind: "http", address: "https://api.example.com/v1", headers: {}, concurrency: 4 },
      ...{ timeoutSeconds: 60, tables: {} },
      auth: {
        ...{ kind: "clientCredentials", tokenAddress: "https://id.example.com/token", clientId: "me" },
        ...{ scope: "read", audience: "crm", sentIn: "body" },
      },
    },
  ]) {
    const before = endpoint(settings);
    expect(settingsOf(valuesOf(before), before.settings)).toEqual(settings);
  }
});

it("a form says which header would carry a secret, what is there twice, and what is missing", () => {
  const table = { ...noTable, name: "people", path: "/people", paging: "cursor" as const };
  const field = { ...noField, name: "id" };
  const insert = { ...noTable.insert, method: "POST" as const };
  const values = {
    ...valuesOf(undefined),
    kind: "http" as const,
    headers: [
      { name: "X-Api-Key", value: "1" },
      { name: "accept", value: "a" },
    ],
    tables: [{ ...table, fields: [field, field], changesField: "seen", insert }],
  };
  const words = { needed: "needed", twice: "twice", secretHeader: "secret" };
  expect(httpFaultsOf(values, words)).toEqual({
    "headers.0.name": "secret",
    "tables.0.fields.1.name": "twice",
    "tables.0.parameter": "needed",
    "tables.0.member": "needed",
    "tables.0.changesParameter": "needed",
    "tables.0.insert.path": "needed",
  });
  expect(httpFaultsOf({ ...values, kind: "csv" }, words)).toEqual({});
});
