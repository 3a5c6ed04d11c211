/**
 * What writers need to know of the webinars of their rows, asked once per webinar and run, however many rows there are.
 * NOT for what a writer changes itself: an update reads the webinar anew.
 */
import {
  type CallOptions,
  type Coorganizer,
  type ListedRegistrant,
  NotFoundError,
  type Panelist,
  type RegistrationFields,
  type Webinar,
} from "@rostrum/goto";
import type { ConnectedClient } from "../../connections/index.ts";
import { HubError } from "../../platform/errors.ts";
import { unknownWebinar } from "../registry/unknown-webinar.ts";

export interface WebinarFacts {
  /** Rejects with HubError "webinar.unknown". */
  webinar(webinarKey: string): Promise<Webinar>;
  registrationForm(webinarKey: string): Promise<RegistrationFields>;
  coorganizers(webinarKey: string): Promise<Coorganizer[]>;
  panelists(webinarKey: string): Promise<Panelist[]>;
  /**
   * The registrant with this address, or undefined. The list is read at the first question about a webinar; `anew` reads
   * it again, for somebody who may have been added since.
   */
  registrant(webinarKey: string, email: string, anew?: boolean): Promise<ListedRegistrant | undefined>;
}

export function createWebinarFacts(client: ConnectedClient, options: CallOptions): WebinarFacts {
  const { organizerKey } = client;
  const { webinar: api } = client.goto;

  async function readRegistrants(webinarKey: string): Promise<ReadonlyMap<string, ListedRegistrant>> {
    const byEmail = new Map<string, ListedRegistrant>();
    for await (const page of api.allRegistrants({ organizerKey, webinarKey }, options)) {
      for (const registrant of page) byEmail.set(registrant.email.toLowerCase(), registrant);
    }
    return byEmail;
  }
  const registrants = once(readRegistrants);

  return {
    webinar: once(async (webinarKey) => {
      try {
        return await api.getWebinar({ organizerKey, webinarKey }, options);
      } catch (error) {
        throw error instanceof NotFoundError ? unknownWebinar(webinarKey, error) : error;
      }
    }).get,
    registrationForm: once((webinarKey) => api.getRegistrationFields({ organizerKey, webinarKey }, options))
      .get,
    coorganizers: once((webinarKey) => api.getCoorganizers({ organizerKey, webinarKey }, options)).get,
    panelists: once((webinarKey) => api.getPanelists({ organizerKey, webinarKey }, options)).get,
    async registrant(webinarKey, email, anew = false) {
      if (anew) registrants.forget(webinarKey);
      return (await registrants.get(webinarKey)).get(email.toLowerCase());
    },
  };
}

/** Asks once per webinar; what failed is asked again. */
function once<Fact>(ask: (webinarKey: string) => Promise<Fact>) {
  const known = new Map<string, Promise<Fact>>();
  return {
    get(webinarKey: string): Promise<Fact> {
      const before = known.get(webinarKey);
      if (before !== undefined) return before;
      const asked = ask(webinarKey);
      known.set(webinarKey, asked);
      asked.catch(() => known.delete(webinarKey));
      return asked;
    },
    forget: (webinarKey: string) => known.delete(webinarKey),
  };
}

/** Whether the last meeting that GoTo shows is over. Of a sequence it shows only those to come (goto-webinar.md 8.3). */
export function isOver({ inSession, times }: Webinar, now: number): boolean {
  return !inSession && !times.some(({ endTime }) => Date.parse(endTime) > now);
}

export function webinarOver({ webinarKey, subject, times }: Webinar, what: string): HubError {
  const last = times.at(-1)?.endTime;
  return new HubError({
    kind: "rejected",
    code: "webinar.over",
    message: `Webinar ${webinarKey} "${subject}" is over${last === undefined ? "" : ` (it ended ${last})`}: ${what}.`,
    meaning: "Nothing was sent for this row.",
    remedy: "Take a webinar that is still to come: `rostrum query UpcomingWebinar`.",
  });
}
