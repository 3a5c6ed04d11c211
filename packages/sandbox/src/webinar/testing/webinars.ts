/** Webinars for the tests: bodies to create them with, and one that has taken place. Not part of the sandbox. */

import { buildWebinar } from "../../world/changes.ts";
import type { Organizer, Webinar } from "../../world/model.ts";
import { testNow } from "./host.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** A time so many days after the tests' now, an hour long, as GoTo writes it. */
export function timeIn(days: number): { startTime: string; endTime: string } {
  const text = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
  return { startTime: text(testNow + days * day), endTime: text(testNow + days * day + hour) };
}

/** A body that createWebinar takes. */
export function webinarBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    subject: "Spring release tour",
    description: "What changed and why",
    times: [timeIn(7)],
    timeZone: "Europe/Amsterdam",
    ...changes,
  };
}

/**
 * Took place last week in two sessions, because the host had to restart: 230 registered, 25 came to each, two polls,
 * a survey, three questions.
 */
export function pastWebinar(organizer: Organizer): Webinar {
  const input = {
    organizerKey: organizer.organizerKey,
    accountKey: organizer.memberships[0]?.accountKey ?? "",
    subject: "Winter review",
    description: "What happened",
    kind: "single_session",
    times: [{ startTime: testNow - 7 * day, endTime: testNow - 7 * day + hour }],
    timeZone: "Europe/Amsterdam",
    locale: "en_US",
    registrationLimit: 500,
    polls: [
      { question: "Satisfied?", choices: ["Yes", "No"], multiple: false },
      { question: "Which parts?", choices: ["First", "Second", "Third"], multiple: true },
    ],
    survey: {
      name: "After the review",
      questions: [
        { question: "How was it?", type: "RATING", choices: ["1", "2", "3", "4", "5"] },
        { question: "Remarks", type: "SHORT_ANSWER", choices: [] },
      ],
    },
  } as const;
  const webinar = buildWebinar(7, 1, testNow - 30 * day, input, null);
  return {
    ...webinar,
    plan: {
      ...webinar.plan,
      registrants: 230,
      attendees: 25,
      questions: 3,
      restartedTimes: [0],
      registeredUntil: testNow - 8 * day,
    },
  };
}
