/** Who was in the room, minute by minute, from when people came and went. Pure. */
import type { Attendee } from "./webinar.ts";

export interface Minute {
  /** Its begin, in milliseconds since 1970. */
  readonly at: number;
  /** People who were in the room at some moment of it; somebody with two devices or who came back counts once. */
  readonly people: number;
}

const minuteMs = 60_000;

type Span = readonly [from: number, to: number];

/** The minutes from the first to the last of the session, also those before and after it in which somebody was there. */
export function minutesOf(attendees: readonly Attendee[], startTime: string, endTime: string): Minute[] {
  const stays = [...staysByPerson(attendees).values()].flatMap((spans) => merged(spans.map(inMinutes)));
  const first = Math.min(minuteOf(Date.parse(startTime)), ...ends(stays, 0));
  const last = Math.max(minuteOf(Date.parse(endTime) - 1), ...ends(stays, 1));
  if (!Number.isFinite(first) || !Number.isFinite(last) || last < first) return [];
  // Comings and goings by minute: summed up from the left they are the people in the room.
  const changes = new Int32Array(last - first + 2);
  for (const [from, to] of stays) {
    changes[from - first] = (changes[from - first] ?? 0) + 1;
    changes[to - first + 1] = (changes[to - first + 1] ?? 0) - 1;
  }
  let people = 0;
  return Array.from({ length: last - first + 1 }, (_, place) => {
    people += changes[place] ?? 0;
    return { at: (first + place) * minuteMs, people };
  });
}

/** How long each person was there, in milliseconds, by registrantKey; time on two devices at once counts once. */
export function timePresent(attendees: readonly Attendee[]): ReadonlyMap<string, number> {
  return new Map(
    [...staysByPerson(attendees)].map(([key, spans]) => [
      key,
      merged(spans).reduce((sum, [from, to]) => sum + to - from, 0),
    ]),
  );
}

/** When somebody first came and last left, and how many minutes they were there: as lists of people say it. */
export interface Stay {
  readonly came: number;
  readonly left: number;
  readonly minutes: number;
}

/** By registrantKey, of the people of one session. */
export function staysOf(attendees: readonly Attendee[]): ReadonlyMap<string, Stay> {
  const present = timePresent(attendees);
  return new Map(
    byPerson(attendees).map(({ registrantKey, attendance }) => [
      registrantKey,
      {
        came: Math.min(...attendance.map(({ joinTime }) => Date.parse(joinTime))),
        left: Math.max(...attendance.map(({ leaveTime }) => Date.parse(leaveTime))),
        minutes: Math.round((present.get(registrantKey) ?? 0) / 60_000),
      },
    ]),
  );
}

/** The fullest minute, the earliest of several. */
export function peakOf(minutes: readonly Minute[]): Minute | undefined {
  return minutes.reduce<Minute | undefined>(
    (best, minute) => (best === undefined || minute.people > best.people ? minute : best),
    undefined,
  );
}

/** One row for each person: GoTo may have several, of several devices. */
export function byPerson(attendees: readonly Attendee[]): readonly Attendee[] {
  const people = new Map<string, Attendee>();
  for (const attendee of attendees) {
    const { registrantKey, attendance } = attendee;
    const before = people.get(registrantKey)?.attendance ?? [];
    people.set(registrantKey, { ...attendee, attendance: [...before, ...attendance] });
  }
  return [...people.values()];
}

function staysByPerson(attendees: readonly Attendee[]): ReadonlyMap<string, readonly Span[]> {
  return new Map(
    byPerson(attendees).map(({ registrantKey, attendance }) => [
      registrantKey,
      attendance
        .map(({ joinTime, leaveTime }) => [Date.parse(joinTime), Date.parse(leaveTime)] as const)
        .filter(([from, to]) => to >= from),
    ]),
  );
}

/** Spans that overlap made one, in order. */
function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const [from, to] of spans.toSorted((one, other) => one[0] - other[0])) {
    const before = result.at(-1);
    if (before !== undefined && from <= before[1])
      result[result.length - 1] = [before[0], Math.max(before[1], to)];
    else result.push([from, to]);
  }
  return result;
}

function inMinutes([from, to]: Span): Span {
  // Who leaves on the stroke was not there in the minute that begins.
  return [minuteOf(from), Math.max(minuteOf(from), minuteOf(to - 1))];
}

function minuteOf(at: number): number {
  return Math.floor(at / minuteMs);
}

/** Without spreading thousands of spans over arguments. */
function ends(spans: readonly Span[], end: 0 | 1): readonly number[] {
  if (spans.length === 0) return [];
  const pick = end === 0 ? Math.min : Math.max;
  return [spans.reduce((best, span) => pick(best, span[end]), spans[0]?.[end] ?? 0)];
}
