/** Readings that several entities of GoTo Webinar have in common. NOT an entity. */
import { keyOf, numbered, type Reading } from "../entity.ts";

/** A bare list of one session; GoTo gives its items no key, so they are numbered (goto-webinar.md 10.4). */
export function listOfSession(operation: "getPolls" | "getQuestions" | "getSurveys"): Reading {
  return {
    operation,
    form: "list",
    needs: ["webinarKey", "sessionKey"],
    paged: false,
    read: async ({ goto, organizerKey }, ask, options) =>
      numbered(
        await goto.webinar[operation](
          { organizerKey, webinarKey: keyOf(ask, "webinarKey"), sessionKey: keyOf(ask, "sessionKey") },
          options,
        ),
      ),
  };
}

/** The same of one attendee of a session (goto-webinar.md 10.4). One call per attendee. */
export function listOfAttendee(
  operation: "getAttendeePollAnswers" | "getAttendeeQuestions" | "getAttendeeSurveyAnswers",
): Reading {
  return {
    operation,
    form: "list",
    needs: ["webinarKey", "sessionKey", "registrantKey"],
    paged: false,
    read: async ({ goto, organizerKey }, ask, options) =>
      numbered(
        await goto.webinar[operation](
          {
            organizerKey,
            webinarKey: keyOf(ask, "webinarKey"),
            sessionKey: keyOf(ask, "sessionKey"),
            registrantKey: keyOf(ask, "registrantKey"),
          },
          options,
        ),
      ),
  };
}
