/**
 * Panelists: who speaks (goto-webinar.md 11). There is no update and no read of one.
 */
import type { CallOptions } from "../ports.ts";
import { type Call, path, read, readList } from "./call.ts";
import type { WebinarPath } from "./types.ts";

export interface Panelist {
  /** The list calls it `panelistId`, the create reply `panelistKey` (goto-webinar.md 2): ours is `panelistKey`. */
  panelistKey: string;
  name: string;
  email: string;
  joinLink: string;
  /** Deprecated by GoTo; only in lists. */
  firstName?: string;
  /** Deprecated by GoTo; only in lists. */
  lastName?: string;
}

export interface CreatePanelist {
  readonly name: string;
  readonly email: string;
}

export interface PanelistPath extends WebinarPath {
  readonly panelistKey: string;
}

export function panelistOperations(call: Call) {
  return {
    /** GET /organizers/{organizerKey}/webinars/{webinarKey}/panelists (goto-webinar.md 11) */
    async getPanelists(input: WebinarPath, options?: CallOptions): Promise<Panelist[]> {
      const body = await call.json(
        {
          operation: "getPanelists",
          method: "GET",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/panelists`,
        },
        options,
      );
      return readList(body, readPanelist);
    },

    /** POST /organizers/{organizerKey}/webinars/{webinarKey}/panelists (goto-webinar.md 11) */
    async createPanelists(
      input: WebinarPath & { readonly panelists: readonly CreatePanelist[] },
      options?: CallOptions,
    ): Promise<Panelist[]> {
      const body = await call.json(
        {
          operation: "createPanelists",
          method: "POST",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/panelists`,
          body: input.panelists,
        },
        options,
      );
      return readList(body, readPanelist);
    },

    /** DELETE .../webinars/{webinarKey}/panelists/{panelistKey} (goto-webinar.md 11) */
    async deleteWebinarPanelist(input: PanelistPath, options?: CallOptions): Promise<void> {
      const { organizerKey, webinarKey, panelistKey } = input;
      await call.nothing(
        {
          operation: "deleteWebinarPanelist",
          method: "DELETE",
          path: path`/organizers/${organizerKey}/webinars/${webinarKey}/panelists/${panelistKey}`,
        },
        options,
      );
    },

    /** POST .../webinars/{webinarKey}/panelists/{panelistKey}/resendInvitation (goto-webinar.md 11) */
    async resendPanelistInvitation(input: PanelistPath, options?: CallOptions): Promise<void> {
      const { organizerKey, webinarKey, panelistKey } = input;
      await call.nothing(
        {
          operation: "resendPanelistInvitation",
          method: "POST",
          path: path`/organizers/${organizerKey}/webinars/${webinarKey}/panelists/${panelistKey}/resendInvitation`,
        },
        options,
      );
    },
  };
}

function readPanelist(item: unknown): Panelist {
  const panelist = read<Panelist & { panelistId?: string }>(item, ["panelistKey", "panelistId"]);
  if (panelist.panelistKey === undefined && panelist.panelistId !== undefined) {
    panelist.panelistKey = panelist.panelistId;
    delete panelist.panelistId;
  }
  return panelist;
}
