/** How a registrant looks on the wire (goto-webinar.md 9.2, 9.3). */

import { longNumber } from "../../http/json.ts";
import type { Registrant, Webinar } from "../../world/model.ts";
import { instant } from "../instants.ts";

/**
 * The condensed form of lists. The join link is there for the approved only: with manual approval it "may be missing
 * or unusable until approved" (goto-webinar.md 9.1).
 */
export function condensedRegistrant(registrant: Registrant): Record<string, unknown> {
  return {
    lastName: registrant.lastName,
    email: registrant.email,
    firstName: registrant.firstName,
    registrantKey: longNumber(registrant.registrantKey),
    registrationDate: instant(registrant.registrationDate),
    status: registrant.status,
    ...(registrant.status === "APPROVED" && { joinUrl: registrant.joinUrl }),
    timeZone: registrant.timeZone,
  };
}

/** Everything that is known. Two members have a twin of another name; answers come as pairs of texts, without keys. */
export function detailedRegistrant(registrant: Registrant, webinar: Webinar): Record<string, unknown> {
  const { numberOfEmployees, purchasingTimeFrame } = registrant.details;
  return {
    ...condensedRegistrant(registrant),
    ...registrant.details,
    ...(numberOfEmployees !== undefined && { employeeCount: numberOfEmployees }),
    ...(purchasingTimeFrame !== undefined && { implementationTimeFrame: purchasingTimeFrame }),
    ...(webinar.kind !== "series" && { type: registrant.type }),
    unsubscribed: registrant.unsubscribed,
    responses: registrant.responses.map(({ question, answer }) => ({ question, answer })),
  };
}
