/**
 * Updates a webinar without losing any of it (goto-webinar.md 8.4).
 *
 * GoTo's update REPLACES the whole definition: what is not sent may be gone. So the webinar is read, merged with the row
 * and sent whole. What cannot be read whole is not touched:
 * - a series: each member is a webinar of its own, GoTo shows nowhere which belong together, and an update through one
 *   of them redefines them all;
 * - a sequence that has begun: of its meetings GoTo takes only those to come.
 * After the update of a sequence its meetings are counted again.
 */
import type { DateTimeRange, EmailSettings, UpdateWebinar, Webinar, WebinarLocale } from "@rostrum/goto";
import { HubError } from "../../platform/errors.ts";
import type { Written } from "./result.ts";
import { rowError, type Values } from "./values.ts";
import { givenTimes, requireFuture, requireLengths, withTimeZone } from "./webinar-definition.ts";
import { isOver, webinarOver } from "./webinar-facts.ts";
import { createOnce, type Row, type WriteContext } from "./writer.ts";

export async function updateWebinar(row: Row, current: Webinar, context: WriteContext): Promise<Written> {
  const { client, clock, options, switches } = context;
  const { webinarKey } = current;
  const key = { webinarKey };
  requireLengths(row.values);
  requireChangeable(row.values, current);
  // What GoTo itself says there is taken, whether it is in the list or not.
  const values =
    row.values.timeZone === current.timeZone ? row.values : withTimeZone(row.values, clock.now());
  if (current.inSession)
    throw refused(current, "it is running now, and GoTo changes a webinar only before it begins");
  if (isOver(current, clock.now())) throw webinarOver(current, "it can no longer be changed");
  const kind = kindOf(current);
  if (kind === "series") {
    throw refused(
      current,
      "it is a member of a series, and GoTo does not show which others belong to it; an update through one member redefines them all",
    );
  }
  const meetings = kind === "sequence" ? await allMeetings(current, context) : current.times;
  const wanted = merge(values, current, meetings, clock.now());
  if (!isDifferent(wanted, current, meetings)) return { outcome: "unchanged", key };
  if (kind === "sequence" && (wanted.times?.length ?? 0) < meetings.length) {
    throw refused(
      current,
      `it has ${meetings.length} meetings, and the row would leave ${wanted.times?.length} of them`,
      `Give \`times\` with all ${meetings.length} meetings; \`rostrum query MeetingTime\` tells them.`,
    );
  }
  const notifyParticipants = switches.notifyParticipants === true;
  if (notifyParticipants) row.mail(`${current.numberOfRegistrants} registrants: that it has changed`);
  if (row.values.emailSettings === undefined) {
    row.remark(
      "GoTo does not show the settings of its mails; they were not sent, and GoTo is taken to keep them.",
    );
  }
  const call = { operation: "updateWebinar", parameters: { webinarKey, notifyParticipants }, body: wanted };
  const path = { organizerKey: client.organizerKey, webinarKey };
  const update = async () => {
    await client.goto.webinar.updateWebinar({ ...path, webinar: wanted, notifyParticipants }, options);
    return true;
  };
  // It replaces the whole, so sending it once more changes nothing: there is nothing to look for in between.
  const done = await row.send(call, () => createOnce(update, async () => undefined, row));
  if (done && kind === "sequence") await requireMeetings(webinarKey, wanted.times ?? meetings, context);
  return { outcome: "updated", key };
}

function kindOf({ type, recurrencePeriod }: Webinar): string {
  return (type ?? recurrencePeriod ?? "single_session").toLowerCase();
}

/** What GoTo cannot change may be in the row as long as it says what is there (goto-webinar.md 8.4). */
function requireChangeable(values: Values, current: Webinar): void {
  const there: Readonly<Record<string, unknown>> = {
    recurrenceType: kindOf(current),
    experienceType: current.experienceType?.toLowerCase(),
    isPasswordProtected: current.isPasswordProtected,
  };
  const fixed = [
    "isOndemand",
    "isBreakout",
    "recordingAssetKey",
    "recurrenceStart",
    "recurrencePattern",
    "recurrenceEnd",
  ];
  for (const name of [...Object.keys(there), ...fixed]) {
    const given = values[name];
    if (given === undefined || given === there[name]) continue;
    const is = there[name] === undefined ? "" : ` (it is ${String(there[name])})`;
    throw rowError(
      "webinar.fixed",
      `${name} of a webinar cannot be changed${is}.`,
      "Leave it out, or make a new webinar.",
    );
  }
}

/** All meetings of a sequence that has not begun. Throws HubError "webinar.refused" for one that has. */
async function allMeetings(
  current: Webinar,
  { client, clock, options }: WriteContext,
): Promise<DateTimeRange[]> {
  const path = { organizerKey: client.organizerKey, webinarKey: current.webinarKey };
  const [meetings, sessions] = await Promise.all([
    client.goto.webinar.getWebinarMeetingTimes(path, options),
    client.goto.webinar.getAllSessions({ ...path, page: 0, size: 1 }, options),
  ]);
  const begun =
    meetings.some(({ startTime }) => Date.parse(startTime) <= clock.now()) || sessions.items.length > 0;
  if (begun) {
    throw refused(
      current,
      "it is a sequence that has begun, and GoTo takes only meetings to come: those that were could be lost",
    );
  }
  if (meetings.length < current.times.length) {
    throw refused(
      current,
      `it is a sequence of which GoTo shows ${meetings.length} meetings here and ${current.times.length} there`,
    );
  }
  return meetings;
}

function merge(
  values: Values,
  current: Webinar,
  meetings: readonly DateTimeRange[],
  now: number,
): UpdateWebinar {
  const times = givenTimes(values, now);
  if (times !== undefined) requireFuture(times, now);
  if (times !== undefined && times.length > 1 && kindOf(current) === "single_session") {
    throw rowError(
      "webinar.fixed",
      `A single session has one time, not ${times.length}.`,
      "Its kind cannot be changed; make a new webinar.",
    );
  }
  const { subject, description, timeZone, locale, emailSettings } = values;
  return {
    subject: (subject ?? current.subject) as string,
    description: (description ?? current.description) as string,
    times: times ?? meetings,
    timeZone: (timeZone ?? current.timeZone) as string,
    locale: (locale ?? current.locale) as WebinarLocale,
    ...(emailSettings === undefined ? {} : { emailSettings: emailSettings as EmailSettings }),
  };
}

function isDifferent(wanted: UpdateWebinar, current: Webinar, meetings: readonly DateTimeRange[]): boolean {
  const { subject, description, timeZone, locale, times = [], emailSettings } = wanted;
  return (
    emailSettings !== undefined ||
    subject !== current.subject ||
    description !== current.description ||
    timeZone !== current.timeZone ||
    locale !== current.locale ||
    !areSame(times, meetings)
  );
}

function areSame(some: readonly DateTimeRange[], others: readonly DateTimeRange[]): boolean {
  const text = (times: readonly DateTimeRange[]) =>
    times
      .map(({ startTime, endTime }) => `${Date.parse(startTime)}-${Date.parse(endTime)}`)
      .sort()
      .join();
  return text(some) === text(others);
}

/** How often and how far apart the meetings are looked at: when an update can be read is not known (8.4). */
const looks = 5;
const pauseMs = 1_000;

/** Makes sure that the meetings are there. Rejects with HubError "webinar.meetings-lost", which names them. */
async function requireMeetings(
  webinarKey: string,
  wanted: readonly DateTimeRange[],
  { client, clock, options }: WriteContext,
): Promise<void> {
  const path = { organizerKey: client.organizerKey, webinarKey };
  let found: readonly DateTimeRange[] = [];
  for (let look = 1; look <= looks; look++) {
    found = await client.goto.webinar.getWebinarMeetingTimes(path, options);
    if (areSame(found, wanted)) return;
    await clock.sleep(pauseMs, options.signal);
  }
  throw new HubError({
    kind: "rejected",
    code: "webinar.meetings-lost",
    message: `GoTo has taken the update of webinar ${webinarKey}, and now shows ${found.length} of its ${wanted.length} meetings.`,
    meaning: "The sequence was sent whole; GoTo did not keep it so.",
    remedy: `Restore it at GoTo's website. Its meetings were: ${wanted.map(({ startTime }) => startTime).join(", ")}.`,
    details: { webinarKey, times: wanted },
  });
}

function refused(
  { webinarKey, subject }: Webinar,
  why: string,
  remedy = "Change it at GoTo's website.",
): HubError {
  return new HubError({
    kind: "rejected",
    code: "webinar.refused",
    message: `Webinar ${webinarKey} "${subject}" is not updated: ${why}.`,
    meaning: "Nothing was sent, and nothing is lost.",
    remedy,
  });
}
