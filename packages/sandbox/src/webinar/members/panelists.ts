/** Panelists: read, add, remove, invite again (goto-webinar.md 11). There is no update and no single get. */

import { longNumber } from "../../http/json.ts";
import type { Panelist, Webinar } from "../../world/model.ts";
import { checkedKey, webinarAt } from "../access.ts";
import * as body from "../body.ts";
import { defineWebinarOperation } from "../define.ts";
import { unknownKey } from "../refusal.ts";

/** The key is a number called panelistId here. First and last name are deprecated, and still sent. */
export const getPanelists = defineWebinarOperation({
  operationId: "getPanelists",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/panelists",
  handle(context) {
    const items = webinarAt(context).panelists.map(({ panelistKey, name, email, joinLink }) => {
      const [firstName = "", ...others] = name.split(" ");
      return {
        panelistId: longNumber(panelistKey),
        name,
        email,
        joinLink,
        firstName,
        lastName: others.join(" "),
      };
    });
    return { status: 200, body: items };
  },
});

/** The key is a string called panelistKey here. All or none: one bad item and nobody is added. */
export const createPanelists = defineWebinarOperation({
  operationId: "createPanelists",
  method: "POST",
  path: "/organizers/:organizerKey/webinars/:webinarKey/panelists",
  handle(context) {
    const webinar = webinarAt(context);
    const people = body.itemsFrom(context.body).map((item) => {
      const members = body.objectFrom(item, "Each panelist");
      return { name: body.requiredText(members, "name", 128), email: body.requiredEmail(members) };
    });
    return { status: 201, body: people.map((who) => context.world.addPanelist(webinar, who)) };
  },
});

export const deleteWebinarPanelist = defineWebinarOperation({
  operationId: "deleteWebinarPanelist",
  method: "DELETE",
  path: "/organizers/:organizerKey/webinars/:webinarKey/panelists/:panelistKey",
  handle(context) {
    const { webinar, panelist } = panelistAt(context);
    context.world.removePanelist(webinar, panelist.panelistKey);
    return { status: 204 };
  },
});

/** Answers as GoTo does; the sandbox sends no mail. */
export const resendPanelistInvitation = defineWebinarOperation({
  operationId: "resendPanelistInvitation",
  method: "POST",
  path: "/organizers/:organizerKey/webinars/:webinarKey/panelists/:panelistKey/resendInvitation",
  handle(context) {
    panelistAt(context);
    return { status: 204 };
  },
});

function panelistAt(
  context: Parameters<typeof webinarAt>[0] & { readonly path: { readonly panelistKey: string } },
): { webinar: Webinar; panelist: Panelist } {
  const webinar = webinarAt(context);
  const panelistKey = checkedKey(context.path.panelistKey, "panelistKey");
  const panelist = webinar.panelists.find((one) => one.panelistKey === panelistKey);
  if (panelist === undefined) throw unknownKey("Panelist with specified key does not exist.");
  return { webinar, panelist };
}
