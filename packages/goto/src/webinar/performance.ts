/**
 * Performance: the figures of sessions that are over (goto-webinar.md 8.10).
 */
import type { CallOptions } from "../ports.ts";
import { type Call, path, read } from "./call.ts";
import type { SessionPath, WebinarPath } from "./types.ts";

export interface SessionPerformance {
  /** Absent in older editions. */
  sessionInfo?: {
    webinarName: string;
    /** Spelled so here, unlike elsewhere (goto-webinar.md 8.10); the 9-digit number. */
    webinarId: string;
    sessionKey: string;
    timeZone: string;
    /** Upper case here. */
    experienceType: string;
    recurrencePeriod: string;
    startTime: string;
    endTime: string;
    /** Counts, sent as strings. */
    registrationEmailOpenedCount: string;
    registrationLinkClickedCount: string;
  };
  attendance: {
    registrantCount: number;
    /** 0 to 100 */
    percentageAttendance: number;
    /** 1 to 100 */
    averageInterestRating: number;
    averageAttentiveness: number;
    averageAttendanceTimeSeconds: number;
  };
  pollsAndSurveys: {
    pollCount: number;
    /** Described as a percentage, whatever its name says. */
    surveyCount: number;
    questionsAsked: number;
    percentagePollsCompleted: number;
    percentageSurveysCompleted: number;
  };
}

export function performanceOperations(call: Call) {
  return {
    /**
     * Figures of all sessions of a webinar, by a name that is taken to be the session key (unconfirmed; read
     * `sessionInfo.sessionKey` instead).
     * GET /organizers/{organizerKey}/webinars/{webinarKey}/performance (goto-webinar.md 8.10)
     */
    async getPerformanceForAllWebinarSessions(
      input: WebinarPath,
      options?: CallOptions,
    ): Promise<Record<string, SessionPerformance>> {
      const body = await call.json(
        {
          operation: "getPerformanceForAllWebinarSessions",
          method: "GET",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/performance`,
        },
        options,
      );
      const all = read<Record<string, unknown>>(body);
      return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, readPerformance(value)]));
    },

    /** GET .../webinars/{webinarKey}/sessions/{sessionKey}/performance (goto-webinar.md 8.10) */
    async getPerformance(input: SessionPath, options?: CallOptions): Promise<SessionPerformance> {
      const { organizerKey, webinarKey, sessionKey } = input;
      const body = await call.json(
        {
          operation: "getPerformance",
          method: "GET",
          path: path`/organizers/${organizerKey}/webinars/${webinarKey}/sessions/${sessionKey}/performance`,
        },
        options,
      );
      return readPerformance(body);
    },
  };
}

function readPerformance(value: unknown): SessionPerformance {
  const performance = read<SessionPerformance>(value);
  if (performance.sessionInfo !== undefined) read(performance.sessionInfo, ["sessionKey", "webinarId"]);
  return performance;
}
