import { describe, expect, it } from "vitest";
import { permissionNames, permissionsOf, permissionsOfKey, roleNames } from "./permissions.ts";

describe("roles", () => {
  it("let an administrator do everything", () => {
    expect([...permissionsOf("administrator")]).toEqual(permissionNames);
  });

  it("let a viewer change nothing", () => {
    for (const permission of permissionsOf("viewer")) expect(permission).toMatch(/:read$/);
  });

  it("keep people and the audit log from operators", () => {
    const operator = permissionsOf("operator");
    for (const permission of ["people:write", "audit:read", "keys:all"] as const) {
      expect(operator.has(permission)).toBe(false);
    }
    expect(operator.has("entities:write")).toBe(true);
  });

  it("grow from one to the next", () => {
    const [administrator, operator, viewer] = roleNames.map(permissionsOf);
    expect(viewer?.isSubsetOf(operator ?? new Set())).toBe(true);
    expect(operator?.isSubsetOf(administrator ?? new Set())).toBe(true);
  });
});

describe("an API key", () => {
  it("may do what its scopes say", () => {
    expect([...permissionsOfKey(["entities:read"], undefined)]).toEqual(["entities:read"]);
  });

  it("may do no more than its owner, whose role may have become smaller", () => {
    const scopes = ["entities:read", "entities:write", "people:write"];
    expect([...permissionsOfKey(scopes, "administrator")].toSorted()).toEqual(scopes);
    expect([...permissionsOfKey(scopes, "viewer")]).toEqual(["entities:read"]);
  });

  it("gets nothing from a scope that is not known", () => {
    expect(permissionsOfKey(["horses:write"], undefined).size).toBe(0);
  });
});
