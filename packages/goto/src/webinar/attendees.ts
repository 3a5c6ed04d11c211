/**
 * Attendees: registrants seen in a session, and what they answered and asked (goto-webinar.md 8.11, 10.2 to 10.4).
 */
import { type Page, readHalPage, walkPages } from "../paging.ts";
import type { CallOptions } from "../ports.ts";
import { type Call, path, read, readList } from "./call.ts";
import { type ListedRegistrant, readListedRegistrant } from "./registrants.ts";
import { type AskedQuestion, readAskedQuestion } from "./sessions.ts";
import type { AllRequest, AttendeePath, PageRequest, SessionPath, WebinarPath } from "./types.ts";

/** One person in one session. */
export interface Attendee {
  /** The same key as the registrant's (goto-webinar.md 1). */
  registrantKey: string;
  sessionKey: string;
  firstName: string;
  lastName: string;
  email: string;
  attendanceTimeInSeconds: number;
  /** Several when the person left and came back. ISO 8601, UTC. */
  attendance: { joinTime: string; leaveTime: string }[];
}

/** What one attendee answered in a poll or survey (goto-webinar.md 10.4). */
export interface AttendeeAnswer {
  question: string;
  answers: string[];
  /** Deprecated by GoTo; may be absent. */
  answer?: string;
}

export function attendeeOperations(call: Call) {
  async function getAttendeesForAllWebinarSessions(
    input: WebinarPath & PageRequest,
    options?: CallOptions,
  ): Promise<Page<Attendee>> {
    const body = await call.json(
      {
        operation: "getAttendeesForAllWebinarSessions",
        method: "GET",
        path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/attendees`,
        query: { page: input.page, size: input.size },
      },
      options,
    );
    return readHalPage(body, "attendeeParticipationResponses", readAttendee);
  }

  function get(
    operation: string,
    input: AttendeePath,
    what: "polls" | "surveys" | "questions",
    options?: CallOptions,
  ) {
    const { organizerKey, webinarKey, sessionKey, registrantKey } = input;
    return call.json(
      {
        operation,
        method: "GET",
        path: path`/organizers/${organizerKey}/webinars/${webinarKey}/sessions/${sessionKey}/attendees/${registrantKey}/${what}`,
      },
      options,
    );
  }

  return {
    /**
     * One page of the attendees of all sessions of a webinar: one record per person and session.
     * GET /organizers/{organizerKey}/webinars/{webinarKey}/attendees (goto-webinar.md 8.11)
     */
    getAttendeesForAllWebinarSessions,

    /** All pages of `getAttendeesForAllWebinarSessions`, one array each. */
    allAttendees(input: WebinarPath & AllRequest, options?: CallOptions): AsyncGenerator<Attendee[]> {
      const size = input.size ?? 200;
      return walkPages(
        (page, signal) => getAttendeesForAllWebinarSessions({ ...input, page, size }, { ...options, signal }),
        {
          concurrency: input.concurrency,
          identify: (attendee) => `${attendee.sessionKey}/${attendee.registrantKey}`,
          signal: options?.signal,
        },
      );
    },

    /**
     * The attendees of one ended session: that is what GoTo answers for a session key.
     * GET .../webinars/{webinarKey}/sessions/{sessionKey} (goto-webinar.md 10.2)
     */
    async getWebinarSession(input: SessionPath, options?: CallOptions): Promise<Attendee[]> {
      const { organizerKey, webinarKey, sessionKey } = input;
      const body = await call.json(
        {
          operation: "getWebinarSession",
          method: "GET",
          path: path`/organizers/${organizerKey}/webinars/${webinarKey}/sessions/${sessionKey}`,
        },
        options,
      );
      return readList(body, readAttendee);
    },

    /** GET .../sessions/{sessionKey}/attendees (goto-webinar.md 10.3) */
    async getAttendees(input: SessionPath, options?: CallOptions): Promise<Attendee[]> {
      const { organizerKey, webinarKey, sessionKey } = input;
      const body = await call.json(
        {
          operation: "getAttendees",
          method: "GET",
          path: path`/organizers/${organizerKey}/webinars/${webinarKey}/sessions/${sessionKey}/attendees`,
        },
        options,
      );
      return readList(body, readAttendee);
    },

    /**
     * One attendee, as the REGISTRANT they are, without attendance.
     * GET .../sessions/{sessionKey}/attendees/{registrantKey} (goto-webinar.md 10.3)
     */
    async getAttendee(input: AttendeePath, options?: CallOptions): Promise<ListedRegistrant> {
      const { organizerKey, webinarKey, sessionKey, registrantKey } = input;
      const body = await call.json(
        {
          operation: "getAttendee",
          method: "GET",
          path: path`/organizers/${organizerKey}/webinars/${webinarKey}/sessions/${sessionKey}/attendees/${registrantKey}`,
        },
        options,
      );
      return readListedRegistrant(body);
    },

    /** GET .../attendees/{registrantKey}/polls (goto-webinar.md 10.4) */
    async getAttendeePollAnswers(input: AttendeePath, options?: CallOptions): Promise<AttendeeAnswer[]> {
      return readList(await get("getAttendeePollAnswers", input, "polls", options), (item) =>
        read<AttendeeAnswer>(item),
      );
    },

    /** GET .../attendees/{registrantKey}/questions (goto-webinar.md 10.4) */
    async getAttendeeQuestions(input: AttendeePath, options?: CallOptions): Promise<AskedQuestion[]> {
      return readList(await get("getAttendeeQuestions", input, "questions", options), readAskedQuestion);
    },

    /** GET .../attendees/{registrantKey}/surveys (goto-webinar.md 10.4) */
    async getAttendeeSurveyAnswers(input: AttendeePath, options?: CallOptions): Promise<AttendeeAnswer[]> {
      return readList(await get("getAttendeeSurveyAnswers", input, "surveys", options), (item) =>
        read<AttendeeAnswer>(item),
      );
    },
  };
}

function readAttendee(item: unknown): Attendee {
  return read<Attendee>(item, ["registrantKey", "sessionKey"]);
}
