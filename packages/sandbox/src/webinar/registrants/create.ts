/** createRegistrant (goto-webinar.md 9.1). */

import type { IncomingHttpHeaders } from "node:http";
import { duplicateRegistrant } from "../../http/errors.ts";
import { longNumber } from "../../http/json.ts";
import type { Answer } from "../../http/operation.ts";
import type { Registrant } from "../../world/model.ts";
import { webinarAt } from "../access.ts";
import * as body from "../body.ts";
import { defineWebinarOperation } from "../define.ts";
import { flag } from "../query.ts";
import { noRight } from "../refusal.ts";
import { readBasic, readFull } from "./form.ts";

/**
 * `Accept` chooses between the full and the basic version. A webinar that is over takes registrations too (LATE, for
 * viewing on demand); a full one answers 403, as a plugin understands it.
 */
export const createRegistrant = defineWebinarOperation({
  operationId: "createRegistrant",
  method: "POST",
  path: "/organizers/:organizerKey/webinars/:webinarKey/registrants",
  handle(context) {
    const { world, query, headers } = context;
    const webinar = webinarAt(context);
    const members = body.objectFrom(context.body);
    const input = wantsBasic(headers) ? readBasic(members, webinar) : readFull(members, webinar);
    const known = world.registrantByEmail(webinar, input.email);
    if (known !== undefined) {
      const { resendConfirmationStatus, duplicateRegistrantKey } = world.switches;
      if (flag(query, "resendConfirmation") === true && resendConfirmationStatus === 201)
        return created(known);
      return duplicateRegistrant(world, duplicateRegistrantKey ? known.registrantKey : null);
    }
    if (world.registrantCount(webinar) >= webinar.registrationLimit)
      throw noRight(`Registration is closed: all ${webinar.registrationLimit} places are taken.`);
    return created(world.addRegistrant(webinar, input));
  },
});

const basicVersion = "application/vnd.citrix.g2wapi-v1.1+json";

/** Whichever of the two media types is named first; the full version when neither is, or there is no header. */
function wantsBasic({ accept = "" }: IncomingHttpHeaders): boolean {
  const types = accept.split(",").map((type) => type.split(";")[0]?.trim().toLowerCase());
  return types.find((type) => type === "application/json" || type === basicVersion) === basicVersion;
}

/** Without a join link as long as the organizer has not approved. */
function created({ registrantKey, joinUrl, status }: Registrant): Answer {
  return {
    status: 201,
    body: {
      registrantKey: longNumber(registrantKey),
      ...(status === "APPROVED" && { joinUrl }),
      status,
      asset: true,
    },
  };
}
