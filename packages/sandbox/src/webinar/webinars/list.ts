/** The lists of webinars: getWebinars and getAllAccountWebinars (goto-webinar.md 8.1). */

import type { Answer, Context } from "../../http/operation.ts";
import type { Webinar } from "../../world/model.ts";
import type { Owner } from "../../world/world.ts";
import { administeredAccountAt, organizerAt } from "../access.ts";
import { defineWebinarOperation } from "../define.ts";
import { timesOf } from "../instants.ts";
import { halPage, readPage } from "../paging.ts";
import { requiredRange } from "../query.ts";
import { registrationUrl } from "./get.ts";

/** Past and upcoming webinars of one organizer. */
export const getWebinars = defineWebinarOperation({
  operationId: "getWebinars",
  method: "GET",
  path: "/organizers/:organizerKey/webinars",
  handle: (context) => list(context, { organizerKey: organizerAt(context).organizerKey }),
});

/** Those of the whole account, for its administrators. */
export const getAllAccountWebinars = defineWebinarOperation({
  operationId: "getAllAccountWebinars",
  method: "GET",
  path: "/accounts/:accountKey/webinars",
  handle: (context) => list(context, { accountKey: administeredAccountAt(context) }),
});

function list({ world, query }: Pick<Context, "world" | "query">, owner: Owner): Answer {
  const { from, to } = requiredRange(query);
  const request = readPage(query, "size");
  const webinars = world.webinarsOf(owner, from, to);
  const items = webinars
    .slice(request.offset, request.offset + request.size)
    .map((webinar) => listItem(webinar, world.switches.webinarIdSpelling));
  return { status: 200, body: halPage("webinars", items, webinars.length, request) };
}

/** All keys are strings here (goto-webinar.md 2). `status` is left out: nobody knows what it would say (8.1). */
function listItem(webinar: Webinar, webinarIdSpelling: "webinarID" | "webinarId"): Record<string, unknown> {
  return {
    webinarKey: webinar.webinarKey,
    [webinarIdSpelling]: webinar.webinarId,
    organizerKey: webinar.organizerKey,
    accountKey: webinar.accountKey,
    subject: webinar.subject,
    description: webinar.description,
    times: timesOf(webinar.times),
    timeZone: webinar.timeZone,
    locale: webinar.locale,
    approvalType: webinar.approval,
    registrationUrl: registrationUrl(webinar),
    impromptu: webinar.isImpromptu,
    isPasswordProtected: webinar.isPasswordProtected,
    recurrenceType: webinar.kind,
    experienceType: webinar.experience,
  };
}
