/** A webinar as somebody plans it in the form: what is typed, what is wrong with it, and the row that is sent. Pure. */
import type { Row } from "../api/rows.ts";
import { momentOf, type WallTime, wallTimeOf } from "../language/wall-time.ts";
import { type Meeting, standingOf, type Webinar } from "./webinar.ts";

export interface PlannedMeeting extends WallTime {
  readonly minutes: number | "";
}

export interface Plan {
  readonly subject: string;
  readonly description: string;
  readonly kind: Webinar["recurrenceType"];
  /** By the clock of `zone`. Of a new sequence the first only; the pattern makes the others. */
  readonly meetings: readonly PlannedMeeting[];
  readonly pattern: "daily" | "weekly" | "monthly";
  /** The last date of a new sequence. */
  readonly until: string;
  readonly zone: string;
  readonly locale: string;
  readonly experience: "classic" | "broadcast" | "simulive";
  readonly recording: string;
  readonly isOnDemand: boolean;
  readonly isPasswordProtected: boolean;
  readonly mails: Mails;
}

/** Which mails GoTo sends by itself. */
export interface Mails {
  readonly confirmation: boolean;
  readonly reminder: boolean;
  readonly attendeeFollowUp: boolean;
  readonly absenteeFollowUp: boolean;
  readonly certificate: boolean;
}

/** goto-webinar.md 14 */
export const longest = { subject: 128, description: 2048 } as const;

/** From here on a meeting is rather a slip: a day. What GoTo's longest is, it says nowhere. */
export const unlikelyMinutes = 1_440;

const hourMs = 3_600_000;
const weekMs = 168 * hourMs;

/** An empty plan: in a week, on the full hour. */
export function newPlan(zone: string, locale: string, now: number): Plan {
  const start = Math.ceil((now + weekMs) / hourMs) * hourMs;
  return {
    subject: "",
    description: "",
    kind: "single_session",
    meetings: [{ ...wallTimeOf(start, zone), minutes: 60 }],
    pattern: "weekly",
    until: wallTimeOf(start + 3 * weekMs, zone).date,
    zone,
    locale,
    experience: "classic",
    recording: "",
    isOnDemand: false,
    isPasswordProtected: false,
    mails: {
      confirmation: true,
      reminder: true,
      attendeeFollowUp: true,
      absenteeFollowUp: true,
      certificate: false,
    },
  };
}

/** What GoTo shows of a webinar, as a plan to be changed. */
export function planOf(webinar: Webinar, now: number): Plan {
  const { subject, description = "", recurrenceType, times, timeZone, locale = "en_US" } = webinar;
  return {
    ...newPlan(timeZone, locale, now),
    subject,
    description,
    kind: recurrenceType,
    meetings: times.map(({ startTime, endTime }) => ({
      ...wallTimeOf(Date.parse(startTime), timeZone),
      minutes: Math.round((Date.parse(endTime) - Date.parse(startTime)) / 60_000),
    })),
  };
}

/** Why GoTo, or the hub to keep meetings from being lost, does not take changes; undefined where they can be made. */
export function whyFixed(webinar: Webinar, now: number): "over" | "running" | "series" | "begun" | undefined {
  const { state } = standingOf(webinar, now);
  if (state === "running") return "running";
  if (state !== "coming") return "over";
  if (webinar.recurrenceType === "series") return "series";
  const hasBegun = webinar.times.some(({ startTime }) => Date.parse(startTime) <= now);
  return hasBegun ? "begun" : undefined;
}

export type PlanMistake = "required" | "tooLong" | "noTime" | "past" | "minutes" | "twice" | "before";

/** By the path of the field in the form. */
export function mistakesIn(plan: Plan, isNew: boolean, now: number): ReadonlyMap<string, PlanMistake> {
  const found = new Map<string, PlanMistake>();
  const { subject, description, meetings, zone, kind, until, experience, recording } = plan;
  if (subject.trim() === "") found.set("subject", "required");
  else if (subject.length > longest.subject) found.set("subject", "tooLong");
  if (description.length > longest.description) found.set("description", "tooLong");
  if (zone === "") found.set("zone", "required");
  const starts = new Set<number>();
  for (const [place, meeting] of meetings.entries()) {
    const { date, time, minutes } = meeting;
    const at = momentOf(meeting, zone);
    const path = `meetings.${place}`;
    if (date === "") found.set(`${path}.date`, "required");
    else if (time === "") found.set(`${path}.time`, "required");
    else if (at === undefined) found.set(`${path}.time`, "noTime");
    else if (at <= now) found.set(`${path}.date`, "past");
    else if (starts.has(at)) found.set(`${path}.time`, "twice");
    if (minutes === "" || !Number.isInteger(minutes) || minutes < 1) found.set(`${path}.minutes`, "minutes");
    if (at !== undefined) starts.add(at);
  }
  if (kind === "sequence" && isNew) {
    if (until === "") found.set("until", "required");
    else if (until < (meetings[0]?.date ?? "")) found.set("until", "before");
  }
  if (experience === "simulive" && recording === "") found.set("recording", "required");
  return found;
}

/** The meetings as moments; undefined as long as one of them is none. */
export function meetingsOf({ meetings, zone }: Plan): readonly Meeting[] | undefined {
  const moments = meetings.map((meeting) => ({
    at: momentOf(meeting, zone),
    minutes: Number(meeting.minutes),
  }));
  if (moments.some(({ at, minutes }) => at === undefined || !(minutes > 0))) return undefined;
  return moments.map(({ at = 0, minutes }) => ({
    startTime: instant(at),
    endTime: instant(at + minutes * 60_000),
  }));
}

function instant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** A new webinar. */
export function createRow(plan: Plan): Row {
  const { subject, description, kind, pattern, until, zone, locale, experience, mails } = plan;
  const [first, ...others] = meetingsOf(plan) ?? [];
  return {
    subject: subject.trim(),
    ...(description.trim() === "" ? {} : { description: description.trim() }),
    recurrenceType: kind,
    ...(kind === "sequence"
      ? { ...first, recurrencePattern: pattern, recurrenceEnd: until }
      : { times: [first, ...others] }),
    timeZone: zone,
    locale,
    experienceType: experience,
    ...(experience === "simulive" ? { recordingAssetKey: plan.recording } : {}),
    isOndemand: plan.isOnDemand,
    isPasswordProtected: plan.isPasswordProtected,
    emailSettings: emailSettings(mails),
  };
}

/** A change. The mails go along only where they are set anew: what they are now GoTo does not show, and keeps. */
export function updateRow(webinarKey: string, plan: Plan, setMails: boolean): Row {
  const { subject, description, zone, locale, mails } = plan;
  return {
    webinarKey,
    subject: subject.trim(),
    description: description.trim(),
    times: meetingsOf(plan) ?? [],
    timeZone: zone,
    locale,
    ...(setMails ? { emailSettings: emailSettings(mails) } : {}),
  };
}

function emailSettings(mails: Mails) {
  return {
    confirmationEmail: { enabled: mails.confirmation },
    reminderEmail: { enabled: mails.reminder },
    attendeeFollowUpEmail: { enabled: mails.attendeeFollowUp, includeCertificate: mails.certificate },
    absenteeFollowUpEmail: { enabled: mails.absenteeFollowUp },
  };
}
