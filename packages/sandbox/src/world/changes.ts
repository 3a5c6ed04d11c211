/**
 * What comes into the world through the API, made whole: inputs that operations have checked become the
 * objects of `model.ts`. `World` gives them their place.
 */

import { defaultAudio, defaultEmailSettings, defaultFields } from "./defaults.ts";
import { keyAt, nineDigits } from "./keys.ts";
import type {
  Approval,
  CoOrganizer,
  CustomQuestion,
  EmailSettings,
  Experience,
  Instant,
  Key,
  Locale,
  Organizer,
  Panelist,
  PollQuestion,
  Registrant,
  RegistrantDetails,
  RegistrationAnswer,
  RegistrationField,
  Survey,
  TimeSlot,
  Webinar,
  WebinarKind,
} from "./model.ts";
import { joinUrl } from "./registrants.ts";

export interface NewWebinar {
  readonly organizerKey: Key;
  readonly accountKey: Key;
  readonly subject: string;
  readonly description: string;
  readonly kind: WebinarKind;
  /** In order of start. One for a single session; a sequence has its pattern already expanded. */
  readonly times: readonly TimeSlot[];
  readonly timeZone: string;
  readonly locale: Locale;
  readonly experience?: Experience;
  readonly isPasswordProtected?: boolean;
  readonly isOnDemand?: boolean;
  readonly isBreakout?: boolean;
  readonly recordingAssetKey?: Key | null;
  readonly emailSettings?: EmailSettings;
  /** To add members to a series that is there. */
  readonly recurrenceKey?: Key;
  /** A copy takes these from its source (goto-webinar.md 8.8); a new webinar has the defaults. */
  readonly approval?: Approval;
  readonly registrationLimit?: number;
  readonly fields?: readonly RegistrationField[];
  readonly questions?: readonly CustomQuestion[];
  readonly polls?: readonly PollQuestion[];
  readonly survey?: Survey | null;
}

/** `times` replace those that have not begun; everything else replaces what it names. */
export interface WebinarChanges {
  /** An update that does not carry all times turns a sequence or series member into a single session. */
  readonly kind?: WebinarKind;
  /** Null takes a member out of its series. */
  readonly recurrenceKey?: Key | null;
  readonly subject?: string;
  readonly description?: string;
  readonly times?: readonly TimeSlot[];
  readonly timeZone?: string;
  readonly locale?: Locale;
  readonly emailSettings?: EmailSettings;
}

export interface NewRegistrant {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly details?: RegistrantDetails;
  readonly responses?: readonly RegistrationAnswer[];
}

export function buildWebinar(
  seed: number,
  ordinal: number,
  now: Instant,
  input: NewWebinar,
  recurrenceKey: Key | null,
): Webinar {
  return {
    webinarKey: keyAt(seed, "webinar", ordinal),
    webinarId: nineDigits(seed, ordinal, 70),
    organizerKey: input.organizerKey,
    accountKey: input.accountKey,
    subject: input.subject,
    description: input.description,
    times: input.times,
    timeZone: input.timeZone,
    locale: input.locale,
    kind: input.kind,
    recurrenceKey,
    experience: input.experience ?? "classic",
    approval: input.approval ?? "AUTOMATIC",
    registrationLimit: input.registrationLimit ?? 1000,
    isPasswordProtected: input.isPasswordProtected ?? false,
    isImpromptu: false,
    isOnDemand: input.isOnDemand ?? false,
    isBreakout: input.isBreakout ?? false,
    recordingAssetKey: input.recordingAssetKey ?? null,
    emailSettings: input.emailSettings ?? defaultEmailSettings,
    audio: defaultAudio(seed, ordinal),
    fields: input.fields ?? defaultFields,
    questions: input.questions ?? [],
    coOrganizers: [],
    panelists: [],
    polls: input.polls ?? [],
    survey: input.survey ?? null,
    createdAt: now,
    plan: {
      ordinal,
      registrants: 0,
      attendees: 0,
      questions: 0,
      restartedTimes: [],
      isHeld: true,
      registeredUntil: now,
    },
  };
}

/**
 * A registrant who came through the API: WAITING under manual approval, LATE when the webinar has run
 * (goto-webinar.md 6, 9.1).
 */
export function buildRegistrant(
  seed: number,
  webinar: Webinar,
  index: number,
  now: Instant,
  input: NewRegistrant,
): Registrant {
  const over = webinar.times.every(({ endTime }) => endTime <= now);
  return {
    registrantKey: keyAt(seed, "registrant", webinar.plan.ordinal, index),
    webinarKey: webinar.webinarKey,
    firstName: input.firstName,
    lastName: input.lastName,
    email: input.email,
    registrationDate: now,
    status: webinar.approval === "MANUAL" ? "WAITING" : "APPROVED",
    type: over ? "LATE" : "REGULAR",
    joinUrl: joinUrl(seed, webinar, index),
    timeZone: webinar.timeZone,
    unsubscribed: false,
    details: input.details ?? {},
    responses: input.responses ?? [],
    rank: null,
  };
}

/** Of an insider the member key is the organizer key; an outsider gets one (goto-webinar.md 11). */
export function buildCoOrganizer(
  seed: number,
  webinar: Webinar,
  index: number,
  who: Organizer | { readonly name: string; readonly email: string },
): CoOrganizer {
  const joinLink = memberLink(seed, webinar, "coorganizer", index);
  if ("organizerKey" in who)
    return {
      memberKey: who.organizerKey,
      external: false,
      email: who.email,
      givenName: who.givenName,
      surname: who.familyName,
      joinLink,
    };
  const memberKey = keyAt(seed, "coOrganizer", webinar.plan.ordinal, index);
  return { memberKey, external: true, email: who.email, givenName: who.name, joinLink };
}

export function buildPanelist(
  seed: number,
  webinar: Webinar,
  index: number,
  { name, email }: { readonly name: string; readonly email: string },
): Panelist {
  const panelistKey = keyAt(seed, "panelist", webinar.plan.ordinal, index);
  return { panelistKey, name, email, joinLink: memberLink(seed, webinar, "panelist", index) };
}

function memberLink(seed: number, webinar: Webinar, role: string, index: number): string {
  const tail = nineDigits(seed, webinar.plan.ordinal, index, role.length, 71);
  return `https://global.gotowebinar.com/${role}/${webinar.webinarKey}/${tail}`;
}
