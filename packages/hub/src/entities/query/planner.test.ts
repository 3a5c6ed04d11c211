import { describe, expect, it } from "vitest";
import { entities } from "../registry/registry.ts";
import { explain } from "./explain.ts";
import type { Plan } from "./plan.ts";
import { planQuery } from "./planner.ts";
import { type QueryRequest, readQuery } from "./request.ts";

const now = Date.parse("2031-03-31T10:30:00Z");
const plan = (request: QueryRequest): Plan => planQuery(readQuery(request, now));

/** The plan as a line: "getOrganizerSessions+getWebinars > getAttendees"; pinned keys as "[webinarKey]". */
function line(request: QueryRequest): string {
  return plan(request)
    .steps.map((step) => {
      const join = step.join?.entity.readings.find(({ form }) => form === step.join?.by)?.operation;
      const own = step.kind === "read" ? step.reading.operation : `[${Object.keys(step.keys).join(" ")}]`;
      return join === undefined ? own : `${own}+${join}`;
    })
    .join(" > ");
}

describe("the fewest calls", () => {
  it("walks down from the nearest list that needs no keys", () => {
    expect(line({ entity: "Webinar" })).toBe("getWebinars");
    expect(line({ entity: "Registrant" })).toBe("getWebinars > getAllRegistrantsForWebinar");
    expect(line({ entity: "Session" })).toBe("getOrganizerSessions");
    expect(line({ entity: "Attendee", from: "-30d", to: "now" })).toBe("getOrganizerSessions > getAttendees");
    expect(line({ entity: "AttendeePollAnswer" })).toBe(
      "getOrganizerSessions > getAttendees > getAttendeePollAnswers",
    );
    expect(line({ entity: "AttendeeRollup" })).toBe("getWebinars > getAttendeesForAllWebinarSessions");
    expect(line({ entity: "Webhook" })).toBe("getWebhooks");
  });

  it("lists nothing that a condition pins", () => {
    const w = "webinarKey=11";
    expect(line({ entity: "Webinar", where: [w] })).toBe("[webinarKey] > getWebinar");
    expect(line({ entity: "Registrant", where: [w] })).toBe("[webinarKey] > getAllRegistrantsForWebinar");
    expect(line({ entity: "Registrant", where: [w, "registrantKey=5"] })).toBe(
      "[webinarKey registrantKey] > getRegistrant",
    );
    expect(line({ entity: "Session", where: [w] })).toBe("[webinarKey] > getAllSessions");
    expect(line({ entity: "Attendee", where: [w] })).toBe("[webinarKey] > getAllSessions > getAttendees");
    expect(line({ entity: "Attendee", where: [w, "sessionKey=3"] })).toBe(
      "[webinarKey sessionKey] > getAttendees",
    );
    expect(line({ entity: "AttendeeQuestion", where: [w, "sessionKey=3", "registrantKey=5"] })).toBe(
      "[webinarKey sessionKey registrantKey] > getAttendeeQuestions",
    );
    expect(line({ entity: "Recording", where: [w] })).toBe("[webinarKey] > getRecordingAssets");
    expect(line({ entity: "Webhook", where: ["webhookKey=0d1f7c52-6a0e-4c58-9d1e-5f0f4a3c2b11"] })).toBe(
      "[webhookKey] > getWebhook",
    );
  });

  it("takes several values of a key, and only those that all conditions allow", () => {
    const { steps } = plan({ entity: "Registrant", where: ["webinarKey=in(1,2,3)", "webinarKey!=2"] });
    expect(steps[0]).toMatchObject({ kind: "pinned", keys: { webinarKey: ["1", "3"] } });
    expect(plan({ entity: "Webinar", where: ["webinarKey=1", "webinarKey=2"] }).steps[0]).toMatchObject({
      keys: { webinarKey: [] },
    });
  });

  it("reads the list of webinars beside the sessions instead of walking down it", () => {
    expect(line({ entity: "Attendee", where: ['subject~"heat pump"'], from: "2031-01-01" })).toBe(
      "getOrganizerSessions+getWebinars > getAttendees",
    );
    expect(line({ entity: "Session", where: ["locale=de_DE"] })).toBe("getOrganizerSessions+getWebinars");
    expect(line({ entity: "Attendee", where: ["numberOfRegistrants>100"] })).toBe(
      "getOrganizerSessions+getWebinar > getAttendees",
    );
    expect(line({ entity: "Attendee", where: ["webinarKey=1", "sessionKey=2", "subject~x"] })).toBe(
      "[webinarKey sessionKey]+getWebinar > getAttendees",
    );
  });

  it("reads the webinar itself where a condition is on it and its key is known", () => {
    expect(line({ entity: "Registrant", where: ["webinarKey=1", "subject~x"] })).toBe(
      "[webinarKey] > getWebinar > getAllRegistrantsForWebinar",
    );
    expect(line({ entity: "Session", where: ["webinarKey=1", "subject~x"] })).toBe(
      "[webinarKey] > getWebinar > getAllSessions",
    );
    expect(line({ entity: "Registrant", where: ["webinarKey=1"], from: "-30d" })).toBe(
      "[webinarKey] > getWebinar > getAllRegistrantsForWebinar",
    );
  });

  it("reads the session where a condition is on it", () => {
    expect(line({ entity: "AttendeePollAnswer", where: ["webinarKey=1", "email~@x.org"] })).toBe(
      "[webinarKey] > getAllSessions > getAttendees > getAttendeePollAnswers",
    );
    expect(line({ entity: "Attendee", where: ["webinarKey=1", "sessionKey=2"], from: "-30d" })).toBe(
      "[webinarKey] > getAllSessions > getAttendees",
    );
  });

  it("makes one call per row only where a field is asked for that comes no other way", () => {
    expect(line({ entity: "Registrant", fields: ["email"] })).toBe(
      "getWebinars > getAllRegistrantsForWebinar",
    );
    const detailed = "getWebinars > getAllRegistrantsForWebinar > getRegistrant";
    expect(line({ entity: "Registrant", fields: ["email", "organization"] })).toBe(detailed);
    expect(line({ entity: "Registrant", where: ["organization~works"] })).toBe(detailed);
    expect(line({ entity: "Webinar", fields: ["numberOfRegistrants"] })).toBe("getWebinars > getWebinar");
  });

  it("checks a condition on the list before the costly call", () => {
    const { steps } = plan({ entity: "Registrant", where: ["status=WAITING", "city=Oslo"] });
    expect(
      steps.map((step) => (step.kind === "read" ? step.conditions.map(({ text }) => text) : [])),
    ).toEqual([[], ["status=WAITING"], ["city=Oslo"]]);
  });

  it("checks a condition on a key where the key is first seen", () => {
    const { steps } = plan({ entity: "AttendeePollAnswer", where: ["sessionKey=7", "registrantKey=8"] });
    expect(
      steps.map((step) => (step.kind === "read" ? step.conditions.map(({ text }) => text) : [])),
    ).toEqual([["sessionKey=7"], ["registrantKey=8"], []]);
  });

  it("keeps what only the list shows when the by-key form is read as well", () => {
    const { columns } = plan({ entity: "Webinar", fields: ["approvalType", "numberOfRegistrants"] });
    expect(columns.map(({ from }) => from)).toEqual([
      { carried: "approvalType" },
      { row: "numberOfRegistrants" },
    ]);
  });

  it("hands down fields of the entities above", () => {
    const { columns, steps } = plan({
      entity: "Attendee",
      fields: ["subject", "startTime", "email", "webinarKey"],
    });
    expect(columns.map(({ from }) => from)).toEqual([
      { carried: "subject" },
      { carried: "startTime" },
      { row: "email" },
      { carried: "webinarKey" },
    ]);
    expect(steps[0]?.join?.carry).toEqual([{ as: "subject", field: "subject" }]);
  });
});

describe("every entity", () => {
  it.each(entities.map(({ name }) => name))(
    "%s has a plan that ends in it and a column for each key",
    (name) => {
      const { steps, columns, query } = plan({ entity: name });
      expect(steps.at(-1)).toMatchObject({ kind: "read", entity: { name } });
      expect(columns.map((column) => column.name)).toEqual(expect.arrayContaining([...query.entity.keys]));
      expect(explain(plan({ entity: name }))).toHaveLength(steps.length);
    },
  );

  it.each(entities.map(({ name }) => name))("%s carries down every value that a step below needs", (name) => {
    const { steps } = plan({ entity: name });
    for (const [index, step] of steps.entries()) {
      const above = steps[index - 1];
      if (step.kind === "read" && above !== undefined) {
        expect(above.carry.map(({ as }) => as)).toEqual(expect.arrayContaining([...step.reading.needs]));
      }
    }
  });
});

describe("requests that make no sense", () => {
  it("name the nearest right entity", () => {
    expect(() => plan({ entity: "Atendee" })).toThrow(
      expect.objectContaining({ code: "entity.unknown", remedy: 'Did you mean "Attendee"?' }),
    );
  });
  it("name the nearest right field", () => {
    expect(() => plan({ entity: "Registrant", fields: ["organisation"] })).toThrow(
      expect.objectContaining({ code: "field.unknown", remedy: 'Did you mean "organization"?' }),
    );
  });
  it("say that a range means nothing here, or is empty", () => {
    expect(() => plan({ entity: "Webhook", from: "-1d" })).toThrow(
      expect.objectContaining({ code: "range.not-applicable" }),
    );
    expect(() => plan({ entity: "Session", from: "2031-02-01", to: "2031-01-01" })).toThrow(
      expect.objectContaining({ code: "range.empty" }),
    );
    expect(() => plan({ entity: "UpcomingWebinar", to: "-1d" })).toThrow(
      expect.objectContaining({ code: "range.empty" }),
    );
  });
  it("say what a limit is", () => {
    expect(() => plan({ entity: "Session", limit: 0 })).toThrow(
      expect.objectContaining({ code: "limit.malformed" }),
    );
  });
});

describe("the explanation", () => {
  it("says which calls are made, how many, and why", () => {
    expect(
      explain(plan({ entity: "Attendee", where: ["subject~pump"], from: "2031-01-01", limit: 5 })),
    ).toEqual([
      "getOrganizerSessions: Session, 1 call per 200 rows, from 2031-01-01T00:00Z to 3000-01-01T00:00Z (a day more on each side, checked here).",
      "getWebinars: Webinar, 1 call per 200 rows, side by side with the above, checked here: subject~pump.",
      "getAttendees: Attendee, 1 call for each Session.",
      "Stops after 5 rows.",
    ]);
    expect(explain(plan({ entity: "Registrant", where: ["webinarKey=11"], fields: ["city"] }))).toEqual([
      "Known already: webinarKey 11.",
      "getAllRegistrantsForWebinar: Registrant, 1 call per 200 rows for each webinarKey.",
      "getRegistrant: Registrant, 1 call for each Registrant (city only come one by one).",
    ]);
  });
});
