/**
 * A webinar as its page speaks of it: what is read of it, each part when somebody looks at it, and what it means. NOT the
 * writing (`write/`).
 */
import { queryOptions } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { failureOf } from "../api/failure.ts";
import { type Row, readRows } from "../api/rows.ts";

export interface Meeting {
  readonly startTime: string;
  readonly endTime: string;
}

/** What GoTo tells by key, and of the list the approval. */
export interface Webinar {
  readonly webinarKey: string;
  readonly webinarID: string;
  readonly subject: string;
  readonly description?: string;
  /** All of them, in order; by key GoTo shows only those of a sequence that are to come. */
  readonly times: readonly Meeting[];
  readonly timeZone: string;
  readonly locale?: string;
  readonly recurrenceType: "single_session" | "series" | "sequence";
  readonly experienceType?: string;
  readonly registrationUrl?: string;
  readonly isPasswordProtected?: boolean;
  readonly organizerName?: string;
  readonly organizerEmail?: string;
  readonly inSession?: boolean;
  readonly numberOfRegistrants?: number;
  readonly registrationLimit?: number;
  /** Undefined where the list could not be asked. */
  readonly approvalType?: "AUTOMATIC" | "MANUAL";
}

export interface Session {
  readonly sessionKey: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly registrantsAttended: number;
  readonly registrantCount: number;
}

export interface Registrant {
  readonly registrantKey: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly registrationDate: string;
  readonly status: "APPROVED" | "WAITING" | "DENIED";
  readonly joinUrl?: string;
}

/** One person in one session. */
export interface Attendee {
  readonly registrantKey: string;
  readonly sessionKey: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly attendance: readonly { readonly joinTime: string; readonly leaveTime: string }[];
}

/** A poll, or a question of the survey, with the share of each choice in percent. */
export interface PollSums {
  readonly sessionKey: string;
  readonly position: number;
  readonly question: string;
  readonly numberOfResponses: number;
  readonly responses: readonly { readonly text: string; readonly percentage: number }[];
}

export interface AskedQuestion {
  readonly sessionKey: string;
  readonly position: number;
  readonly question: string;
  readonly askedBy: string;
  readonly dateAsked: string;
  readonly answers: readonly { readonly answer: string; readonly answererEmail?: string }[];
}

export interface Panelist {
  readonly panelistKey: string;
  readonly name: string;
  readonly email: string;
  readonly joinLink?: string;
}

export interface CoOrganizer {
  readonly memberKey: string;
  readonly external: boolean;
  readonly email: string;
  readonly givenName: string;
  readonly surname?: string;
  readonly joinLink?: string;
}

/** Which webinar, at which connection. Without an alias the hub takes the only connection. */
export interface Place {
  readonly connection: string | undefined;
  readonly webinarKey: string;
}

/** The connection for a query of the hub's. */
export function connectionOf({ connection }: Pick<Place, "connection">): { readonly connection?: string } {
  return connection === undefined ? {} : { connection };
}

const staleTime = 60_000;

export const webinarQuery = (place: Place) =>
  queryOptions({
    queryKey: [...keyOf(place), "facts"],
    staleTime,
    /** null: GoTo knows no such webinar. */
    queryFn: async ({ signal }): Promise<Webinar | null> => {
      const parts = [read(place, "Webinar", signal), read(place, "MeetingTime", signal)];
      const [[webinar] = [], meetings = []] = await Promise.all(parts).catch((error: unknown) => {
        if (failureOf(error).code === "webinar.unknown") return [];
        throw error;
      });
      if (webinar === undefined) return null;
      const found = webinar as unknown as Webinar;
      const times = inOrder(meetings.length > 0 ? (meetings as unknown as Meeting[]) : found.times);
      return { ...found, times, ...(await approvalOf(place, times, signal)) };
    },
  });

/** Only the list of webinars tells it, and a list has a range: the first meeting's. */
async function approvalOf(
  place: Place,
  [first]: readonly Meeting[],
  signal: AbortSignal,
): Promise<Pick<Webinar, "approvalType">> {
  if (first === undefined) return {};
  const { startTime: from, endTime: to } = first;
  const query = {
    ...connectionOf(place),
    where: `webinarKey=${place.webinarKey}`,
    from,
    to,
    fields: "approvalType",
  };
  const [row] = await readRows({ entity: "Webinar", query, signal });
  return (row ?? {}) as Pick<Webinar, "approvalType">;
}

function inOrder(meetings: readonly Meeting[]): readonly Meeting[] {
  return meetings.toSorted((one, other) => one.startTime.localeCompare(other.startTime));
}

export const sessionsQuery = (place: Place) => partQuery<Session>(place, "Session");
export const registrantsQuery = (place: Place) => partQuery<Registrant>(place, "Registrant");
export const attendeesQuery = (place: Place) => partQuery<Attendee>(place, "AttendeeRollup");
export const pollsQuery = (place: Place) => partQuery<PollSums>(place, "SessionPoll");
export const surveysQuery = (place: Place) => partQuery<PollSums>(place, "SessionSurvey");
export const questionsQuery = (place: Place) => partQuery<AskedQuestion>(place, "SessionQuestion");
export const panelistsQuery = (place: Place) => partQuery<Panelist>(place, "Panelist");
export const coOrganizersQuery = (place: Place) => partQuery<CoOrganizer>(place, "CoOrganizer");

export const registrationFormQuery = (place: Place) => partQuery<Row>(place, "RegistrationField");

/** Everything that GoTo knows of one registration: only by key. */
export const registrantQuery = (place: Place, registrantKey: string) =>
  queryOptions({
    queryKey: [...keyOf(place), "Registrant", registrantKey],
    staleTime,
    queryFn: async ({ signal }): Promise<Row> => {
      const [row = {}] = await readRows({
        entity: "Registrant",
        query: {
          ...connectionOf(place),
          where: [`webinarKey=${place.webinarKey}`, `registrantKey=${registrantKey}`],
        },
        signal,
      });
      return row;
    },
  });

export interface Recording {
  readonly recordingAssetKey: string;
  readonly name: string;
  readonly createTime: string;
}

export const recordingsQuery = (connection: Place["connection"]) =>
  queryOptions({
    queryKey: ["recordings", connection],
    staleTime,
    queryFn: async ({ signal }) => {
      const query = connectionOf({ connection });
      return (await readRows({ entity: "Recording", query, signal })) as unknown as readonly Recording[];
    },
  });

/** What GoTo takes of a webinar: fields, and the choices of some. */
export const definitionQuery = queryOptions({
  queryKey: ["entity", "Webinar"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) =>
    told(api.GET("/api/v1/entities/{name}", { params: { path: { name: "Webinar" } }, signal })),
});

function partQuery<Part>(place: Place, entity: string) {
  return queryOptions({
    queryKey: [...keyOf(place), entity],
    staleTime,
    queryFn: async ({ signal }) => (await read(place, entity, signal)) as unknown as readonly Part[],
  });
}

function keyOf({ connection, webinarKey }: Place) {
  return ["webinar", connection, webinarKey] as const;
}

function read(place: Place, entity: string, signal: AbortSignal): Promise<readonly Row[]> {
  const query = { ...connectionOf(place), where: `webinarKey=${place.webinarKey}` };
  return readRows({ entity, query, signal });
}

/** Where a webinar stands, and the meeting that says so: the one that runs, the next, or the last. */
export type Standing =
  | { readonly state: "running" | "coming" | "over"; readonly meeting: Meeting | undefined }
  | { readonly state: "unplanned"; readonly meeting: undefined };

export function standingOf({ inSession, times }: Webinar, now: number): Standing {
  const open = times.find(({ endTime }) => Date.parse(endTime) > now);
  if (inSession === true) return { state: "running", meeting: open };
  if (open !== undefined) return { state: "coming", meeting: open };
  return times.length === 0
    ? { state: "unplanned", meeting: undefined }
    : { state: "over", meeting: times.at(-1) };
}
