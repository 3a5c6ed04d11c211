/** deleteRegistrant (goto-webinar.md 9.3). */

import { registrantAt } from "../access.ts";
import { defineWebinarOperation } from "../define.ts";
import { badRequest } from "../refusal.ts";

/** For good, and only while the webinar is still to come. */
export const deleteRegistrant = defineWebinarOperation({
  operationId: "deleteRegistrant",
  method: "DELETE",
  path: "/organizers/:organizerKey/webinars/:webinarKey/registrants/:registrantKey",
  handle(context) {
    const { webinar, registrant } = registrantAt(context);
    if (!context.world.isScheduled(webinar))
      throw badRequest("Registrants can be deleted only while the webinar is scheduled for the future.");
    context.world.deleteRegistrant(webinar, registrant);
    return { status: 204 };
  },
});
