// Where Rostrum differs from the vendor's description on purpose: what was seen on the wire beats what is written
// (goto-webinar.md 0). Each line says which and why. A line that nothing needs any more fails the contract test.

/** A finding that is allowed. `operationId` and `place` are compared as a whole; "*" stands for any operation. */
export interface Difference {
  operationId: string;
  side: "request" | "answer";
  place: string;
  why: string;
}

const lists = ["getWebinars", "getAllAccountWebinars"];

export const differences: Difference[] = [
  ...lists.map(
    (operationId): Difference => ({
      operationId,
      side: "answer",
      place: "body._embedded.webinars[].webinarId",
      why: "the description names the member webinarID and requires webinarId; webinarID is what comes (goto-webinar.md 8.1, 15)",
    }),
  ),
  ...lists.map(
    (operationId): Difference => ({
      operationId,
      side: "answer",
      place: "body._embedded.webinars[].status",
      why: "required by the description and defined nowhere; a webinar has no status in practice (goto-webinar.md 6, 8.1)",
    }),
  ),
  {
    operationId: "getWebinars",
    side: "answer",
    place: "body._embedded",
    why: "absent when nothing matches, as three independent clients found (goto-webinar.md 4)",
  },
  ...["registrantKey", "sessionKey"].map(
    (key): Difference => ({
      operationId: "getAttendeesForAllWebinarSessions",
      side: "answer",
      place: `body._embedded.attendeeParticipationResponses[].${key}`,
      why: "a strict program in production reads a string here (goto-webinar.md 2, 15)",
    }),
  ),
  ...["times", "recurrenceStart", "recurrencePattern", "recurrenceEnd"].map(
    (field): Difference => ({
      operationId: "createWebinar",
      side: "request",
      place: `body.${field}`,
      why: "a sequence is made from a pattern instead of times; that stands in the prose only (goto-webinar.md 8.2)",
    }),
  ),
  ...["createCoorganizers", "getCoorganizers"].map(
    (operationId): Difference => ({
      operationId,
      side: "answer",
      place: "body[].surname",
      why: "absent for an external co-organizer (goto-webinar.md 11)",
    }),
  ),
  ...["status", "asset"].map(
    (field): Difference => ({
      operationId: "createRegistrant",
      side: "answer",
      place: `body.${field}`,
      why: "seen by a program in production (goto-webinar.md 9.1)",
    }),
  ),
  {
    operationId: "getInSessionWebinars",
    side: "request",
    place: "query.toTime",
    why: "marked as required, while the prose says that no range means all, and a client sends none (goto-webinar.md 8.6, 15)",
  },
];
