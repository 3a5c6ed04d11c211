import { AuthorizationDeadError, ServerError } from "@rostrum/goto";
import { describe, expect, it } from "vitest";
import { translateGoToError } from "./goto-errors.ts";

describe("our words for GoTo's errors", () => {
  it("name the connection whose consent has ended", () => {
    expect(
      translateGoToError(new AuthorizationDeadError("token is gone", { reason: "refused" }), "acme")?.remedy,
    ).toBe("Authorize it again: rostrum connections authorize acme");
  });

  it("warn of a change that may have happened after a write only", () => {
    const meaningOf = (operation: string) =>
      translateGoToError(new ServerError("503", { operation }))?.meaning;
    expect(meaningOf("createWebinar")).toContain("A change may have happened");
    expect(meaningOf("getWebinars")).not.toContain("change");
  });
});
