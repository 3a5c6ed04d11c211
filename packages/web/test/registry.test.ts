/** What the pages say about the hub's registry, held against the registry itself. No browser. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCondition } from "../../hub/src/entities/query/parse-condition.ts";
import { entities, entityNamed } from "../../hub/src/entities/registry/registry.ts";
import { readCondition, writeCondition } from "../src/entities/condition.ts";
import { relationsOf } from "../src/entities/entity.ts";
import { aboutInSpanish, entitiesInEnglish, entitiesInSpanish } from "../src/entities/entity-names.ts";
import { fieldsInSpanish, spaced } from "../src/entities/field-names.ts";
import { meaningsInSpanish } from "../src/entities/meanings.ts";

describe("names for people", () => {
  const names = entities.map(({ name }) => name);
  it("are there for every entity in both languages", () => {
    for (const texts of [entitiesInEnglish, entitiesInSpanish, aboutInSpanish]) {
      expect(Object.keys(texts).toSorted()).toEqual(names.toSorted());
    }
  });

  it("are there for every field", () => {
    const fields = new Set(entities.flatMap((entity) => Object.keys(entity.fields)));
    expect([...fields].filter((name) => fieldsInSpanish[name] === undefined)).toEqual([]);
    expect(["attendanceTimeInSeconds", "webinarID", "joinUrl", "times"].map(spaced)).toEqual([
      "Attendance time in seconds",
      "Webinar ID",
      "Join URL",
      "Times",
    ]);
  });

  it("say in Spanish too what each field means and a period selects", () => {
    const said = entities.flatMap(({ fields, range }) => [
      ...Object.values(fields).flatMap(({ description, unit }) => [description, unit]),
      range?.meaning,
    ]);
    const missing = said.filter((text) => text !== undefined && meaningsInSpanish[text] === undefined);
    expect(missing).toEqual([]);
    expect(Object.keys(meaningsInSpanish).filter((text) => !said.includes(text))).toEqual([]);
  });
});

describe("a condition", () => {
  const registrant = entityNamed("Registrant");
  const value = fc.string({ minLength: 1 }).filter((text) => text.trim() !== "");

  it("made by form is read by the hub as it was meant", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("=" as const, "!=" as const),
        fc.array(value, { minLength: 1 }),
        (operator, values) => {
          const text = writeCondition({ field: "firstName", operator, values });
          expect(parseCondition(text, registrant, 0)).toMatchObject({ operator, operands: values });
        },
      ),
    );
    fc.assert(
      fc.property(value, (text) => {
        const written = writeCondition({ field: "email", operator: "~", values: [text] });
        expect(parseCondition(written, registrant, 0).operands).toEqual([text.toLowerCase()]);
      }),
    );
  });

  it("is read back into the form as it was", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const condition = { field: "Webinar.subject", operator: "=" as const, values };
        expect(readCondition(writeCondition(condition))).toEqual(condition);
      }),
    );
    expect(readCondition("organization=")).toEqual({ field: "organization", operator: "absent", values: [] });
    expect(readCondition("registrationDate>=-7d")?.values).toEqual(["-7d"]);
    expect(readCondition("nothing at all")).toBeUndefined();
  });
});

describe("what belongs to a row", () => {
  const related = (name: string) => {
    const summaries = entities.map(({ name, keys, parent, description, product }) => ({
      ...{ name, description, product, keys: [...keys], operations: [] },
      ...(parent === undefined ? {} : { parent: parent.entity }),
    }));
    return relationsOf(entityNamed(name) as never, summaries).map(({ name }) => name);
  };

  it("is what GoTo keeps under it, and what carries its keys", () => {
    expect(related("Webinar")).toEqual(
      expect.arrayContaining(["Registrant", "Session", "Panelist", "Recording", "Attendee", "SessionPoll"]),
    );
    expect(related("Webinar")[0]).toBe("Registrant");
    expect(related("Registrant")).toEqual(expect.arrayContaining(["Attendee", "AttendeePollAnswer"]));
    expect(related("SessionPoll")).toEqual([]);
  });
});
