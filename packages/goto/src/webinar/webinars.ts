import type { CallOptions } from "../ports.ts";
import { type Call, path, read, readList, withWebinarID } from "./call.ts";
import type {
  DateTimeRange,
  EmailSettings,
  ExperienceType,
  OrganizerPath,
  WebinarKind,
  WebinarLocale,
  WebinarPath,
} from "./types.ts";

/** A webinar as read by its key (goto-webinar.md 8.3). */
export interface Webinar {
  webinarKey: string;
  webinarID?: string;
  organizerKey: string;
  accountKey: string;
  subject: string;
  description: string;
  organizerEmail: string;
  organizerName: string;
  /** Only the future ones of a sequence. */
  times: DateTimeRange[];
  timeZone: string;
  locale: string;
  registrationUrl: string;
  inSession: boolean;
  impromptu: boolean;
  isPasswordProtected: boolean;
  /** The kind. */
  type: string;
  /** The kind again. */
  recurrencePeriod: string;
  experienceType: string;
  numberOfRegistrants: number;
  registrationLimit: number;
}

interface WebinarContent {
  /** At most 128 characters. */
  readonly subject: string;
  /** At most 2048 characters. The prose of GoTo demands it, its schema does not: send it. */
  readonly description?: string | undefined;
  /** IANA name; default: the organizer's own (goto-webinar.md 3). */
  readonly timeZone?: string | undefined;
  readonly locale?: WebinarLocale | undefined;
  readonly isPasswordProtected?: boolean | undefined;
  readonly experienceType?: ExperienceType | undefined;
  /** For SIMULIVE. */
  readonly recordingAssetKey?: string | undefined;
  readonly isOndemand?: boolean | undefined;
  readonly isBreakout?: boolean | undefined;
  readonly emailSettings?: EmailSettings | undefined;
}

/** Exactly one time for a single session, two or more for a series. */
export interface CreateTimedWebinar extends WebinarContent {
  readonly type?: "single_session" | "series" | undefined;
  readonly times: readonly DateTimeRange[];
}

/** A sequence is made from a pattern, not from times (goto-webinar.md 8.2). */
export interface CreateSequence extends WebinarContent {
  readonly type: "sequence";
  readonly recurrenceStart: DateTimeRange;
  readonly recurrencePattern: "daily" | "weekly" | "monthly";
  /** The last date, "YYYY-MM-DD". */
  readonly recurrenceEnd: string;
}

export type CreateWebinar = CreateTimedWebinar | CreateSequence;

/** What createWebinar answers. */
export interface CreatedWebinar {
  webinarKey: string;
  /** Only for a series: shared by its members. */
  recurrenceKey?: string;
}

/**
 * What updateWebinar takes: at least one of them. GoTo warns that the call replaces the whole definition, times of
 * a series or sequence included: send all you want kept (goto-webinar.md 8.4).
 */
export interface UpdateWebinar {
  readonly subject?: string | undefined;
  readonly description?: string | undefined;
  readonly times?: readonly DateTimeRange[] | undefined;
  readonly timeZone?: string | undefined;
  readonly locale?: WebinarLocale | undefined;
  readonly emailSettings?: EmailSettings | undefined;
}

/** What copyWebinar takes; a sequence has times here, two or more (goto-webinar.md 8.8). */
export interface CopyWebinar {
  readonly subject: string;
  readonly times: readonly DateTimeRange[];
  readonly description?: string | undefined;
  readonly type?: WebinarKind | undefined;
  readonly timeZone?: string | undefined;
  readonly locale?: WebinarLocale | undefined;
  /** For a SIMULIVE source. */
  readonly recordingAssetKey?: string | undefined;
  /** For a SIMULIVE source. */
  readonly isOndemand?: boolean | undefined;
  /** For a CLASSIC or BROADCAST source. */
  readonly emailSettings?: EmailSettings | undefined;
}

export function webinarOperations(call: Call) {
  return {
    /**
     * Makes a webinar, a series or a sequence. Not safe to repeat: look for it first when a try failed with
     * `carriedOut: "unknown"`.
     * POST /organizers/{organizerKey}/webinars (goto-webinar.md 8.2)
     */
    async createWebinar(
      input: OrganizerPath & { readonly webinar: CreateWebinar },
      options?: CallOptions,
    ): Promise<CreatedWebinar> {
      const body = await call.json(
        {
          operation: "createWebinar",
          method: "POST",
          path: path`/organizers/${input.organizerKey}/webinars`,
          body: input.webinar,
        },
        options,
      );
      return read<CreatedWebinar>(body, ["webinarKey", "recurrenceKey"]);
    },

    /** GET /organizers/{organizerKey}/webinars/{webinarKey} (goto-webinar.md 8.3) */
    async getWebinar(input: WebinarPath, options?: CallOptions): Promise<Webinar> {
      const body = await call.json(
        {
          operation: "getWebinar",
          method: "GET",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}`,
        },
        options,
      );
      return withWebinarID(
        read<Webinar>(body, ["webinarKey", "organizerKey", "accountKey", "webinarID", "webinarId"]),
      );
    },

    /**
     * Replaces a webinar's definition. Only while it lies in the future. Answers nothing; read it again if needed.
     * PUT /organizers/{organizerKey}/webinars/{webinarKey} (goto-webinar.md 8.4)
     */
    async updateWebinar(
      input: WebinarPath & {
        readonly webinar: UpdateWebinar;
        readonly notifyParticipants?: boolean | undefined;
      },
      options?: CallOptions,
    ): Promise<void> {
      await call.nothing(
        {
          operation: "updateWebinar",
          method: "PUT",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}`,
          query: { notifyParticipants: input.notifyParticipants },
          body: input.webinar,
        },
        options,
      );
    },

    /**
     * Cancels a webinar for good. Mind `deleteAll`: GoTo's default is TRUE and removes all sessions of a series or
     * sequence; false removes just this member of a series. In session: ConflictError.
     * DELETE /organizers/{organizerKey}/webinars/{webinarKey} (goto-webinar.md 8.5)
     */
    async cancelWebinar(
      input: WebinarPath & {
        readonly deleteAll?: boolean | undefined;
        readonly sendCancellationEmails?: boolean | undefined;
      },
      options?: CallOptions,
    ): Promise<void> {
      await call.nothing(
        {
          operation: "cancelWebinar",
          method: "DELETE",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}`,
          query: { sendCancellationEmails: input.sendCancellationEmails, deleteAll: input.deleteAll },
        },
        options,
      );
    },

    /** GET /organizers/{organizerKey}/webinars/{webinarKey}/meetingtimes (goto-webinar.md 8.7) */
    async getWebinarMeetingTimes(input: WebinarPath, options?: CallOptions): Promise<DateTimeRange[]> {
      const body = await call.json(
        {
          operation: "getWebinarMeetingTimes",
          method: "GET",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/meetingtimes`,
        },
        options,
      );
      return readList(body, (item) => read<DateTimeRange>(item));
    },

    /**
     * The address at which the organizer starts the webinar.
     * GET /webinars/{webinarKey}/startUrl (goto-webinar.md 8.8)
     */
    async getStartUrl(
      input: { readonly webinarKey: string },
      options?: CallOptions,
    ): Promise<{ startUrl: string }> {
      const body = await call.json(
        { operation: "getStartUrl", method: "GET", path: path`/webinars/${input.webinarKey}/startUrl` },
        options,
      );
      return read<{ startUrl: string }>(body);
    },

    /**
     * Makes a new webinar from an old one. Not safe to repeat.
     * PUT /webinars/{webinarKey}/copy (goto-webinar.md 8.8)
     */
    async copyWebinar(
      input: { readonly webinarKey: string; readonly webinar: CopyWebinar },
      options?: CallOptions,
    ): Promise<{ webinarKey: string }> {
      const body = await call.json(
        {
          operation: "copyWebinar",
          method: "PUT",
          path: path`/webinars/${input.webinarKey}/copy`,
          body: input.webinar,
        },
        options,
      );
      return read<{ webinarKey: string }>(body, ["webinarKey"]);
    },
  };
}
