import { expect, it } from "vitest";
import type { Endpoint, Settings } from "./endpoint.ts";
import { settingsOf, valuesOf } from "./form-values.ts";

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
      ...{
        kind: "http",
        address: "https://api.example.com/v1",
        headers: { accept: "text/json" },
        concurrency: 2,
      },
      auth: { kind: "header", name: "X-Key", prefix: "key " },
      idempotencyHeader: "Idempotency-Key",
      tables: {
        people: {
          fields: [
            { name: "id", type: "long", key: true },
            { name: "name", type: "text", key: false },
          ],
          read: {
            ...{ path: "/people", rows: "data", query: { active: "true" } },
            paging: { kind: "cursor", parameter: "after", member: "next", size: 50 },
          },
          item: { path: "/people/{id}", member: "" },
          insert: { method: "POST", path: "/people", wrap: "data", result: "" },
        },
      },
    },
  ]) {
    const before = endpoint(settings);
    expect(settingsOf(valuesOf(before), before.settings)).toEqual(settings);
  }
});

it("a table that was renamed keeps what the form does not show; one that was taken away is gone", () => {
  const people = { read: { path: "/people", query: { active: "true" } }, item: { path: "/people/{id}" } };
  const before = endpoint({
    ...{ kind: "http", address: "https://api.example.com", auth: { kind: "none" } },
    tables: { people },
  });
  const values = valuesOf(before);
  const renamed = { ...values, tables: values.tables.map((table) => ({ ...table, name: "persons" })) };
  expect(settingsOf(renamed, before.settings)).toMatchObject({ tables: { persons: people } });
  expect(settingsOf({ ...values, tables: [] }, before.settings)).toMatchObject({ tables: {} });
});
