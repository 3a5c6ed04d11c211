import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import {
  partText,
  readText,
  textOf,
  valueAt,
  withItem,
  withItemMoved,
  withoutItem,
  withPart,
  withValue,
} from "./document.ts";

const folder = new URL("../../../../../examples/", import.meta.url);
const commented = `# Every night.
flow: night
source: { endpoint: goto, entity: Attendee } # who was there
steps:
  # Only those who stayed.
  - filter: minutes > 30
  - map: { email: email, name: firstName }
`;

describe("a flow as text", () => {
  it("keeps comments through changes of the form", () => {
    const text = withValue(
      withValue(commented, ["steps", 1, "map", "name"], "lastName"),
      ["description"],
      "Nightly",
    );
    expect(text).toContain("# Every night.");
    expect(text).toContain("# who was there");
    expect(text).toContain("# Only those who stayed.");
    expect(text.indexOf("description")).toBeLessThan(text.indexOf("source"));
    expect(valueAt(readText(text).definition, ["steps", 1, "map"])).toEqual({
      email: "email",
      name: "lastName",
    });
  });

  it("adds, moves and removes steps", () => {
    const more = withItem(commented, ["steps"], 1, { filter: "email" });
    expect(valueAt(readText(more).definition, ["steps"])).toHaveLength(3);
    const moved = withItemMoved(more, ["steps"], 2, 0);
    expect(valueAt(readText(moved).definition, ["steps", 0, "map", "email"])).toBe("email");
    let none = moved;
    for (let left = 3; left > 0; left--) none = withoutItem(none, ["steps"], 0);
    expect(readText(none).definition).toEqual({
      flow: "night",
      source: { endpoint: "goto", entity: "Attendee" },
    });
    expect(
      valueAt(readText(withItem("flow: a\n", ["steps"], 0, { filter: "x" })).definition, ["steps"]),
    ).toEqual([{ filter: "x" }]);
  });

  it("takes away what is left empty", () => {
    const text = withValue("flow: a\n", ["source", "where", "status"], "accepted");
    expect(readText(withValue(text, ["source", "where", "status"], undefined)).definition).toEqual({
      flow: "a",
    });
  });

  it("says in which line it cannot be read", () => {
    expect(readText("flow: a\nsource: { endpoint: goto\nsteps: []\n").faults[0]?.line).toBeGreaterThan(1);
    expect(readText("- a\n- b\n").definition).toBeUndefined();
    expect(readText("").definition).toEqual({});
  });

  it("takes no digit from a long key", () => {
    expect(readText("where: { webinarKey: 8745612345678901234 }\nlimit: 5\n").definition).toEqual({
      where: { webinarKey: "8745612345678901234" },
      limit: 5,
    });
  });

  it("lets one step be written by itself", () => {
    expect(partText(commented, ["steps", 1])).toContain("name: firstName");
    const { text, faults } = withPart(commented, ["steps", 1], "send: { method: GET, path: /x }\n");
    expect(faults).toEqual([]);
    expect(valueAt(readText(text).definition, ["steps", 1])).toEqual({ send: { method: "GET", path: "/x" } });
    expect(withPart(commented, ["steps", 1], "send: {").faults).toHaveLength(1);
  });

  it("says the same in both directions, for all the ready-made ones", async () => {
    const files = (await readdir(folder)).filter((file) => file.endsWith(".yaml"));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const { definition, faults } = readText(await readFile(new URL(file, folder), "utf8"));
      expect(faults).toEqual([]);
      expect(
        readText(textOf({ ...definition, steps: definition?.steps ?? [], keep_days: 90 })).definition,
      ).toEqual(definition);
    }
  });
});
