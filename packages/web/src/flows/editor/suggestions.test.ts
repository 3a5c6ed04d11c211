import { describe, expect, it } from "vitest";
import { likeness, quoted, suggest } from "./suggestions.ts";

const named = (...names: string[]) => names.map((name) => ({ name, expression: quoted(name) }));
const pairs = (targets: string[], sources: string[]) =>
  Object.fromEntries(
    suggest(targets, named(...sources)).map(({ target, expression }) => [target, expression]),
  );

describe("suggestions for a mapping", () => {
  it("find the same name in another style", () => {
    expect(pairs(["session_key", "registrant_key"], ["sessionKey", "registrantKey", "webinarKey"])).toEqual({
      session_key: "sessionKey",
      registrant_key: "registrantKey",
    });
  });

  it("find what words mean, in English and Spanish", () => {
    expect(
      pairs(
        ["firstName", "lastName", "email", "organization", "phone", "country"],
        ["Apellidos", "Nombre", "E-Mail", "Empresa", "Teléfono", "País"],
      ),
    ).toEqual({
      firstName: "Nombre",
      lastName: "Apellidos",
      email: "`E-Mail`",
      organization: "Empresa",
      phone: "`Teléfono`",
      country: "`País`",
    });
    expect(pairs(["subject", "startTime", "endTime", "timeZone"], ["Title", "Start", "End", "Zone"])).toEqual(
      {
        subject: "Title",
        startTime: "Start",
        endTime: "End",
        timeZone: "Zone",
      },
    );
  });

  it("give each field once, to what it is most like", () => {
    expect(pairs(["email", "emailAddress"], ["email"])).toEqual({ email: "email" });
  });

  it("leave alone what is not alike", () => {
    expect(pairs(["firstName", "joinUrl"], ["lastName", "attended", "status"])).toEqual({});
    expect(likeness("webinarKey", "registrantKey")).toBeLessThan(0.7);
    expect(likeness("startTime", "endTime")).toBeLessThan(0.7);
  });

  it("write names that are no plain words between backticks", () => {
    expect(quoted("first_name")).toBe("first_name");
    expect(quoted("Full name")).toBe("`Full name`");
    expect(quoted("in")).toBe("`in`");
  });
});
