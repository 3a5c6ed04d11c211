/**
 * Lists of webinars: of an organizer, of an account, and those running now (goto-webinar.md 8.1, 8.6).
 */
import { type Page, readHalPage, walkPages } from "../paging.ts";
import type { CallOptions } from "../ports.ts";
import { type Call, path, read, readList, withWebinarID } from "./call.ts";
import type { AllRequest, DateTimeRange, OrganizerPath, PageRequest, TimeRange } from "./types.ts";

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

export function webinarListOperations(call: Call) {
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
