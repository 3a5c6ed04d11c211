/**
 * What there is to read: webinars, registrants, sessions, attendance, answers, recordings. Part of `World`,
 * which changes it.
 *
 * Lazy: webinars are held, everything under them is derived when somebody looks (`rolls.ts`), so a world of a
 * million attendees starts at once and stays small. All lists keep their order between calls, so that paging
 * is index access.
 */

import {
  askedCount,
  askedQuestions,
  attendeePollAnswers,
  attendeeSurveyAnswers,
  figuresOf,
  resultsOf,
} from "./answers.ts";
import { comesTo, deriveAttendees, type Run, runsOf, sessionKeyOf } from "./attendance.ts";
import { chance } from "./chance.ts";
import type { WorldContents } from "./contents.ts";
import { Directory } from "./directory.ts";
import type {
  AskedQuestion,
  Attendee,
  AttendeeAnswer,
  AttendeeSurveyAnswer,
  Instant,
  Key,
  Organizer,
  QuestionResult,
  RecordingAsset,
  Registrant,
  Session,
  SessionFigures,
  Webinar,
} from "./model.ts";
import { recordingOf } from "./recordings.ts";
import { deriveRegistrants } from "./registrants.ts";
import { Rolls } from "./rolls.ts";

/** Which webinars to list: those of an organizer or of a whole account. */
export type Owner = { readonly organizerKey: Key } | { readonly accountKey: Key };

export type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

/** Registrants held in memory for webinars that nobody changed. */
const heldRegistrants = 40_000;

export abstract class Records extends Directory {
  protected readonly rolls: Rolls;
  readonly #uploads: readonly RecordingAsset[];
  readonly #webinars = new Map<Key, Webinar>();
  readonly #byOrganizer = new Map<Key, Webinar[]>();
  readonly #sessions = new WeakMap<Webinar, readonly Session[]>();
  readonly #lists = new Map<string, { readonly until: Instant; readonly list: readonly unknown[] }>();
  #revision = 0;

  constructor(contents: WorldContents) {
    super(contents);
    this.#uploads = contents.uploads;
    this.rolls = new Rolls((webinar) => deriveRegistrants(this.seed, webinar), heldRegistrants);
  }

  /** Where the world stands in time. */
  abstract readonly now: Instant;
  /** Milliseconds between the end of a session and the moment its data can be read. */
  abstract readonly dataDelay: number;
  /** Share of the people registered through the API who come. */
  abstract readonly showUp: number;

  /** Grows with every change through the API or the control API. */
  get revision(): number {
    return this.#revision;
  }

  // -------------------------------------------------------------------------------------------- webinars

  /** All webinars, in the order in which they were made. */
  get webinars(): IterableIterator<Webinar> {
    return this.#webinars.values();
  }

  get webinarCount(): number {
    return this.#webinars.size;
  }

  webinar(webinarKey: Key): Webinar | undefined {
    return this.#webinars.get(webinarKey);
  }

  /**
   * Webinars with a time that starts within [from, to], in order of their first time, then of making.
   * The list is remembered, so that its pages cost nothing.
   */
  webinarsOf(owner: Owner, from: Instant, to: Instant): readonly Webinar[] {
    const inRange = ({ times }: Webinar) =>
      times.some(({ startTime }) => startTime >= from && startTime <= to);
    return this.#remember(`webinars ${nameOf(owner)} ${from} ${to}`, () => ({
      until: Number.POSITIVE_INFINITY,
      list: this.#owned(owner).filter(inRange).sort(byFirstTime),
    }));
  }

  /** The members of a series, in order of time. */
  seriesMembers(recurrenceKey: Key): readonly Webinar[] {
    return [...this.#webinars.values()]
      .filter((one) => one.recurrenceKey === recurrenceKey)
      .sort(byFirstTime);
  }

  /** The organizer who owns a webinar. */
  ownerOf(webinar: Webinar): Organizer {
    const organizer = this.organizer(webinar.organizerKey);
    if (organizer === undefined)
      throw new Error(`Webinar ${webinar.webinarKey} belongs to nobody in this world.`);
    return organizer;
  }

  isInSession(webinar: Webinar): boolean {
    return (
      webinar.plan.isHeld &&
      webinar.times.some(({ startTime, endTime }) => startTime <= this.now && this.now < endTime)
    );
  }

  /** True when it does not run now and has a time to come: only then may it be changed (goto-webinar.md 6). */
  isScheduled(webinar: Webinar): boolean {
    return !this.isInSession(webinar) && webinar.times.some(({ startTime }) => startTime > this.now);
  }

  /** What runs now, in the order of `webinarsOf`. */
  inSessionWebinarsOf(owner: Owner): readonly Webinar[] {
    return this.#owned(owner)
      .filter((webinar) => this.isInSession(webinar))
      .sort(byFirstTime);
  }

  // ------------------------------------------------------------------------------------------ registrants

  /** In order of registration. */
  registrants(webinar: Webinar): readonly Registrant[] {
    return this.rolls.of(webinar).registrants;
  }

  /** As many as `registrants` has, without making them. */
  registrantCount(webinar: Webinar): number {
    return this.rolls.changed(webinar)?.registrants.length ?? webinar.plan.registrants;
  }

  registrant(webinar: Webinar, registrantKey: Key): Registrant | undefined {
    return this.rolls.of(webinar).byKey.get(registrantKey);
  }

  /** The address is compared without regard to case (goto-webinar.md 16.7). */
  registrantByEmail(webinar: Webinar, email: string): Registrant | undefined {
    const roll = this.rolls.of(webinar);
    roll.byEmail ??= new Map(
      roll.registrants.map((registrant) => [registrant.email.toLowerCase(), registrant]),
    );
    return roll.byEmail.get(email.toLowerCase());
  }

  // -------------------------------------------------------------------------------- sessions and attendance

  /** Sessions of a webinar that have ended and whose data is there, in order of start. */
  sessions(webinar: Webinar): readonly Session[] {
    const sessions = this.allSessions(webinar);
    const last = sessions.at(-1);
    if (last === undefined || this.#isVisible(last)) return sessions;
    return sessions.filter((session) => this.#isVisible(session));
  }

  /** As `sessions`; undefined also for a session that has not ended or whose data is not there yet. */
  session(webinar: Webinar, sessionKey: Key): Session | undefined {
    return this.sessions(webinar).find((session) => session.sessionKey === sessionKey);
  }

  /** Sessions that started within [from, to], over all webinars of the owner, in order of start. */
  sessionsOf(owner: Owner, from: Instant, to: Instant): readonly Session[] {
    return this.#remember(`sessions ${nameOf(owner)} ${from} ${to}`, () => {
      const list: Session[] = [];
      let until = Number.POSITIVE_INFINITY;
      for (const webinar of this.#owned(owner)) {
        for (const session of this.allSessions(webinar)) {
          if (session.startTime < from || session.startTime > to) continue;
          if (this.#isVisible(session)) list.push(session);
          else until = Math.min(until, session.endTime + this.dataDelay);
        }
      }
      return { until, list: list.sort(byStart) };
    });
  }

  /** In the order of the registrants. */
  attendees(webinar: Webinar, session: Session): readonly Attendee[] {
    return this.#roster(webinar, session).list;
  }

  /** An attendee by registrantKey. */
  attendee(webinar: Webinar, session: Session, registrantKey: Key): Attendee | undefined {
    return this.#roster(webinar, session).byKey.get(registrantKey);
  }

  /**
   * Records of all sessions of a webinar, one per person per session, as one list (goto-webinar.md 8.11):
   * `total`, and those from `offset` on, at most `limit`.
   */
  attendeesOfAllSessions(
    webinar: Webinar,
    offset: number,
    limit: number,
  ): { total: number; page: Attendee[] } {
    const page: Attendee[] = [];
    let total = 0;
    for (const session of this.sessions(webinar)) {
      const skipped = offset + page.length - total;
      if (page.length < limit && skipped < session.attendeeCount)
        page.push(...this.attendees(webinar, session).slice(skipped, skipped + limit - page.length));
      total += session.attendeeCount;
    }
    return { total, page };
  }

  figures(webinar: Webinar, session: Session): SessionFigures {
    return figuresOf(this.seed, webinar, session, this.attendees(webinar, session));
  }

  polls(webinar: Webinar, session: Session): QuestionResult[] {
    const answers = this.attendees(webinar, session).map((attendee) => this.attendeePolls(webinar, attendee));
    return resultsOf(webinar.polls, answers);
  }

  surveys(webinar: Webinar, session: Session): QuestionResult[] {
    const answers = this.attendees(webinar, session).map((attendee) =>
      this.attendeeSurveys(webinar, attendee),
    );
    return resultsOf(webinar.survey?.questions ?? [], answers);
  }

  questions(webinar: Webinar, session: Session): AskedQuestion[] {
    return askedQuestions(
      this.seed,
      webinar,
      session,
      this.attendees(webinar, session),
      this.ownerOf(webinar),
    );
  }

  attendeePolls(webinar: Webinar, attendee: Attendee): AttendeeAnswer[] {
    return attendeePollAnswers(this.seed, webinar, attendee);
  }

  attendeeSurveys(webinar: Webinar, attendee: Attendee): AttendeeSurveyAnswer[] {
    return attendeeSurveyAnswers(this.seed, webinar, attendee);
  }

  attendeeQuestions(webinar: Webinar, attendee: Attendee): AskedQuestion[] {
    const { registrantKey } = attendee.registrant;
    return this.questions(webinar, attendee.session).filter(({ askerKey }) => askerKey === registrantKey);
  }

  // ------------------------------------------------------------------------------------------- recordings

  /** Completed recordings of a webinar, oldest first. */
  recordings(webinar: Webinar): readonly RecordingAsset[] {
    return this.sessions(webinar).flatMap((session) => recordingOf(this.seed, webinar, session) ?? []);
  }

  /** All completed assets of the owner, uploads included, oldest first. Sorting and filters are the operation's. */
  recordingAssetsOf(owner: Owner): readonly RecordingAsset[] {
    const mine = (asset: RecordingAsset) =>
      "organizerKey" in owner
        ? asset.creatorKey === owner.organizerKey
        : asset.accountKey === owner.accountKey;
    const recorded = this.#owned(owner).flatMap((webinar) => this.recordings(webinar));
    return [...this.#uploads.filter(mine), ...recorded].sort(
      (one, other) => one.createTime - other.createTime,
    );
  }

  // ----------------------------------------------------------------------------------------- for `World`

  protected enter(webinar: Webinar): void {
    this.#webinars.set(webinar.webinarKey, webinar);
    const own = this.#byOrganizer.get(webinar.organizerKey);
    if (own === undefined) this.#byOrganizer.set(webinar.organizerKey, [webinar]);
    else own.push(webinar);
    this.touch();
  }

  /** False when it was gone already. */
  protected remove(webinar: Webinar): boolean {
    if (!this.#webinars.delete(webinar.webinarKey)) return false;
    const own = this.#byOrganizer.get(webinar.organizerKey) ?? [];
    own.splice(own.indexOf(webinar), 1);
    this.rolls.drop(webinar);
    this.touch();
    return true;
  }

  /** Sessions and attendance must be worked out anew: of one webinar, or of all. */
  protected forgetSessions(webinar?: Webinar): void {
    this.rolls.forgetAttendance(webinar);
    for (const one of webinar === undefined ? this.#webinars.values() : [webinar]) this.#sessions.delete(one);
    this.touch();
  }

  /** Remembered lists are no longer true. */
  protected touch(): void {
    this.#revision++;
    this.#lists.clear();
  }

  /** All sessions a webinar has, will have, or would have: also those that are still to come. */
  protected allSessions(webinar: Webinar): readonly Session[] {
    const known = this.#sessions.get(webinar);
    if (known !== undefined) return known;
    const made = runsOf(webinar).map((run) => this.#sessionOf(webinar, run));
    this.#sessions.set(webinar, made);
    return made;
  }

  #sessionOf(webinar: Webinar, run: Run): Session {
    const roll = this.rolls.changed(webinar);
    const attendeeCount =
      roll === undefined
        ? webinar.plan.attendees
        : roll.registrants.filter((one) => comesTo(this.seed, webinar, run, one, this.showUp)).length;
    const substitute = webinar.coOrganizers.find(({ external }) => !external);
    const substituted = chance(this.seed, webinar.plan.ordinal, run.ordinal, 50) < 0.1;
    return {
      sessionKey: sessionKeyOf(this.seed, webinar, run),
      webinarKey: webinar.webinarKey,
      ordinal: run.ordinal,
      timeIndex: run.timeIndex,
      startTime: run.startTime,
      endTime: run.endTime,
      startingOrganizerKey:
        substituted && substitute !== undefined ? substitute.memberKey : webinar.organizerKey,
      registrantCount: this.registrantCount(webinar),
      attendeeCount,
      pollCount: webinar.polls.length,
      questionCount: askedCount(webinar, attendeeCount),
    };
  }

  #roster(webinar: Webinar, session: Session) {
    const { registrants, rosters } = this.rolls.of(webinar);
    const known = rosters.get(session.ordinal);
    if (known !== undefined) return known;
    const list = deriveAttendees(this.seed, webinar, session, registrants, this.showUp);
    const made = {
      list,
      byKey: new Map(list.map((attendee) => [attendee.registrant.registrantKey, attendee])),
    };
    rosters.set(session.ordinal, made);
    return made;
  }

  #isVisible(session: Session): boolean {
    return session.endTime + this.dataDelay <= this.now;
  }

  #owned(owner: Owner): Webinar[] {
    if ("organizerKey" in owner) return [...(this.#byOrganizer.get(owner.organizerKey) ?? [])];
    return [...this.#webinars.values()].filter((webinar) => webinar.accountKey === owner.accountKey);
  }

  #remember<Item>(name: string, make: () => { until: Instant; list: readonly Item[] }): readonly Item[] {
    const known = this.#lists.get(name);
    if (known !== undefined && this.now < known.until) return known.list as readonly Item[];
    const made = make();
    // A client that asks for ever new ranges must not fill the memory.
    if (this.#lists.size >= 32) this.#lists.clear();
    this.#lists.set(name, made);
    return made.list;
  }
}

function nameOf(owner: Owner): string {
  return "organizerKey" in owner ? `organizer ${owner.organizerKey}` : `account ${owner.accountKey}`;
}

export function byStart(
  one: { readonly startTime: Instant },
  other: { readonly startTime: Instant },
): number {
  return one.startTime - other.startTime;
}

function byFirstTime(one: Webinar, other: Webinar): number {
  return (
    (one.times[0]?.startTime ?? 0) - (other.times[0]?.startTime ?? 0) || one.plan.ordinal - other.plan.ordinal
  );
}
