import { describe, expect, it } from "vitest";
import { gotoTimeZone } from "./time-zone.ts";

const now = Date.parse("2031-01-10T12:00:00Z");
const remedyOf = (zone: string): string => {
  try {
    return gotoTimeZone(zone, now);
  } catch (error) {
    expect(error).toMatchObject({ code: "webinar.time-zone", kind: "usage" });
    return (error as { remedy: string }).remedy;
  }
};

describe("a time zone", () => {
  it("of GoTo's is taken in any case", () => {
    expect(gotoTimeZone("europe/amsterdam", now)).toBe("Europe/Amsterdam");
    expect(gotoTimeZone("MIT", now)).toBe("MIT");
  });

  it("that GoTo does not have is refused, with those that keep the same times all year", () => {
    expect(remedyOf("Europe/Madrid")).toBe(
      "The same times all year have Europe/Warsaw, Europe/Brussels, Europe/Prague, Europe/Amsterdam.",
    );
    expect(remedyOf("Asia/Kolkata")).toBe("The same times all year have Asia/Colombo, Asia/Calcutta.");
    // One hour from Phoenix in summer: agreeing now is not enough.
    expect(remedyOf("America/Boise")).toContain("America/Denver");
    expect(remedyOf("America/Boise")).not.toContain("America/Phoenix");
  });

  it("that is misspelled is guessed", () => {
    expect(remedyOf("Europe/Bruselles")).toBe('Did you mean "Europe/Brussels"?');
    expect(remedyOf("Europe/Madird")).toBe(
      'Did you mean "Europe/Madrid"? GoTo does not have it. The same times all year have Europe/Warsaw, Europe/Brussels, Europe/Prague, Europe/Amsterdam.',
    );
  });

  it("that is like none is answered with all of them", () => {
    expect(remedyOf("Middle-earth")).toMatch(/^It takes Pacific\/Tongatapu, .*MIT\.$/);
  });
});
