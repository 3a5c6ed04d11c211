/**
 * Sessions: the actual runs of webinars, with their polls, surveys and questions (goto-webinar.md 10.1, 10.4).
 * They exist only after the run has ended, with an unknown delay (goto-webinar.md 10.5).
 */
import { type Page, readHalPage, walkPages } from "../paging.ts";
import type { CallOptions } from "../ports.ts";
import { type Call, path, read, readList, withWebinarID } from "./call.ts";
import type { AllRequest, OrganizerPath, PageRequest, SessionPath, TimeRange, WebinarPath } from "./types.ts";

/** goto-webinar.md 10.1 */
export interface Session {
  sessionKey: string;
  webinarKey: string;
  webinarID?: string;
  webinarName: string;
  accountKey: string;
  creatingOrganizerKey: string;
  creatingOrganizerName: string;
  startingOrganizerKey: string;
  startingOrganizerName: string;
  startTime: string;
  endTime: string;
  timeZone: string;
  experienceType: string;
  registrantsAttended: number;
  registrantCount: number;
  totalPollCount: number;
  webinarType?: number;
  numRegLinkClicks?: number;
  numOpenedInvitations?: number;
  includeCertificate?: boolean;
  followupEmailTriggered?: boolean;
}

/** A poll, or a question of a survey: known by its position only (goto-webinar.md 10.4). */
export interface Poll {
  question: string;
  numberOfResponses: number;
  responses: {
    text: string;
    /** 0 to 100 */
    percentage: number;
  }[];
}

/** A question from the audience (goto-webinar.md 10.4). */
export interface AskedQuestion {
  question: string;
  /** An e-mail address. */
  askedBy: string;
  askerKey: string;
  dateAsked: string;
  answers: {
    answer: string;
    /** An organizer key. */
    answeredBy: string;
    answererRole: string;
    /** Format unconfirmed. */
    answerTime: string;
    answererEmail: string;
  }[];
}

export function sessionOperations(call: Call) {
  async function getOrganizerSessions(
    input: OrganizerPath & TimeRange & PageRequest,
    options?: CallOptions,
  ): Promise<Page<Session>> {
    const { organizerKey, fromTime, toTime, page, size } = input;
    const body = await call.json(
      {
        operation: "getOrganizerSessions",
        method: "GET",
        path: path`/organizers/${organizerKey}/sessions`,
        query: { fromTime, toTime, page, size },
      },
      options,
    );
    return readHalPage(body, "sessionInfoResources", readSession);
  }

  async function getAllSessions(
    input: WebinarPath & PageRequest,
    options?: CallOptions,
  ): Promise<Page<Session>> {
    const body = await call.json(
      {
        operation: "getAllSessions",
        method: "GET",
        path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/sessions`,
        query: { page: input.page, size: input.size },
      },
      options,
    );
    return readHalPage(body, "sessionInfoResources", readSession);
  }

  function get(
    operation: string,
    input: SessionPath,
    what: "polls" | "surveys" | "questions",
    options?: CallOptions,
  ) {
    const { organizerKey, webinarKey, sessionKey } = input;
    return call.json(
      {
        operation,
        method: "GET",
        path: path`/organizers/${organizerKey}/webinars/${webinarKey}/sessions/${sessionKey}/${what}`,
      },
      options,
    );
  }

  return {
    /**
     * One page of the completed sessions of all webinars of the organizer.
     * GET /organizers/{organizerKey}/sessions (goto-webinar.md 10.1)
     */
    getOrganizerSessions,

    /** All pages of `getOrganizerSessions`, one array each. */
    allOrganizerSessions(
      input: OrganizerPath & TimeRange & AllRequest,
      options?: CallOptions,
    ): AsyncGenerator<Session[]> {
      const size = input.size ?? 200;
      return walkPages(
        (page, signal) => getOrganizerSessions({ ...input, page, size }, { ...options, signal }),
        {
          concurrency: input.concurrency,
          identify: (session) => `${session.webinarKey}/${session.sessionKey}`,
          signal: options?.signal,
        },
      );
    },

    /**
     * One page of the past sessions of one webinar.
     * GET /organizers/{organizerKey}/webinars/{webinarKey}/sessions (goto-webinar.md 10.1)
     */
    getAllSessions,

    /** All pages of `getAllSessions`, one array each. */
    allSessions(input: WebinarPath & AllRequest, options?: CallOptions): AsyncGenerator<Session[]> {
      const size = input.size ?? 200;
      return walkPages((page, signal) => getAllSessions({ ...input, page, size }, { ...options, signal }), {
        concurrency: input.concurrency,
        identify: (session) => `${session.webinarKey}/${session.sessionKey}`,
        signal: options?.signal,
      });
    },

    /** GET .../sessions/{sessionKey}/polls (goto-webinar.md 10.4) */
    async getPolls(input: SessionPath, options?: CallOptions): Promise<Poll[]> {
      return readList(await get("getPolls", input, "polls", options), (item) => read<Poll>(item));
    },

    /** GET .../sessions/{sessionKey}/surveys (goto-webinar.md 10.4) */
    async getSurveys(input: SessionPath, options?: CallOptions): Promise<Poll[]> {
      return readList(await get("getSurveys", input, "surveys", options), (item) => read<Poll>(item));
    },

    /** GET .../sessions/{sessionKey}/questions (goto-webinar.md 10.4) */
    async getQuestions(input: SessionPath, options?: CallOptions): Promise<AskedQuestion[]> {
      return readList(await get("getQuestions", input, "questions", options), readAskedQuestion);
    },
  };
}

/** Shared with the questions of one attendee. */
export function readAskedQuestion(item: unknown): AskedQuestion {
  const question = read<AskedQuestion>(item, ["askerKey"]);
  if (Array.isArray(question.answers)) readList(question.answers, (answer) => read(answer, ["answeredBy"]));
  return question;
}

function readSession(item: unknown): Session {
  return withWebinarID(
    read<Session>(item, [
      "sessionKey",
      "webinarKey",
      "accountKey",
      "creatingOrganizerKey",
      "startingOrganizerKey",
      "webinarID",
      "webinarId",
    ]),
  );
}
