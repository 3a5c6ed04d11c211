/** cancelWebinar (goto-webinar.md 8.5). */

import type { Webinar } from "../../world/model.ts";
import type { World } from "../../world/world.ts";
import { webinarAt } from "../access.ts";
import { defineWebinarOperation } from "../define.ts";
import { flag } from "../query.ts";
import { conflicting } from "../refusal.ts";

/**
 * Removes the webinar; of a series, unless `deleteAll=false`, also every other member that is still to come. A
 * past webinar may be removed too. `sendCancellationEmails` is taken and has no effect: the sandbox sends no mail.
 */
export const cancelWebinar = defineWebinarOperation({
  operationId: "cancelWebinar",
  method: "DELETE",
  path: "/organizers/:organizerKey/webinars/:webinarKey",
  handle(context) {
    const { world, query } = context;
    const webinar = webinarAt(context);
    if (world.isInSession(webinar))
      throw conflicting("WebinarInSession", "The webinar is in session and cannot be cancelled.");
    const others = flag(query, "deleteAll") === false ? [] : scheduledSiblings(world, webinar);
    for (const one of [webinar, ...others]) world.deleteWebinar(one);
    return { status: 204 };
  },
});

/** Other members of the webinar's series that are still to come. */
export function scheduledSiblings(world: World, webinar: Webinar): Webinar[] {
  if (webinar.recurrenceKey === null) return [];
  return world
    .seriesMembers(webinar.recurrenceKey)
    .filter((member) => member !== webinar && world.isScheduled(member));
}
