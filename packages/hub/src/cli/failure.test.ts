import { describe, expect, it } from "vitest";
import { HubError } from "../platform/errors.ts";
import { ApiError } from "./api.ts";
import { UsageError } from "./command.ts";
import { failureOf } from "./failure.ts";

const answer = { code: "x", message: "What happened.", meaning: "What it means.", remedy: "What to do." };

describe("how a failure is told", () => {
  it.each([
    [400, 2],
    [404, 2],
    [401, 3],
    [409, 3],
    [422, 3],
    [424, 3],
    [500, 3],
    [502, 3],
  ])("an answer with status %i ends with %i", (status, code) => {
    expect(failureOf(new ApiError(status, answer))).toEqual({
      exitCode: code,
      lines: ["rostrum: What happened.", "  What it means.", "  What to do."],
    });
  });

  it("wrong usage ends with 2", () => {
    expect(failureOf(new UsageError("Wrong.", "Right."))).toEqual({
      exitCode: 2,
      lines: ["rostrum: Wrong.", "  Right."],
    });
  });

  it("an error of ours in this process is told as the API would tell it", () => {
    expect(failureOf(new HubError({ kind: "unavailable", ...answer }))).toMatchObject({ exitCode: 3 });
    expect(failureOf(new HubError({ kind: "usage", ...answer }))).toMatchObject({ exitCode: 2 });
  });

  it("a missing file is named", () => {
    const error = Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT", path: "rows.csv" });
    expect(failureOf(error).lines).toEqual(["rostrum: There is no file rows.csv."]);
  });

  it("a fault shows no stack", () => {
    const { lines, exitCode } = failureOf(new TypeError("x is not a function"));
    expect(exitCode).toBe(3);
    expect(lines.join("\n")).toContain("x is not a function");
    expect(lines.join("\n")).not.toContain("at ");
  });

  it("Ctrl-C is no failure of anything", () => {
    expect(failureOf(new DOMException("aborted", "AbortError"))).toEqual({
      exitCode: 130,
      lines: ["rostrum: Stopped."],
    });
  });

  it("control characters in an error cannot steer the terminal", () => {
    const { lines } = failureOf(new ApiError(502, { ...answer, message: "a\u001b[2Jb" }));
    expect(lines[0]).toBe("rostrum: a [2Jb");
  });
});
