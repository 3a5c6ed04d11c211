import { describe, expect, it } from "vitest";
import { nearest } from "./nearest.ts";

const entities = ["Webinar", "Registrant", "Session", "Attendee", "AttendeeRollup"];

describe("the nearest right name", () => {
  it.each([
    ["webinar", "Webinar"],
    ["Webinars", "Webinar"],
    ["Registrent", "Registrant"],
    ["Sesion", "Session"],
    ["Attendeee", "Attendee"],
    ["Attnedee", "Attendee"],
  ])("of %s is %s", (wrong, right) => expect(nearest(wrong, entities)).toBe(right));

  it.each(["x", "Banana", ""])("of %j is none", (wrong) => expect(nearest(wrong, entities)).toBeUndefined());
});
