/**
 * Webinars: list, create, read, change, cancel, copy, start (goto-webinar.md 8.1 to 8.8).
 */
import { type Page, readHalPage, walkPages } from "../paging.ts";
import type { CallOptions } from "../ports.ts";
import { type Call, path, read, readList } from "./call.ts";
import type {
  AllRequest,
  DateTimeRange,
  EmailSettings,
  ExperienceType,
  OrganizerPath,
  PageRequest,
  TimeRange,
  WebinarKind,
  WebinarLocale,
  WebinarPath,
} from "./types.ts";

/** A webinar as the lists have it (goto-webinar.md 8.1). */
export interface ListedWebinar {
  webinarKey: string;
  /** The 9-digit number for people; never part of a path (goto-webinar.md 1). */
  webinarID?: string;
  organizerKey: string;
  accountKey: string;
  subject: string;
  description: string;
  times: DateTimeRange[];
  timeZone: string;
  locale: string;
  /** "AUTOMATIC" or "MANUAL" */
  approvalType: string;
  registrationUrl: string;
  impromptu: boolean;
  isPasswordProtected: boolean;
  /** The kind: "single_session", "series" or "sequence" */
  recurrenceType: string;
  /** As sent; documented in lower case here. */
  experienceType: string;
}

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

/** A webinar that is running (goto-webinar.md 8.6). */
export interface InSessionWebinar {
  webinarKey: string;
  webinarID?: string;
  organizerKey: string;
  organizerEmail: string;
  organizerName: string;
  subject: string;
  description: string;
  timeZone: string;
  registrationUrl: string;
  experienceType: string;
  times: DateTimeRange[];
  numberOfRegistrants: number;
  inSession: boolean;
  impromptu: boolean;
  isOndemand: boolean;
  coorganizers: { email: string; organizerKey: string }[];
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
  async function getWebinars(
    input: OrganizerPath & TimeRange & PageRequest,
    options?: CallOptions,
  ): Promise<Page<ListedWebinar>> {
    const { organizerKey, fromTime, toTime, page, size } = input;
    const body = await call.json(
      {
        operation: "getWebinars",
        method: "GET",
        path: path`/organizers/${organizerKey}/webinars`,
        query: { fromTime, toTime, page, size },
      },
      options,
    );
    return readHalPage(body, "webinars", readListedWebinar);
  }

  async function getAllAccountWebinars(
    input: { readonly accountKey: string } & TimeRange & PageRequest,
    options?: CallOptions,
  ): Promise<Page<ListedWebinar>> {
    const { accountKey, fromTime, toTime, page, size } = input;
    const body = await call.json(
      {
        operation: "getAllAccountWebinars",
        method: "GET",
        path: path`/accounts/${accountKey}/webinars`,
        query: { fromTime, toTime, page, size },
      },
      options,
    );
    return readHalPage(body, "webinars", readListedWebinar);
  }

  return {
    /**
     * One page of the organizer's webinars, past and to come, scheduled within the range.
     * GET /organizers/{organizerKey}/webinars (goto-webinar.md 8.1)
     */
    getWebinars,

    /** All pages of `getWebinars`, one array each. */
    allWebinars(
      input: OrganizerPath & TimeRange & AllRequest,
      options?: CallOptions,
    ): AsyncGenerator<ListedWebinar[]> {
      const size = input.size ?? 200;
      return walkPages((page, signal) => getWebinars({ ...input, page, size }, { ...options, signal }), {
        concurrency: input.concurrency,
        identify: (webinar) => webinar.webinarKey,
        signal: options?.signal,
      });
    },

    /**
     * One page of the webinars of all organizers of an account; needs rights there.
     * GET /accounts/{accountKey}/webinars (goto-webinar.md 8.1)
     */
    getAllAccountWebinars,

    /** All pages of `getAllAccountWebinars`, one array each. */
    allAccountWebinars(
      input: { readonly accountKey: string } & TimeRange & AllRequest,
      options?: CallOptions,
    ): AsyncGenerator<ListedWebinar[]> {
      const size = input.size ?? 200;
      return walkPages(
        (page, signal) => getAllAccountWebinars({ ...input, page, size }, { ...options, signal }),
        {
          concurrency: input.concurrency,
          identify: (webinar) => webinar.webinarKey,
          signal: options?.signal,
        },
      );
    },

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

    /**
     * The webinars that are running now; the range may be left out.
     * GET /organizers/{organizerKey}/insessionWebinars (goto-webinar.md 8.6)
     */
    async getInSessionWebinars(
      input: OrganizerPath & Partial<TimeRange>,
      options?: CallOptions,
    ): Promise<InSessionWebinar[]> {
      const body = await call.json(
        {
          operation: "getInSessionWebinars",
          method: "GET",
          path: path`/organizers/${input.organizerKey}/insessionWebinars`,
          query: { fromTime: input.fromTime, toTime: input.toTime },
        },
        options,
      );
      return readList(body, readInSessionWebinar);
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

function readListedWebinar(item: unknown): ListedWebinar {
  return withWebinarID(
    read<ListedWebinar>(item, ["webinarKey", "organizerKey", "accountKey", "webinarID", "webinarId"]),
  );
}

function readInSessionWebinar(item: unknown): InSessionWebinar {
  const webinar = withWebinarID(
    read<InSessionWebinar>(item, ["webinarKey", "organizerKey", "webinarID", "webinarId"]),
  );
  if (Array.isArray(webinar.coorganizers)) {
    readList(webinar.coorganizers, (coorganizer) => read(coorganizer, ["organizerKey"]));
  }
  return webinar;
}

/** Lists are seen with both spellings, `webinarID` and `webinarId` (goto-webinar.md 8.1): ours is `webinarID`. */
export function withWebinarID<Shape extends { webinarID?: string }>(
  value: Shape & { webinarId?: unknown },
): Shape {
  if (value.webinarID === undefined && typeof value.webinarId === "string") {
    value.webinarID = value.webinarId;
    delete value.webinarId;
  }
  return value;
}
