/** Fields and rules that several entities of GoTo Webinar have in common. NOT an entity. */
import { z } from "zod";
import type { RangeRule } from "../entity.ts";
import { boolean, choice, email, instant, integer, key, list, text, timeRange } from "../field.ts";
import { timeZones } from "./time-zones.ts";

export const kinds = ["single_session", "series", "sequence"] as const;
export const experiences = ["classic", "broadcast", "simulive"] as const;
const locales = ["en_US", "de_DE", "es_ES", "fr_FR", "it_IT", "zh_CN"] as const;
export const activeStates = ["ACTIVE", "INACTIVE"] as const;

export const webinarKey = key("The webinar", "goto-webinar.md 1");
export const sessionKey = key("The session: one run of the webinar", "goto-webinar.md 1");
export const registrantKey = key(
  "The person in this webinar; the same for registrant and attendee",
  "goto-webinar.md 1",
);
export const position = integer(
  "Place in GoTo's list, from 1; GoTo gives no key here",
  "goto-webinar.md 10.4",
);

const mail = z.object({ enabled: z.boolean().optional() });
/** Which mails GoTo sends (goto-webinar.md 8.2). */
export const emailSettings = z.object({
  confirmationEmail: mail.optional(),
  reminderEmail: mail.optional(),
  absenteeFollowUpEmail: mail.optional(),
  attendeeFollowUpEmail: mail.extend({ includeCertificate: z.boolean().optional() }).optional(),
});

/** What every shape of a webinar has (goto-webinar.md 8.1, 8.3, 8.6). */
export const webinarBasics = {
  webinarKey,
  webinarID: text("The 9-digit number for people, not usable as a key", "goto-webinar.md 1"),
  subject: text("Title, at most 128 characters", "goto-webinar.md 8.2"),
  description: text("At most 2048 characters", "goto-webinar.md 8.2"),
  times: list(timeRange, "Start and end of each meeting, UTC", "goto-webinar.md 8.1"),
  timeZone: text("One of GoTo's own zones, such as Europe/Brussels", "goto-webinar.md 3", {
    choices: timeZones,
  }),
} as const;

/** What the list of webinars has (goto-webinar.md 8.1). */
export const listedWebinar = {
  ...webinarBasics,
  organizerKey: key("The organizer who owns it", "goto-webinar.md 1"),
  accountKey: key("The account", "goto-webinar.md 1"),
  locale: choice(locales, "Language of GoTo's mails and pages", "goto-webinar.md 3"),
  recurrenceType: choice(
    kinds,
    "The kind: single_session, series (one webinar per time) or sequence (one webinar, many times)",
    "goto-webinar.md 6",
  ),
  experienceType: choice(experiences, "How it is run", "goto-webinar.md 6"),
  approvalType: choice(
    ["AUTOMATIC", "MANUAL"],
    "Whether registrants wait for the organizer's approval",
    "goto-webinar.md 6",
    { form: "list" },
  ),
  registrationUrl: text("Where people register", "goto-webinar.md 8.1"),
  impromptu: boolean("Started without planning", "goto-webinar.md 8.1"),
  isPasswordProtected: boolean("Whether people need a password", "goto-webinar.md 8.1"),
  status: text("Named as required by GoTo and explained nowhere; seldom there", "goto-webinar.md 8.1", {
    form: "list",
  }),
} as const;

/** What an attendance record has, of one session or of all (goto-webinar.md 10.3, 8.11). */
export const attendance = {
  webinarKey,
  sessionKey,
  registrantKey,
  firstName: text("First name", "goto-webinar.md 10.3"),
  lastName: text("Last name", "goto-webinar.md 10.3"),
  email: email("E-mail address", "goto-webinar.md 10.3"),
  attendanceTimeInSeconds: integer("Time present in all", "goto-webinar.md 10.3", { unit: "seconds" }),
  attendance: list(
    z.object({ joinTime: z.string(), leaveTime: z.string() }),
    "Each stay; several when the person left and came back",
    "goto-webinar.md 10.3",
  ),
} as const;

/** A question from the audience with its answers (goto-webinar.md 10.4). */
export const askedQuestion = {
  question: text("What was asked", "goto-webinar.md 10.4"),
  askedBy: email("Who asked, by e-mail address", "goto-webinar.md 10.4"),
  askerKey: key("Who asked, by key", "goto-webinar.md 10.4"),
  dateAsked: instant("When it was asked", "goto-webinar.md 10.4"),
  answers: list(
    z.object({
      answer: z.string(),
      answeredBy: z.string(),
      answererRole: z.string(),
      answerTime: z.string(),
      answererEmail: z.string(),
    }),
    "The answers given; answeredBy is an organizer's key",
    "goto-webinar.md 10.4",
  ),
} as const;

/** The sums of a poll, or of one question of a survey (goto-webinar.md 10.4). */
export const pollSums = {
  webinarKey,
  sessionKey,
  position,
  question: text("What was asked", "goto-webinar.md 10.4"),
  numberOfResponses: integer("How many answered", "goto-webinar.md 10.4", { unit: "people" }),
  responses: list(
    z.object({ text: z.string(), percentage: z.number() }),
    "Each choice with its share in percent, 0 to 100",
    "goto-webinar.md 10.4",
  ),
} as const;

/** One person's answer to a poll, or to one question of a survey (goto-webinar.md 10.4). */
export const personAnswer = {
  webinarKey,
  sessionKey,
  registrantKey,
  position,
  question: text("What was asked", "goto-webinar.md 10.4"),
  answers: list(z.string(), "What the person answered", "goto-webinar.md 10.4"),
} as const;

/** GoTo says "scheduled within the range" and no more (goto-webinar.md 8.1): a meeting that touches it counts. */
export const scheduled: RangeRule = {
  meaning: "webinars with a meeting scheduled in that time",
  unsaid: "everything",
  contains(row, from, to) {
    const times = Array.isArray(row.times) ? (row.times as { startTime: string; endTime: string }[]) : [];
    return times.some(({ startTime, endTime }) => Date.parse(endTime) > from && Date.parse(startTime) < to);
  },
};

/** A rule over one moment of the row. */
export function momentIn(field: string, meaning: string): RangeRule {
  return {
    meaning,
    unsaid: "everything",
    contains(row, from, to) {
      const moment = Date.parse(String(row[field]));
      return moment >= from && moment < to;
    },
  };
}

/** Session data trickle in after the end: survey answers are given for days (goto-webinar.md 10.5). */
export const settlesAfterSession = {
  when: "afterEnd",
  days: 14,
  why: "GoTo publishes no delay for session data, and survey answers are given for days",
} as const;
