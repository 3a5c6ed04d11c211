/**
 * The world: everything there is at "GoTo", one for all APIs, and the only place that changes it.
 *
 * It is lazy. Webinars are held; their registrants, sessions and attendance are derived from seed and webinar
 * when somebody looks (see `rolls.ts`), so a world of a million attendees starts at once and stays small. All
 * lists keep their order between calls, so that paging is index access.
 *
 * It is NOT the wire: operations turn what they find here into GoTo's bytes, and check rights and input. What
 * is asked for here must exist; the lookups that take a key answer undefined when it does not.
 *
 * Time: the world stands at `now`. `advance` moves it on, and whatever lies between happens: people join,
 * surveys come in. Sessions show `dataDelay` after their end (goto-webinar.md 10.5).
 */

import { Agenda } from "./agenda.ts";
import {
  askedCount,
  askedQuestions,
  attendeePollAnswers,
  attendeeSurveyAnswers,
  figuresOf,
  resultsOf,
  surveyTime,
} from "./answers.ts";
import { comesTo, deriveAttendees, type Run, runsOf, sessionKeyOf } from "./attendance.ts";
import { chance } from "./chance.ts";
import type { NewRegistrant, NewWebinar, WebinarChanges } from "./changes.ts";
import { buildCoOrganizer, buildPanelist, buildRegistrant, buildWebinar } from "./changes.ts";
import type { WorldContents } from "./contents.ts";
import { keyAt } from "./keys.ts";
import type {
  Account,
  AskedQuestion,
  Attendee,
  AttendeeAnswer,
  AttendeeSurveyAnswer,
  Audio,
  CoOrganizer,
  Happening,
  Instant,
  Key,
  OAuthClient,
  Organizer,
  Panelist,
  PersonalAccessToken,
  QuestionResult,
  RecordingAsset,
  Registrant,
  SecretKey,
  Session,
  SessionFigures,
  UserSubscription,
  Webhook,
  Webinar,
} from "./model.ts";
import { recordingOf } from "./recordings.ts";
import { deriveRegistrants } from "./registrants.ts";
import { Rolls } from "./rolls.ts";
import { defaultSwitches, type Switches } from "./switches.ts";

export interface WorldOptions {
  readonly contents: WorldContents;
  /** Where the clock stands at the beginning. */
  readonly now: Instant;
  /** Milliseconds between the end of a session and the moment its data can be read. Default 0. */
  readonly dataDelay?: number;
  /** Share of the people registered through the API who come. Default 1. */
  readonly showUp?: number;
  readonly switches?: Partial<Switches>;
}

/** Which webinars to list: those of an organizer or of a whole account. */
export type Owner = { readonly organizerKey: Key } | { readonly accountKey: Key };

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };
type Due = { readonly run: Run; readonly webinar: Webinar } | { readonly happening: Happening };

/** Registrants held in memory for webinars that nobody changed. */
const heldRegistrants = 40_000;

export class World {
  readonly seed: number;
  /** Webhooks by key; the webhooks room keeps them. They live here so that the world can be shown whole. */
  readonly webhooks = new Map<string, Webhook>();
  readonly userSubscriptions = new Map<string, UserSubscription>();
  /** By client, oldest first: a new key takes over at its validFrom, until then the old one signs (goto-webinar.md 13.1). */
  readonly secretKeys = new Map<string, readonly SecretKey[]>();
  /** Operations read them at each call; the control API turns them. */
  readonly switches: Switches;

  readonly #contents: WorldContents;
  readonly #accounts: ReadonlyMap<Key, Account>;
  readonly #organizers: ReadonlyMap<Key, Organizer>;
  readonly #clients: ReadonlyMap<string, OAuthClient>;
  readonly #tokens: ReadonlyMap<string, PersonalAccessToken>;
  readonly #webinars = new Map<Key, Webinar>();
  readonly #byOrganizer = new Map<Key, Webinar[]>();
  readonly #listed = new Map<string, { readonly until: Instant; readonly list: readonly unknown[] }>();
  readonly #sessions = new WeakMap<Webinar, readonly Session[]>();
  readonly #rolls: Rolls;
  readonly #agenda = new Agenda<Due>();
  readonly #listeners = new Set<(happening: Happening) => void>();
  #now: Instant;
  #dataDelay: number;
  #showUp: number;
  #revision = 0;
  #nextOrdinal: number;
  #nextIncident = 0;
  #nextMember = 0;

  constructor({ contents, now, dataDelay = 0, showUp = 1, switches }: WorldOptions) {
    this.seed = contents.seed;
    this.#contents = contents;
    this.switches = { ...defaultSwitches(), ...switches };
    this.#now = now;
    this.#dataDelay = dataDelay;
    this.#showUp = showUp;
    this.#accounts = new Map(contents.accounts.map((account) => [account.accountKey, account]));
    this.#organizers = new Map(contents.organizers.map((organizer) => [organizer.organizerKey, organizer]));
    this.#clients = new Map(contents.clients.map((client) => [client.clientId, client]));
    this.#tokens = new Map(contents.personalAccessTokens.map((token) => [token.token, token]));
    this.#rolls = new Rolls((webinar) => deriveRegistrants(this.seed, webinar), heldRegistrants);
    this.#nextOrdinal = contents.webinars.reduce((most, { plan }) => Math.max(most, plan.ordinal + 1), 0);
    for (const webinar of contents.webinars) this.#enter({ ...webinar });
  }

  // ------------------------------------------------------------------------------------------------ time

  get now(): Instant {
    return this.#now;
  }

  /** Grows with every change and whenever something becomes visible; equal revisions, equal answers. */
  get revision(): number {
    return this.#revision;
  }

  get dataDelay(): number {
    return this.#dataDelay;
  }

  set dataDelay(milliseconds: number) {
    this.#dataDelay = milliseconds;
    this.#touch();
  }

  get showUp(): number {
    return this.#showUp;
  }

  set showUp(share: number) {
    this.#showUp = share;
    this.#rolls.forgetAttendance();
    this.#touch();
  }

  /**
   * Moves the world on to `now` and lets happen what lies between. An instant in the past is ignored: what has
   * happened cannot be undone.
   */
  advance(now: Instant): void {
    if (now <= this.#now) return;
    while (this.#agenda.next <= now) {
      this.#now = Math.max(this.#now, this.#agenda.next);
      const due = this.#agenda.take(now);
      if (due === undefined) break;
      if ("happening" in due) this.#tell(due.happening);
      else this.#begin(due.webinar, due.run);
    }
    this.#now = now;
  }

  /** Hands every happening to `listener` until the returned function is called. A listener must not throw. */
  listen(listener: (happening: Happening) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A fresh number for an error body (goto-webinar.md 5.1b). */
  nextIncident(): Key {
    return keyAt(this.seed, "incident", 0, this.#nextIncident++);
  }

  // ------------------------------------------------------------------------------------ people and clients

  get accounts(): readonly Account[] {
    return this.#contents.accounts;
  }

  get organizers(): readonly Organizer[] {
    return this.#contents.organizers;
  }

  get clients(): readonly OAuthClient[] {
    return this.#contents.clients;
  }

  get personalAccessTokens(): readonly PersonalAccessToken[] {
    return this.#contents.personalAccessTokens;
  }

  account(accountKey: Key): Account | undefined {
    return this.#accounts.get(accountKey);
  }

  organizer(organizerKey: Key): Organizer | undefined {
    return this.#organizers.get(organizerKey);
  }

  organizersOf(accountKey: Key): readonly Organizer[] {
    return this.organizers.filter(({ memberships }) =>
      memberships.some((membership) => membership.accountKey === accountKey),
    );
  }

  client(clientId: string): OAuthClient | undefined {
    return this.#clients.get(clientId);
  }

  personalAccessToken(token: string): PersonalAccessToken | undefined {
    return this.#tokens.get(token);
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
    const own = (webinar: Webinar) =>
      webinar.times.some(({ startTime }) => startTime >= from && startTime <= to);
    return this.#remember(`webinars ${keyOfOwner(owner)} ${from} ${to}`, () => ({
      until: Number.POSITIVE_INFINITY,
      list: this.#owned(owner).filter(own).sort(byFirstTime),
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
      webinar.times.some(({ startTime, endTime }) => startTime <= this.#now && this.#now < endTime)
    );
  }

  /** True when no time of the webinar has begun yet: only then may it be changed (goto-webinar.md 6). */
  isScheduled(webinar: Webinar): boolean {
    return !this.isInSession(webinar) && webinar.times.some(({ startTime }) => startTime > this.#now);
  }

  /** What runs now, in the order of `webinarsOf`. */
  inSessionWebinarsOf(owner: Owner): readonly Webinar[] {
    return this.#owned(owner)
      .filter((webinar) => this.isInSession(webinar))
      .sort(byFirstTime);
  }

  /** Makes a webinar; a series makes one for each time (goto-webinar.md 6). In order of time. */
  createWebinars(input: NewWebinar): readonly Webinar[] {
    const slots = input.kind === "series" ? input.times.map((slot) => [slot]) : [input.times];
    const recurrenceKey =
      input.kind === "series"
        ? (input.recurrenceKey ?? keyAt(this.seed, "recurrence", this.#nextOrdinal))
        : null;
    const made = slots.map((times) =>
      this.#enter(buildWebinar(this.seed, this.#nextOrdinal, this.#now, { ...input, times }, recurrenceKey)),
    );
    this.#touch();
    for (const webinar of made) this.#tell({ type: "webinar created", at: this.#now, webinar });
    return made;
  }

  /**
   * Changes a webinar. New `times` replace those that have not begun; runs that took place stay. The caller
   * has made sure that the webinar may be changed.
   */
  updateWebinar(webinar: Webinar, { times, ...changes }: WebinarChanges): void {
    const begun = webinar.times.filter(({ startTime }) => startTime <= this.#now);
    this.#change(
      webinar,
      times === undefined ? changes : { ...changes, times: [...begun, ...times].sort(byStart) },
    );
    if (times !== undefined) {
      this.#rolls.forgetAttendance(webinar);
      this.#schedule(webinar);
    }
    this.#tell({ type: "webinar changed", at: this.#now, webinar });
  }

  /** Removes a webinar with everything under it. */
  deleteWebinar(webinar: Webinar): void {
    if (!this.#webinars.delete(webinar.webinarKey)) return;
    const own = this.#byOrganizer.get(webinar.organizerKey) ?? [];
    own.splice(own.indexOf(webinar), 1);
    this.#rolls.drop(webinar);
    this.#touch();
    this.#tell({ type: "webinar deleted", at: this.#now, webinar });
  }

  setAudio(webinar: Webinar, audio: Audio): void {
    this.#change(webinar, { audio });
  }

  /** Adds a co-organizer: an organizer of the account, or somebody from outside by name and address. */
  addCoOrganizer(
    webinar: Webinar,
    who: Organizer | { readonly name: string; readonly email: string },
  ): CoOrganizer {
    const added = buildCoOrganizer(this.seed, webinar, this.#nextMember++, who);
    this.#change(webinar, { coOrganizers: [...webinar.coOrganizers, added] });
    return added;
  }

  removeCoOrganizer(webinar: Webinar, memberKey: Key): void {
    this.#change(webinar, {
      coOrganizers: webinar.coOrganizers.filter((one) => one.memberKey !== memberKey),
    });
  }

  addPanelist(webinar: Webinar, who: { readonly name: string; readonly email: string }): Panelist {
    const added = buildPanelist(this.seed, webinar, this.#nextMember++, who);
    this.#change(webinar, { panelists: [...webinar.panelists, added] });
    return added;
  }

  removePanelist(webinar: Webinar, panelistKey: Key): void {
    this.#change(webinar, { panelists: webinar.panelists.filter((one) => one.panelistKey !== panelistKey) });
  }

  // ------------------------------------------------------------------------------------------ registrants

  /** In order of registration. */
  registrants(webinar: Webinar): readonly Registrant[] {
    return this.#rolls.of(webinar).registrants;
  }

  /** As many as `registrants` has, without making them. */
  registrantCount(webinar: Webinar): number {
    return this.#rolls.changed(webinar)?.registrants.length ?? webinar.plan.registrants;
  }

  registrant(webinar: Webinar, registrantKey: Key): Registrant | undefined {
    return this.#rolls.of(webinar).byKey.get(registrantKey);
  }

  /** The address is compared without regard to case (goto-webinar.md 16.7). */
  registrantByEmail(webinar: Webinar, email: string): Registrant | undefined {
    const roll = this.#rolls.of(webinar);
    roll.byEmail ??= new Map(
      roll.registrants.map((registrant) => [registrant.email.toLowerCase(), registrant]),
    );
    return roll.byEmail.get(email.toLowerCase());
  }

  /** Registers somebody. The caller has checked fields, answers and that the address is new. */
  addRegistrant(webinar: Webinar, input: NewRegistrant): Registrant {
    const roll = this.#rolls.of(webinar);
    this.#rolls.keep(roll);
    const index = webinar.plan.registrants + roll.added++;
    const registrant = buildRegistrant(this.seed, webinar, index, this.#now, input);
    roll.registrants.push(registrant);
    roll.byKey.set(registrant.registrantKey, registrant);
    roll.byEmail?.set(registrant.email.toLowerCase(), registrant);
    this.#changedRoll(webinar);
    this.#tell({ type: "registrant added", at: this.#now, webinar, registrant });
    return registrant;
  }

  /** Hard, as at GoTo (goto-webinar.md 9.3). The caller has made sure that the webinar has not begun. */
  deleteRegistrant(webinar: Webinar, registrant: Registrant): void {
    const roll = this.#rolls.of(webinar);
    this.#rolls.keep(roll);
    roll.registrants = roll.registrants.filter((one) => one !== registrant);
    roll.byKey.delete(registrant.registrantKey);
    roll.byEmail?.delete(registrant.email.toLowerCase());
    this.#changedRoll(webinar);
  }

  /** What the organizer does in the web UI with manual approval; no operation does it (goto-webinar.md 6). */
  decideRegistrant(registrant: Registrant, status: "APPROVED" | "DENIED"): void {
    const webinar = this.webinar(registrant.webinarKey);
    if (webinar === undefined) return;
    this.#rolls.keep(this.#rolls.of(webinar));
    (registrant as Mutable<Registrant>).status = status;
    this.#changedRoll(webinar);
  }

  // -------------------------------------------------------------------------------- sessions and attendance

  /** Sessions of a webinar that have ended and whose data is there, in order of start. */
  sessions(webinar: Webinar): readonly Session[] {
    const sessions = this.#allSessions(webinar);
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
    return this.#remember(`sessions ${keyOfOwner(owner)} ${from} ${to}`, () => {
      const list: Session[] = [];
      let until = Number.POSITIVE_INFINITY;
      for (const webinar of this.#owned(owner)) {
        for (const session of this.#allSessions(webinar)) {
          if (session.startTime < from || session.startTime > to) continue;
          if (this.#isVisible(session)) list.push(session);
          else until = Math.min(until, session.endTime + this.#dataDelay);
        }
      }
      return { until, list: list.sort(byStart) };
    });
  }

  attendees(webinar: Webinar, session: Session): readonly Attendee[] {
    const roll = this.#rolls.of(webinar);
    const known = roll.attendees.get(session.ordinal);
    if (known !== undefined) return known;
    const made = deriveAttendees(this.seed, webinar, session, roll.registrants, this.#showUp);
    roll.attendees.set(session.ordinal, made);
    return made;
  }

  /** An attendee by registrantKey. */
  attendee(webinar: Webinar, session: Session, registrantKey: Key): Attendee | undefined {
    return this.attendees(webinar, session).find(
      ({ registrant }) => registrant.registrantKey === registrantKey,
    );
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
    return [...this.#contents.uploads.filter(mine), ...recorded].sort(
      (one, other) => one.createTime - other.createTime,
    );
  }

  // --------------------------------------------------------------------------------------------- within

  #enter(webinar: Webinar): Webinar {
    this.#webinars.set(webinar.webinarKey, webinar);
    const own = this.#byOrganizer.get(webinar.organizerKey);
    if (own === undefined) this.#byOrganizer.set(webinar.organizerKey, [webinar]);
    else own.push(webinar);
    this.#nextOrdinal = Math.max(this.#nextOrdinal, webinar.plan.ordinal + 1);
    this.#schedule(webinar);
    return webinar;
  }

  #owned(owner: Owner): Webinar[] {
    if ("organizerKey" in owner) return [...(this.#byOrganizer.get(owner.organizerKey) ?? [])];
    return [...this.#webinars.values()].filter((webinar) => webinar.accountKey === owner.accountKey);
  }

  #schedule(webinar: Webinar): void {
    for (const run of runsOf(webinar))
      if (run.startTime > this.#now) this.#agenda.add(run.startTime, { webinar, run });
  }

  /** A run begins: its joins and surveys go on the agenda. Nobody listening, nothing to do. */
  #begin(webinar: Webinar, run: Run): void {
    if (this.#listeners.size === 0 || this.#webinars.get(webinar.webinarKey) !== webinar) return;
    const session = this.#allSessions(webinar).find(
      ({ ordinal, startTime, endTime }) =>
        ordinal === run.ordinal && startTime === run.startTime && endTime === run.endTime,
    );
    // The time was moved after this entry was made: the run has an entry of its own at its new time.
    if (session === undefined) return;
    for (const attendee of this.attendees(webinar, session)) {
      const { registrant } = attendee;
      const at = attendee.intervals[0]?.joinTime ?? session.startTime;
      this.#agenda.add(at, { happening: { type: "registrant joined", at, webinar, session, registrant } });
      const answers = this.attendeeSurveys(webinar, attendee);
      if (webinar.survey === null || answers.length === 0) continue;
      const handedIn = surveyTime(this.seed, webinar, attendee);
      const surveyName = webinar.survey.name;
      this.#agenda.add(handedIn, {
        happening: {
          type: "survey submitted",
          at: handedIn,
          webinar,
          session,
          registrant,
          surveyName,
          answers,
        },
      });
    }
  }

  #allSessions(webinar: Webinar): readonly Session[] {
    const known = this.#sessions.get(webinar);
    if (known !== undefined) return known;
    const made = runsOf(webinar).map((run) => this.#sessionOf(webinar, run));
    this.#sessions.set(webinar, made);
    return made;
  }

  #sessionOf(webinar: Webinar, run: Run): Session {
    const roll = this.#rolls.changed(webinar);
    const attendeeCount =
      roll === undefined
        ? webinar.plan.attendees
        : roll.registrants.filter((one) => comesTo(this.seed, webinar, run, one, this.#showUp)).length;
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

  #isVisible(session: Session): boolean {
    return session.endTime + this.#dataDelay <= this.#now;
  }

  #change(webinar: Webinar, changes: Partial<Webinar>): void {
    Object.assign(webinar as Mutable<Webinar>, changes);
    this.#sessions.delete(webinar);
    this.#touch();
  }

  #changedRoll(webinar: Webinar): void {
    this.#rolls.forgetAttendance(webinar);
    this.#sessions.delete(webinar);
    this.#touch();
  }

  #touch(): void {
    this.#revision++;
    this.#listed.clear();
  }

  #tell(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening);
  }

  #remember<Item>(name: string, make: () => { until: Instant; list: readonly Item[] }): readonly Item[] {
    const known = this.#listed.get(name);
    if (known !== undefined && this.#now < known.until) return known.list as readonly Item[];
    const made = make();
    // A client that asks for ever new ranges must not fill the memory.
    if (this.#listed.size >= 32) this.#listed.clear();
    this.#listed.set(name, made);
    return made.list;
  }
}

function keyOfOwner(owner: Owner): string {
  return "organizerKey" in owner ? `organizer ${owner.organizerKey}` : `account ${owner.accountKey}`;
}

function byStart(one: { readonly startTime: Instant }, other: { readonly startTime: Instant }): number {
  return one.startTime - other.startTime;
}

function byFirstTime(one: Webinar, other: Webinar): number {
  return (
    (one.times[0]?.startTime ?? 0) - (other.times[0]?.startTime ?? 0) || one.plan.ordinal - other.plan.ordinal
  );
}
