/**
 * Co-organizers: who else may run a webinar (goto-webinar.md 11).
 */
import type { CallOptions } from "../ports.ts";
import { type Call, path, read, readList } from "./call.ts";
import type { WebinarPath } from "./types.ts";

export interface Coorganizer {
  /** The key that delete and resend take. */
  memberKey: string;
  email: string;
  joinLink: string;
  external: boolean;
  givenName: string;
  /** Absent when external. */
  surname?: string;
}

/** A member of the account by organizer key, or somebody from outside by name and e-mail. */
export type CreateCoorganizer =
  | { readonly external: false; readonly organizerKey: string }
  | {
      readonly external: true;
      /** The full name goes in here. */
      readonly givenName: string;
      readonly email: string;
    };

export interface CoorganizerPath extends WebinarPath {
  /** The memberKey. */
  readonly coorganizerKey: string;
  /** Must be true for external ones: without it GoTo looks among the internal ones only. */
  readonly external: boolean;
}

export function coorganizerOperations(call: Call) {
  return {
    /**
     * Without the creating organizer.
     * GET /organizers/{organizerKey}/webinars/{webinarKey}/coorganizers (goto-webinar.md 11)
     */
    async getCoorganizers(input: WebinarPath, options?: CallOptions): Promise<Coorganizer[]> {
      const body = await call.json(
        {
          operation: "getCoorganizers",
          method: "GET",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/coorganizers`,
        },
        options,
      );
      return readList(body, readCoorganizer);
    },

    /** POST /organizers/{organizerKey}/webinars/{webinarKey}/coorganizers (goto-webinar.md 11) */
    async createCoorganizers(
      input: WebinarPath & { readonly coorganizers: readonly CreateCoorganizer[] },
      options?: CallOptions,
    ): Promise<Coorganizer[]> {
      const body = await call.json(
        {
          operation: "createCoorganizers",
          method: "POST",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/coorganizers`,
          body: input.coorganizers,
        },
        options,
      );
      return readList(body, readCoorganizer);
    },

    /** DELETE .../webinars/{webinarKey}/coorganizers/{coorganizerKey} (goto-webinar.md 11) */
    async deleteCoorganizer(input: CoorganizerPath, options?: CallOptions): Promise<void> {
      const { organizerKey, webinarKey, coorganizerKey, external } = input;
      await call.nothing(
        {
          operation: "deleteCoorganizer",
          method: "DELETE",
          path: path`/organizers/${organizerKey}/webinars/${webinarKey}/coorganizers/${coorganizerKey}`,
          query: { external },
        },
        options,
      );
    },

    /** POST .../webinars/{webinarKey}/coorganizers/{coorganizerKey}/resendInvitation (goto-webinar.md 11) */
    async resendCoorganizerInvitation(input: CoorganizerPath, options?: CallOptions): Promise<void> {
      const { organizerKey, webinarKey, coorganizerKey, external } = input;
      await call.nothing(
        {
          operation: "resendCoorganizerInvitation",
          method: "POST",
          path: path`/organizers/${organizerKey}/webinars/${webinarKey}/coorganizers/${coorganizerKey}/resendInvitation`,
          query: { external },
        },
        options,
      );
    },
  };
}

function readCoorganizer(item: unknown): Coorganizer {
  return read<Coorganizer>(item, ["memberKey"]);
}
