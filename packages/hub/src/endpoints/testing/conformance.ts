/**
 * What every endpoint promises (../endpoint.ts), as sentences. An implementation hands in a harness that makes it on
 * real parts; where a table does not do an operation, its promise is to say so, and that is tested instead.
 */
import { afterEach, describe, expect, it } from "vitest";
import { HubError } from "../../platform/errors.ts";
import { describeReading } from "./conformance-reading.ts";
import { describeWriting } from "./conformance-writing.ts";
import type { Harness, Open, OpenHarness } from "./harness.ts";
import { people, peopleFields } from "./people.ts";

export function describeEndpoint(name: string, harness: Harness): void {
  const opened: OpenHarness[] = [];
  const open: Open = async (rows) => {
    const one = await harness.open(rows);
    opened.push(one);
    return one;
  };
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  describe(`${name} tells what it is`, () => {
    it("says that it works", async () => {
      const { endpoint } = await open(people(3));
      const result = await endpoint.test();
      expect(result.message).toMatch(/\.$/);
      expect(result.works).toBe(true);
    });

    it("says in words what is wrong and what to do, and never its secret", async () => {
      const secret = "planted-secret-4711";
      const endpoint = await harness.openBroken(secret);
      const result = await endpoint.test();
      expect(result.works).toBe(false);
      expect(result.message).not.toBe("");
      expect(result.remedy).toMatch(/\w+/);
      expect(JSON.stringify(result)).not.toContain(secret);
      const thrown = await endpoint.tables().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (thrown instanceof HubError) expect(JSON.stringify(thrown) + thrown.message).not.toContain(secret);
      await endpoint.close();
    });

    it("lists and describes its tables", async () => {
      const { endpoint, table } = await open(people(30));
      expect(await endpoint.tables()).toContain(table);
      const described = await endpoint.describe(table);
      const found = new Map(described.fields.map((field) => [field.name, field]));
      for (const field of peopleFields) {
        expect(found.get(field.name)).toMatchObject({ name: field.name, type: field.type, key: field.key });
      }
      expect(described.keys[0]).toEqual(["id"]);
    });

    it("names the tables that there are when one is not", async () => {
      const { endpoint, table } = await open(people(1));
      const error = await endpoint.describe(`${table}x`).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(HubError);
      expect(error).toMatchObject({ code: "endpoint.unknown-table" });
      expect((error as HubError).remedy).toContain(table);
    });
  });

  describeReading(name, open);
  describeWriting(name, harness, open);
}
