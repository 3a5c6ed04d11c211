/**
 * The world: everything there is at "GoTo", one for all APIs, and the only place that changes it.
 *
 * Reading is inherited (`records.ts`, `directory.ts`); here are time and change. It is NOT the wire: operations
 * turn what they find here into GoTo's bytes, and check rights and input before they change anything.
 *
 * Time: the world stands at `now`. `advance` moves it on, and whatever lies between happens: people join,
 * surveys come in. Sessions show `dataDelay` after their end (goto-webinar.md 10.5).
 */

import { Agenda } from "./agenda.ts";
import { surveyTime } from "./answers.ts";
import { type Run, runsOf } from "./attendance.ts";
import {
  buildCoOrganizer,
  buildPanelist,
  buildRegistrant,
  buildWebinar,
  type NewRegistrant,
  type NewWebinar,
  type WebinarChanges,
} from "./changes.ts";
import type { WorldContents } from "./contents.ts";
import type { Happening } from "./happening.ts";
import { keyAt } from "./keys.ts";
import type {
  Audio,
  CoOrganizer,
  Instant,
  Key,
  Organizer,
  Panelist,
  Registrant,
  SecretKey,
  UserSubscription,
  Webhook,
  Webinar,
} from "./model.ts";
import { byStart, type Mutable, Records } from "./records.ts";
import { defaultSwitches, type Switches } from "./switches.ts";

export type { Owner } from "./records.ts";

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

type Due =
  | { readonly webinar: Webinar; readonly run: Run; readonly edition: number }
  | { readonly happening: Happening };

export class World extends Records {
  /** Webhooks by key; the webhooks room keeps them. They live here so that the world can be shown whole. */
  readonly webhooks = new Map<string, Webhook>();
  readonly userSubscriptions = new Map<string, UserSubscription>();
  /** By client, in order of making: a new key takes over at its validFrom (goto-webinar.md 13.1). */
  readonly secretKeys = new Map<string, readonly SecretKey[]>();
  /** Operations read them at each call; the control API turns them. */
  readonly switches: Switches;

  readonly #agenda = new Agenda<Due>();
  /** How often the times of a webinar were put on the agenda: entries of older editions are void. */
  readonly #editions = new WeakMap<Webinar, number>();
  readonly #listeners = new Set<(happening: Happening) => void>();
  #now: Instant;
  #dataDelay: number;
  #showUp: number;
  #nextOrdinal: number;
  #nextIncident = 0;
  #nextMember = 0;

  constructor({ contents, now, dataDelay = 0, showUp = 1, switches }: WorldOptions) {
    super(contents);
    this.switches = { ...defaultSwitches(), ...switches };
    this.#now = now;
    this.#dataDelay = dataDelay;
    this.#showUp = showUp;
    this.#nextOrdinal = contents.webinars.reduce((most, { plan }) => Math.max(most, plan.ordinal + 1), 0);
    for (const webinar of contents.webinars) this.#add({ ...webinar });
  }

  get now(): Instant {
    return this.#now;
  }

  get dataDelay(): number {
    return this.#dataDelay;
  }

  set dataDelay(milliseconds: number) {
    this.#dataDelay = milliseconds;
    this.touch();
  }

  get showUp(): number {
    return this.#showUp;
  }

  set showUp(share: number) {
    this.#showUp = share;
    this.forgetSessions();
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
      else if (this.#editions.get(due.webinar) === due.edition) this.#begin(due.webinar, due.run);
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

  /** Makes a webinar; a series makes one for each time (goto-webinar.md 6). In order of time. */
  createWebinars(input: NewWebinar): readonly Webinar[] {
    const slots = input.kind === "series" ? input.times.map((slot) => [slot]) : [input.times];
    const recurrenceKey =
      input.kind === "series"
        ? (input.recurrenceKey ?? keyAt(this.seed, "recurrence", this.#nextOrdinal))
        : null;
    const made = slots.map((times) =>
      this.#add(buildWebinar(this.seed, this.#nextOrdinal++, this.#now, { ...input, times }, recurrenceKey)),
    );
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
    if (times !== undefined) this.#schedule(webinar);
    this.#tell({ type: "webinar changed", at: this.#now, webinar });
  }

  /** Removes a webinar with everything under it. */
  deleteWebinar(webinar: Webinar): void {
    if (this.remove(webinar)) this.#tell({ type: "webinar deleted", at: this.#now, webinar });
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

  /** Registers somebody. The caller has checked fields, answers and that the address is new. */
  addRegistrant(webinar: Webinar, input: NewRegistrant): Registrant {
    const roll = this.rolls.of(webinar);
    this.rolls.keep(roll);
    const index = webinar.plan.registrants + roll.added++;
    const registrant = buildRegistrant(this.seed, webinar, index, this.#now, input);
    roll.registrants.push(registrant);
    roll.byKey.set(registrant.registrantKey, registrant);
    roll.byEmail?.set(registrant.email.toLowerCase(), registrant);
    this.forgetSessions(webinar);
    this.#tell({ type: "registrant added", at: this.#now, webinar, registrant });
    return registrant;
  }

  /** Hard, as at GoTo (goto-webinar.md 9.3). The caller has made sure that the webinar has not begun. */
  deleteRegistrant(webinar: Webinar, registrant: Registrant): void {
    const roll = this.rolls.of(webinar);
    this.rolls.keep(roll);
    roll.registrants = roll.registrants.filter((one) => one !== registrant);
    roll.byKey.delete(registrant.registrantKey);
    roll.byEmail?.delete(registrant.email.toLowerCase());
    this.forgetSessions(webinar);
  }

  /** What the organizer does in the web UI with manual approval; no operation does it (goto-webinar.md 6). */
  decideRegistrant(webinar: Webinar, registrant: Registrant, status: "APPROVED" | "DENIED"): void {
    this.rolls.keep(this.rolls.of(webinar));
    (registrant as Mutable<Registrant>).status = status;
    this.forgetSessions(webinar);
  }

  #add(webinar: Webinar): Webinar {
    this.enter(webinar);
    this.#schedule(webinar);
    return webinar;
  }

  #change(webinar: Webinar, changes: Partial<Webinar>): void {
    Object.assign(webinar as Mutable<Webinar>, changes);
    this.forgetSessions(webinar);
  }

  #schedule(webinar: Webinar): void {
    const edition = (this.#editions.get(webinar) ?? 0) + 1;
    this.#editions.set(webinar, edition);
    for (const run of runsOf(webinar))
      if (run.startTime > this.#now) this.#agenda.add(run.startTime, { webinar, run, edition });
  }

  /** A run begins: its joins and surveys go on the agenda. Nobody listening, nothing to do. */
  #begin(webinar: Webinar, run: Run): void {
    if (this.#listeners.size === 0 || this.webinar(webinar.webinarKey) !== webinar) return;
    const session = this.allSessions(webinar).find(({ ordinal }) => ordinal === run.ordinal);
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

  #tell(happening: Happening): void {
    for (const listener of this.#listeners) listener(happening);
  }
}
