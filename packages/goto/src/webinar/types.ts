/**
 * Words shared by the families of GoTo Webinar: keys, times, kinds.
 *
 * All types here describe what GoTo is known to send (goto-webinar.md). Fields that GoTo adds later are kept in the
 * objects although no type names them. Keys are strings whatever GoTo sent (goto-webinar.md 2).
 */

/** A start and an end, ISO 8601 in UTC: "2026-04-21T15:00:00Z" (goto-webinar.md 3). */
export interface DateTimeRange {
  startTime: string;
  endTime: string;
}

/** A range to look in; GoTo answers 400 without either (goto-webinar.md 8.1). ISO 8601, UTC or with an offset. */
export interface TimeRange {
  readonly fromTime: string;
  readonly toTime: string;
}

/** single_session: one time. series: one webinar per time. sequence: one webinar with many times (goto-webinar.md 6). */
export type WebinarKind = "single_session" | "series" | "sequence";
/** Upper case when sent; replies differ in case, compare without it (goto-webinar.md 6). */
export type ExperienceType = "CLASSIC" | "BROADCAST" | "SIMULIVE";
/** goto-webinar.md 3 */
export type WebinarLocale = "en_US" | "de_DE" | "es_ES" | "fr_FR" | "it_IT" | "zh_CN";

/** goto-webinar.md 8.2 */
export interface EmailSettings {
  readonly confirmationEmail?: { readonly enabled?: boolean } | undefined;
  readonly reminderEmail?: { readonly enabled?: boolean } | undefined;
  readonly absenteeFollowUpEmail?: { readonly enabled?: boolean } | undefined;
  readonly attendeeFollowUpEmail?:
    | { readonly enabled?: boolean; readonly includeCertificate?: boolean }
    | undefined;
}

export interface OrganizerPath {
  readonly organizerKey: string;
}
export interface WebinarPath extends OrganizerPath {
  readonly webinarKey: string;
}
export interface SessionPath extends WebinarPath {
  readonly sessionKey: string;
}
export interface AttendeePath extends SessionPath {
  readonly registrantKey: string;
}

/** Which page: zero-based number and size, at most 200 (goto-webinar.md 4). */
export interface PageRequest {
  readonly page?: number | undefined;
  readonly size?: number | undefined;
}

/** For the `all...` iterators. */
export interface AllRequest {
  /** Page size, default 200: GoTo's maximum. */
  readonly size?: number | undefined;
  /** Pages asked for at once after the first. Default 1. */
  readonly concurrency?: number | undefined;
}
