/** The seeded webinars: what they are, when, and how much they hold. Who is in them is derived later. */

import { between, chance, hash, pick } from "../chance.ts";
import { buildCoOrganizer, buildPanelist } from "../changes.ts";
import { defaultAudio, defaultEmailSettings, defaultFields } from "../defaults.ts";
import { keyAt, nineDigits } from "../keys.ts";
import type {
  CustomQuestion,
  Experience,
  Instant,
  Organizer,
  RegistrationField,
  Survey,
  TimeSlot,
  Webinar,
  WebinarKind,
} from "../model.ts";
import { personAt } from "../people.ts";
import { countOf, type WorldSize } from "./size.ts";
import { formQuestions, pollTexts, subjects, surveyTexts } from "./texts.ts";
import { uploadKey } from "./uploads.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export interface WebinarSeeding {
  readonly seed: number;
  /** Past webinars lie before it, upcoming ones after. */
  readonly baseDate: Instant;
  readonly size: WorldSize;
  readonly organizer: Organizer;
  readonly accountKey: string;
  /** Organizers of the same account, for co-organizers. */
  readonly colleagues: readonly Organizer[];
  readonly webinars: number;
  readonly upcoming: number;
  /** Ordinal of the first webinar: those of another organizer must not collide. */
  readonly firstOrdinal: number;
}

/** In order of time: the past ones from the oldest, then those to come. */
export function seedWebinars(seeding: WebinarSeeding): Webinar[] {
  const past = seeding.webinars - seeding.upcoming;
  return Array.from({ length: seeding.webinars }, (_, place) =>
    place < past
      ? seedWebinar(seeding, place, past - place, past)
      : seedWebinar(seeding, place, -(place - past + 1), seeding.upcoming),
  );
}

/** `distance`: 1 is the last one before the base date, -1 the first one after; `of` is how many lie on that side. */
function seedWebinar(seeding: WebinarSeeding, place: number, distance: number, of: number): Webinar {
  const { seed, baseDate, size, organizer, accountKey } = seeding;
  const ordinal = seeding.firstOrdinal + place;
  const isPast = distance > 0;
  const shape = shapeOf(seeding, ordinal, place, isPast);
  const times = timesOf(seeding, ordinal, distance, of, shape);
  const [subject, description] = pick(subjects, seed, ordinal, 80);
  const first = times[0]?.startTime ?? baseDate;
  const createdAt = Math.min(first - 30 * day, baseDate - 14 * day);
  const registrants = countOf(size.registrants, seed, ordinal, 81);
  const webinar: Webinar = {
    webinarKey: keyAt(seed, "webinar", ordinal),
    webinarId: nineDigits(seed, ordinal, 70),
    organizerKey: organizer.organizerKey,
    accountKey,
    subject: `${subject} (${place + 1})`,
    description,
    times,
    timeZone: organizer.timeZone,
    locale: organizer.locale,
    kind: shape.kind,
    recurrenceKey: shape.seriesOrdinal === null ? null : keyAt(seed, "recurrence", shape.seriesOrdinal),
    experience: shape.experience,
    approval: shape.isManual ? "MANUAL" : "AUTOMATIC",
    registrationLimit: Math.max(1000, registrants * 2),
    isPasswordProtected: shape.isPasswordProtected,
    isImpromptu: false,
    isOnDemand: shape.experience === "simulive",
    isBreakout: false,
    recordingAssetKey: shape.experience === "simulive" ? uploadKey(seed, 0) : null,
    emailSettings: defaultEmailSettings,
    audio: defaultAudio(seed, ordinal),
    fields: place % 4 === 1 ? longForm : defaultFields,
    questions: place % 3 === 1 ? customQuestions(seed, ordinal) : [],
    coOrganizers: [],
    panelists: [],
    polls: rotated(pollTexts, countOf(size.polls, seed, ordinal, 82), ordinal),
    survey: surveyOf(countOf(size.surveyQuestions, seed, ordinal, 83)),
    createdAt,
    plan: {
      ordinal,
      registrants,
      attendees: Math.min(registrants, countOf(size.attendees, seed, ordinal, 84)),
      questions: countOf(size.questions, seed, ordinal, 85),
      restartedTimes: shape.isRestarted ? [0] : [],
      isHeld: shape.isHeld,
      registeredUntil: Math.min(first, baseDate) - hour,
    },
  };
  return { ...webinar, ...teamOf(seeding, webinar) };
}

interface Shape {
  readonly kind: WebinarKind;
  readonly experience: Experience;
  /** Times of a sequence; 1 else. */
  readonly times: number;
  /** How many of the times of a sequence lie before the base date. */
  readonly timesBefore: number;
  readonly seriesOrdinal: number | null;
  readonly isManual: boolean;
  readonly isPasswordProtected: boolean;
  readonly isRestarted: boolean;
  readonly isHeld: boolean;
}

const plainShape: Shape = {
  kind: "single_session",
  experience: "classic",
  times: 1,
  timesBefore: 1,
  seriesOrdinal: null,
  isManual: false,
  isPasswordProtected: false,
  isRestarted: false,
  isHeld: true,
};

/** What kind of webinar this is: in a mixed world by its place in every twelve, in a plain one by `sessions`. */
function shapeOf({ seed, size }: WebinarSeeding, ordinal: number, place: number, isPast: boolean): Shape {
  const sessions = isPast ? countOf(size.sessions, seed, ordinal, 86) : 1;
  const inPast = isPast ? 1 : 0;
  if (size.variety === "plain" || sessions !== 1)
    return {
      ...plainShape,
      kind: sessions > 1 ? "sequence" : "single_session",
      times: Math.max(1, sessions),
      timesBefore: isPast ? Math.max(1, sessions) : 0,
      isHeld: sessions > 0,
    };
  const shape: Shape = { ...plainShape, timesBefore: inPast };
  switch (place % 12) {
    case 1:
      return { ...shape, experience: "broadcast" };
    case 2:
      return { ...shape, kind: "sequence", times: 4, timesBefore: isPast ? 4 : 0 };
    case 4:
    case 5:
    case 6:
      return { ...shape, kind: "series", seriesOrdinal: ordinal - (place % 12) + 4 };
    case 7:
      return { ...shape, isRestarted: true };
    case 8:
      return { ...shape, experience: "simulive" };
    case 9:
      return { ...shape, isManual: true };
    case 10:
      return isPast
        ? { ...shape, kind: "sequence", times: 5, timesBefore: 3 }
        : { ...shape, isPasswordProtected: true };
    case 11:
      return { ...shape, isHeld: chance(seed, ordinal, 87) < 0.5, isPasswordProtected: true };
    default:
      return shape;
  }
}

/**
 * Past webinars lie in the year before the base date, those to come in the ninety days after it, all on full
 * half hours between 8 and 17 UTC. A sequence is weekly, or daily when it is long.
 */
function timesOf(
  { seed, baseDate }: WebinarSeeding,
  ordinal: number,
  distance: number,
  of: number,
  { times, timesBefore }: Shape,
): TimeSlot[] {
  const span = distance > 0 ? 365 : 90;
  // Denser near the base date: there is always one yesterday and one tomorrow.
  const days = 1 + Math.floor((span - 1) * ((Math.abs(distance) - 1) / of) ** 1.5);
  const timeOfDay = 8 * hour + between(0, 17, seed, ordinal, 88) * 30 * minute;
  const midnight = Math.floor(baseDate / day) * day;
  const length = pick([30, 45, 60, 60, 90], seed, ordinal, 89) * minute;
  const step = times > 30 ? day : 7 * day;
  // Of a past sequence the last time lies where a single session would; one that is half over lies around the base.
  const straddles = timesBefore > 0 && timesBefore < times;
  const anchor = midnight + timeOfDay + (straddles ? -3 * day : (distance > 0 ? -days : days) * day);
  return Array.from({ length: times }, (_, place) => {
    const startTime = anchor + (place - Math.max(0, timesBefore - 1)) * step;
    return { startTime, endTime: startTime + length };
  });
}

function teamOf(
  { seed, size, colleagues }: WebinarSeeding,
  webinar: Webinar,
): Pick<Webinar, "coOrganizers" | "panelists"> {
  const { ordinal } = webinar.plan;
  // Simulive takes insiders only (goto-webinar.md 11), and there are only so many of those.
  const simulive = webinar.experience === "simulive";
  const wanted = countOf(size.coOrganizers, seed, ordinal, 90);
  const coOrganizers = Array.from(
    { length: simulive ? Math.min(wanted, colleagues.length) : wanted },
    (_, index) => {
      const colleague = colleagues[index];
      const outside = outsider(seed, ordinal, index);
      return buildCoOrganizer(seed, webinar, 1_000_000 + index, colleague ?? outside);
    },
  );
  const panelists = Array.from({ length: countOf(size.panelists, seed, ordinal, 91) }, (_, index) =>
    buildPanelist(seed, webinar, 1_000_000 + index, outsider(seed, ordinal, index + 500)),
  );
  return { coOrganizers, panelists };
}

function outsider(seed: number, ordinal: number, index: number): { name: string; email: string } {
  const { firstName, lastName, email } = personAt(
    seed,
    5_000_000 + ((hash(seed, ordinal) % 1_000_000) + index),
  );
  return { name: `${firstName} ${lastName}`, email };
}

const longForm: readonly RegistrationField[] = [
  ...defaultFields,
  { field: "organization", required: true, maxSize: 128 },
  { field: "jobTitle", required: false, maxSize: 128 },
  { field: "country", required: false, maxSize: 128 },
  {
    field: "industry",
    required: false,
    maxSize: 128,
    answers: ["Education", "Healthcare", "Manufacturing", "Retail", "Software", "Other"],
  },
];

function customQuestions(seed: number, ordinal: number): CustomQuestion[] {
  return formQuestions.map(({ question, choices, required }, place) => ({
    questionKey: keyAt(seed, "question", ordinal, place),
    question,
    required,
    type: choices.length > 0 ? "multipleChoice" : "shortAnswer",
    maxSize: 1000,
    ...(choices.length > 0
      ? {
          answers: choices.map((answer, index) => ({
            answer,
            answerKey: keyAt(seed, "answer", ordinal, place * 100 + index),
          })),
        }
      : {}),
  }));
}

function surveyOf(questions: number): Survey | null {
  return questions === 0 ? null : { name: "How was it?", questions: rotated(surveyTexts, questions, 0) };
}

/** As many as wanted, beginning anywhere; beyond the table the texts are numbered, since a text stands for a question. */
function rotated<Item extends { readonly question: string }>(
  items: readonly Item[],
  count: number,
  start: number,
): Item[] {
  return Array.from({ length: count }, (_, place) => place).flatMap((place) => {
    const item = items[(start + place) % items.length];
    if (item === undefined) return [];
    return [place < items.length ? item : { ...item, question: `${item.question} (${place + 1})` }];
  });
}
