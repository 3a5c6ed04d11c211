/**
 * The world of the sandbox: what there is at "GoTo", in plain data.
 *
 * This file is the vocabulary and nothing else. It is NOT the wire format: each operation turns these shapes
 * into the bytes that GoTo sends (key types, letter case and date forms differ from endpoint to endpoint, see
 * goto-webinar.md sections 2 and 3).
 *
 * Conventions:
 * - Keys are strings of digits above 2^53, so that careless clients fail here and not in production.
 * - `Instant` is milliseconds since 1970 UTC. A length is in milliseconds unless its name says seconds.
 * - Everything is readonly. Only `World` changes things; it changes the object in place, so an object that was
 *   looked up stays current.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A 64-bit key in decimal digits. */
export type Key = string;

export type Locale = "en_US" | "de_DE" | "es_ES" | "fr_FR" | "it_IT" | "zh_CN";

export interface Account {
  readonly accountKey: Key;
  readonly name: string;
}

interface Membership {
  readonly accountKey: Key;
  /** Administrators see the whole account (goto-webinar.md 8.1, goto-oauth.md 9.2). */
  readonly isAdministrator: boolean;
  /** As SCIM shows them, for example `acctadmin` (goto-oauth.md 9.1). */
  readonly entitlements: readonly string[];
}

/** Somebody who signs in at GoTo. `organizerKey` is also the user key: one value, two names (goto-webinar.md 1). */
export interface Organizer {
  readonly organizerKey: Key;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly createdAt: Instant;
  /** The first is the default account. */
  readonly memberships: readonly Membership[];
}

// ---------------------------------------------------------------------------------------------- webinars

export type WebinarKind = "single_session" | "series" | "sequence";
/** In lower case; some operations send it in upper case (goto-webinar.md 6). */
export type Experience = "classic" | "broadcast" | "simulive";
export type Approval = "AUTOMATIC" | "MANUAL";
export type RecurrencePattern = "daily" | "weekly" | "monthly";

export interface TimeSlot {
  readonly startTime: Instant;
  readonly endTime: Instant;
}

export interface EmailSettings {
  readonly confirmationEmail: { readonly enabled: boolean };
  readonly reminderEmail: { readonly enabled: boolean };
  readonly absenteeFollowUpEmail: { readonly enabled: boolean };
  readonly attendeeFollowUpEmail: { readonly enabled: boolean; readonly includeCertificate: boolean };
}

/** A standard field of the registration form (goto-webinar.md 9.4). */
export interface RegistrationField {
  /** A name of `RegistrantDetails`, or firstName, lastName, email. */
  readonly field: string;
  readonly required: boolean;
  readonly maxSize: number;
  readonly answers?: readonly string[];
}

interface CustomQuestionChoice {
  readonly answerKey: Key;
  readonly answer: string;
}

export interface CustomQuestion {
  readonly questionKey: Key;
  readonly question: string;
  readonly required: boolean;
  readonly type: "multipleChoice" | "shortAnswer";
  readonly maxSize: number;
  /** Only for multipleChoice. */
  readonly answers?: readonly CustomQuestionChoice[];
}

export type AudioType = "PSTN" | "VOIP" | "Hybrid" | "Private";

export interface CountryNumbers {
  readonly toll: string;
  readonly tollFree?: string;
  readonly accessCodes: { readonly organizer: string; readonly panelist: string; readonly attendee: string };
}

export interface Audio {
  readonly type: AudioType;
  /** By country code. Absent for Private (goto-webinar.md 8.9). */
  readonly confCallNumbers?: Readonly<Record<string, CountryNumbers>>;
  readonly privateInfo?: {
    readonly attendee: string;
    readonly organizer?: string;
    readonly panelist?: string;
  };
}

export interface CoOrganizer {
  readonly memberKey: Key;
  readonly external: boolean;
  readonly email: string;
  readonly givenName: string;
  /** Absent when external (goto-webinar.md 11). */
  readonly surname?: string;
  readonly joinLink: string;
}

export interface Panelist {
  readonly panelistKey: Key;
  readonly name: string;
  readonly email: string;
  readonly joinLink: string;
}

export interface PollQuestion {
  readonly question: string;
  readonly choices: readonly string[];
  /** Whether a person may tick several. */
  readonly multiple: boolean;
}

interface SurveyQuestion {
  readonly question: string;
  readonly type: "MULTIPLE_CHOICE" | "MULTIPLE_ANSWER" | "SHORT_ANSWER" | "RATING";
  /** Empty for SHORT_ANSWER. */
  readonly choices: readonly string[];
}

export interface Survey {
  readonly name: string;
  readonly questions: readonly SurveyQuestion[];
}

/**
 * How much a webinar holds, before anybody looks. People, sessions and answers are derived from it on first
 * touch (see `World`). All zero for a webinar that was created through the API.
 */
interface WebinarPlan {
  /** Place among all webinars ever made in this world; the root of everything derived. */
  readonly ordinal: number;
  readonly registrants: number;
  /** Seeded registrants who come, in each session. Never above `registrants`. */
  readonly attendees: number;
  /** Questions asked in each session. */
  readonly questions: number;
  /** Times at which the host had to restart: such a time yields two sessions. By place in `times`. */
  readonly restartedTimes: readonly number[];
  /** False: the host never starts it, so it has times but no sessions. */
  readonly isHeld: boolean;
  /** Seeded registrations lie between the making of the webinar and this instant. */
  readonly registeredUntil: Instant;
}

export interface Webinar {
  readonly webinarKey: Key;
  /** Nine digits, for people. Never in a path (goto-webinar.md 1). */
  readonly webinarId: string;
  readonly organizerKey: Key;
  readonly accountKey: Key;
  readonly subject: string;
  readonly description: string;
  /** All of them in order of start, past and future. A series member and a single session have one. */
  readonly times: readonly TimeSlot[];
  readonly timeZone: string;
  readonly locale: Locale;
  readonly kind: WebinarKind;
  /** Shared by the members of a series, else null. */
  readonly recurrenceKey: Key | null;
  readonly experience: Experience;
  readonly approval: Approval;
  readonly registrationLimit: number;
  readonly isPasswordProtected: boolean;
  readonly isImpromptu: boolean;
  readonly isOnDemand: boolean;
  readonly isBreakout: boolean;
  /** What a simulive webinar plays. */
  readonly recordingAssetKey: Key | null;
  readonly emailSettings: EmailSettings;
  readonly audio: Audio;
  readonly fields: readonly RegistrationField[];
  readonly questions: readonly CustomQuestion[];
  readonly coOrganizers: readonly CoOrganizer[];
  readonly panelists: readonly Panelist[];
  readonly polls: readonly PollQuestion[];
  readonly survey: Survey | null;
  readonly createdAt: Instant;
  readonly plan: WebinarPlan;
}

// -------------------------------------------------------------------------------------------- registrants

export type RegistrantStatus = "APPROVED" | "WAITING" | "DENIED";

/** Standard fields beyond name and email, by GoTo's names (goto-webinar.md 9.1, 9.3). Absent when not known. */
export interface RegistrantDetails {
  readonly source?: string;
  readonly address?: string;
  readonly city?: string;
  readonly state?: string;
  readonly zipCode?: string;
  readonly country?: string;
  readonly phone?: string;
  readonly organization?: string;
  readonly jobTitle?: string;
  readonly questionsAndComments?: string;
  readonly industry?: string;
  readonly numberOfEmployees?: string;
  readonly purchasingTimeFrame?: string;
  readonly purchasingRole?: string;
}

/** What a registrant answered to a custom question of the form. */
export interface RegistrationAnswer {
  readonly questionKey: Key;
  readonly question: string;
  /** The text, also for multiple choice. */
  readonly answer: string;
  /** Only for multiple choice. */
  readonly answerKey?: Key;
}

export interface Registrant {
  readonly registrantKey: Key;
  readonly webinarKey: Key;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly registrationDate: Instant;
  readonly status: RegistrantStatus;
  /** LATE: registered after the webinar had run (goto-webinar.md 6). Operations leave it out for a series. */
  readonly type: "REGULAR" | "LATE";
  readonly joinUrl: string;
  readonly timeZone: string;
  readonly unsubscribed: boolean;
  readonly details: RegistrantDetails;
  readonly responses: readonly RegistrationAnswer[];
  /** Seeded people: decides in which sessions they are. Null: registered through the API. */
  readonly rank: number | null;
}

// --------------------------------------------------------------------------------- sessions and attendance

/** One run of a webinar. There are two for one time when the host had to restart. */
export interface Session {
  readonly sessionKey: Key;
  readonly webinarKey: Key;
  /** Place among all sessions of the webinar. */
  readonly ordinal: number;
  /** Place of its time in `webinar.times`. */
  readonly timeIndex: number;
  readonly startTime: Instant;
  readonly endTime: Instant;
  readonly startingOrganizerKey: Key;
  readonly registrantCount: number;
  readonly attendeeCount: number;
  readonly pollCount: number;
  readonly questionCount: number;
}

/** Presence on one device. Intervals of one person may overlap: two devices at once. */
export interface Interval {
  readonly joinTime: Instant;
  readonly leaveTime: Instant;
}

/** A registrant in a session. */
export interface Attendee {
  readonly registrant: Registrant;
  readonly session: Session;
  /** Place among the attendees of the session. */
  readonly index: number;
  /** In order of joinTime. */
  readonly intervals: readonly Interval[];
  /** Time present, an overlap counted once. */
  readonly attendanceTimeInSeconds: number;
}

/** Result of one poll or survey question over a whole session (goto-webinar.md 10.4). */
export interface QuestionResult {
  readonly question: string;
  readonly numberOfResponses: number;
  readonly responses: readonly { readonly text: string; readonly percentage: number }[];
}

/** What one attendee answered to one poll or survey question. */
export interface AttendeeAnswer {
  readonly question: string;
  readonly answers: readonly string[];
}

export interface AttendeeSurveyAnswer extends AttendeeAnswer {
  readonly type: SurveyQuestion["type"];
}

/** A question an attendee asked in a session. */
export interface AskedQuestion {
  readonly question: string;
  readonly askedBy: string;
  readonly askerKey: Key;
  readonly dateAsked: Instant;
  readonly answers: readonly {
    readonly answer: string;
    readonly answeredBy: Key;
    readonly answererRole: "ORGANIZER" | "PANELIST";
    readonly answerTime: Instant;
    readonly answererEmail: string;
  }[];
}

/** Figures of one session (goto-webinar.md 8.10). */
export interface SessionFigures {
  readonly registrantCount: number;
  readonly percentageAttendance: number;
  readonly averageInterestRating: number;
  readonly averageAttentiveness: number;
  readonly averageAttendanceTimeSeconds: number;
  readonly pollCount: number;
  readonly surveyCount: number;
  readonly questionsAsked: number;
  readonly percentagePollsCompleted: number;
  readonly percentageSurveysCompleted: number;
  readonly registrationEmailOpenedCount: number;
  readonly registrationLinkClickedCount: number;
}

export interface RecordingAsset {
  readonly recordingAssetKey: Key;
  readonly name: string;
  readonly productName: string;
  readonly createTime: Instant;
  readonly creatorKey: Key;
  readonly accountKey: Key;
  readonly totalReferenceCount: number;
  readonly mp4DownloadUrl: string;
  readonly transcriptDownloadUrl: string | null;
  readonly recordingShareUrl: string;
  /** Null for uploads (goto-webinar.md 12). */
  readonly webinarKey: Key | null;
}

// ------------------------------------------------------------------------------------------------ webhooks

export type ActiveState = "INACTIVE" | "ACTIVE";

/** A webhook belongs to the client and the person that made it (goto-webinar.md 13). */
export interface Webhook {
  readonly webhookKey: string;
  readonly clientId: string;
  readonly organizerKey: Key;
  readonly callbackUrl: string;
  readonly eventName: string;
  readonly eventVersion: string;
  readonly product: string;
  readonly state: ActiveState;
  readonly createTime: Instant;
}

export interface UserSubscription {
  readonly userSubscriptionKey: string;
  readonly webhookKey: string;
  readonly clientId: string;
  readonly organizerKey: Key;
  /** Null: the webhook's own address is used. */
  readonly callbackUrl: string | null;
  readonly userSubscriptionState: ActiveState;
  readonly createTime: Instant;
}

export interface SecretKey {
  readonly id: number;
  readonly clientId: string;
  readonly value: string;
  readonly validFrom: Instant;
}
