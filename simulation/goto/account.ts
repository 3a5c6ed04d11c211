/**
 * What an organizer has at GoTo: webinars and their registrants, which come and go while they are read. Each webinar's
 * list only grows, only shrinks or stands still for the whole simulation, since that is what the walk can promise
 * (`entities/query/page-list.ts` of the hub).
 */
import type { World } from "../world/world.ts";

interface Registrant {
  readonly key: string;
  readonly since: number;
  until: number;
}

interface WebinarInWorld {
  readonly key: string;
  readonly changes: "grows" | "shrinks" | "none";
  readonly registrants: Registrant[];
}

/** A webinar to which flows register people; no walk sees it. */
interface FlowWebinar {
  readonly key: string;
  readonly registrants: Map<string, { readonly key: string; readonly joinUrl: string }>;
}

export class Account {
  readonly organizerKey: string;
  readonly flowWebinar: FlowWebinar;
  readonly webinars: readonly WebinarInWorld[];
  /** E-mail addresses of registrations that were carried out, and how often. */
  readonly registered = new Map<string, number>();
  readonly #gone: Registrant[] = [];
  #serial = 0;
  readonly #world: World;

  constructor(world: World, organizerKey: string) {
    this.#world = world;
    this.organizerKey = organizerKey;
    this.flowWebinar = { key: `${organizerKey}900`, registrants: new Map() };
    const chance = world.chance.fork(`account ${organizerKey}`);
    const { webinars, mostRegistrants, faults } = world.settings;
    this.webinars = Array.from({ length: webinars }, (_, index) => ({
      key: `${organizerKey}${100 + index}`,
      changes: chance.pick(["grows", "shrinks", "none"] as const),
      registrants: Array.from({ length: chance.whole(0, mostRegistrants) }, () => this.#person()),
    }));
    world.often(`changes ${organizerKey}`, faults.changesPerHour, (drawn) => {
      const { changes, registrants } = drawn.pick(this.webinars);
      const place = drawn.whole(0, registrants.length);
      if (changes === "grows") registrants.splice(place, 0, this.#person());
      if (changes === "shrinks") {
        for (const gone of registrants.splice(place, 1)) {
          gone.until = world.time;
          this.#gone.push(gone);
        }
      }
    });
  }

  /** Keys of the registrants that were there all the time, and of those that were there at any time at all. */
  between(from: number, to: number): { always: Set<string>; ever: Set<string> } {
    const everybody = [...this.webinars.flatMap(({ registrants }) => registrants), ...this.#gone];
    const keys = (wanted: (one: Registrant) => boolean) =>
      new Set(everybody.filter(wanted).map(({ key }) => key));
    return {
      always: keys(({ since, until }) => since <= from && until >= to),
      ever: keys(({ since, until }) => since <= to && until >= from),
    };
  }

  #person(): Registrant {
    const key = `${this.organizerKey}${100_000 + this.#serial++}`;
    return { key, since: this.#world.time, until: Number.POSITIVE_INFINITY };
  }
}
