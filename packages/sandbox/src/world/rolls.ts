/**
 * The rolls: who registered for each webinar and who came, derived on first touch and forgotten again.
 *
 * A world may hold a million attendees; only the webinars that are being read are held in memory (the least
 * recently read go first). A webinar whose list was changed through the API stays, since its list can no
 * longer be derived.
 */

import type { Attendee, Key, Registrant, Webinar } from "./model.ts";

export interface Roll {
  /** In order of registration. */
  registrants: Registrant[];
  byKey: Map<Key, Registrant>;
  /** By lower-case address. Made when first asked for. */
  byEmail: Map<string, Registrant> | null;
  /** By place of the session. */
  rosters: Map<number, { readonly list: readonly Attendee[]; readonly byKey: ReadonlyMap<Key, Attendee> }>;
  changed: boolean;
  /** Registrants ever added through the API: gives the next key. */
  added: number;
}

export class Rolls {
  readonly #derive: (webinar: Webinar) => Registrant[];
  readonly #limit: number;
  readonly #rolls = new Map<Webinar, Roll>();
  #held = 0;

  /** `limit`: registrants held for unchanged webinars, all together. */
  constructor(derive: (webinar: Webinar) => Registrant[], limit: number) {
    this.#derive = derive;
    this.#limit = limit;
  }

  of(webinar: Webinar): Roll {
    const known = this.#rolls.get(webinar);
    if (known !== undefined) {
      if (!known.changed) {
        this.#rolls.delete(webinar);
        this.#rolls.set(webinar, known);
      }
      return known;
    }
    const registrants = this.#derive(webinar);
    const roll: Roll = {
      registrants,
      byKey: new Map(registrants.map((registrant) => [registrant.registrantKey, registrant])),
      byEmail: null,
      rosters: new Map(),
      changed: false,
      added: 0,
    };
    this.#rolls.set(webinar, roll);
    this.#held += registrants.length;
    if (this.#held > this.#limit) this.#forget(webinar);
    return roll;
  }

  /** The roll, if somebody changed it: else everything about it follows from the plan. */
  changed(webinar: Webinar): Roll | undefined {
    const roll = this.#rolls.get(webinar);
    return roll?.changed === true ? roll : undefined;
  }

  /** To be called before a roll is changed, so that it is not forgotten. */
  keep(roll: Roll): void {
    if (!roll.changed) this.#held -= roll.registrants.length;
    roll.changed = true;
  }

  drop(webinar: Webinar): void {
    const roll = this.#rolls.get(webinar);
    if (roll !== undefined && !roll.changed) this.#held -= roll.registrants.length;
    this.#rolls.delete(webinar);
  }

  /** Attendance must be worked out anew, because times or a rule changed. */
  forgetAttendance(webinar?: Webinar): void {
    if (webinar !== undefined) this.#rolls.get(webinar)?.rosters.clear();
    else for (const roll of this.#rolls.values()) roll.rosters.clear();
  }

  #forget(justRead: Webinar): void {
    for (const [webinar, roll] of this.#rolls) {
      if (this.#held <= this.#limit) return;
      if (roll.changed || webinar === justRead) continue;
      this.#rolls.delete(webinar);
      this.#held -= roll.registrants.length;
    }
  }
}
