import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Faults, withExtraFields } from "./fault.ts";

describe("ordered faults", () => {
  test("hit so many calls of their operation, and are gone then", () => {
    const faults = new Faults(() => 0);
    faults.add({ kind: "status", status: 503, operation: "getWebinars", times: 2 });
    expect(faults.next("getWebinar")).toBeUndefined();
    expect(faults.next("getWebinars")?.status).toBe(503);
    expect(faults.next("getWebinars")?.status).toBe(503);
    expect(faults.next("getWebinars")).toBeUndefined();
    expect(faults.list).toEqual([]);
  });

  test("hit each n-th call, or by chance", () => {
    const faults = new Faults(() => 0.3);
    faults.add({ kind: "killToken", operation: "*", every: 3 });
    expect([1, 2, 3, 4, 5, 6].map(() => faults.next("a")?.kind)).toEqual([
      undefined,
      undefined,
      "killToken",
      undefined,
      undefined,
      "killToken",
    ]);
    faults.clear();
    faults.add({ kind: "reset", operation: "*", chance: 0.3 });
    expect(faults.next("a")).toBeUndefined();
    faults.add({ kind: "reset", operation: "*", chance: 0.31 });
    expect(faults.next("a")?.kind).toBe("reset");
  });

  test("on every operation leave the token server alone unless it is named", () => {
    const faults = new Faults(() => 0);
    faults.add({ kind: "reset", operation: "*" });
    expect(faults.next("token")).toBeUndefined();
    faults.add({ kind: "reset", operation: "token" });
    expect(faults.next("token")).toBeDefined();
  });

  test("are tried in order: the first whose turn it is hits", () => {
    const faults = new Faults(() => 0);
    const first = faults.add({ kind: "status", operation: "*", every: 2 });
    const second = faults.add({ kind: "html", operation: "*" });
    expect([faults.next("a"), faults.next("a"), faults.next("a")].map((fault) => fault?.id)).toEqual([
      second.id,
      first.id,
      second.id,
    ]);
    expect(faults.remove(second.id)).toBe(true);
    expect(faults.remove(second.id)).toBe(false);
  });
});

test("extra fields come into every object of any JSON and change nothing else", () => {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== "object" || value === null) return value;
    expect(value).toHaveProperty("addedByTheSandbox");
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => name !== "addedByTheSandbox")
        .map(([name, inner]) => [name, strip(inner)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
      const json = JSON.stringify(value, null, indent);
      expect(strip(JSON.parse(withExtraFields(json)))).toEqual(JSON.parse(json));
    }),
  );
});
