/**
 * Registrants as they are read: getAllRegistrantsForWebinar, getRegistrant (goto-webinar.md 9.2, 9.3) and the form,
 * getRegistrationFields (9.4).
 */

import { longNumber } from "../../http/json.ts";
import type { CustomQuestion } from "../../world/model.ts";
import { registrantAt, webinarAt } from "../access.ts";
import { defineWebinarOperation } from "../define.ts";
import { flatPage, readPage } from "../paging.ts";
import { condensedRegistrant, detailedRegistrant } from "./wire.ts";

/** A bare array of everybody, or a flat page when the query has `page` or `limit` (goto-webinar.md 4). */
export const getAllRegistrantsForWebinar = defineWebinarOperation({
  operationId: "getAllRegistrantsForWebinar",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/registrants",
  handle(context) {
    const { world, query } = context;
    const webinar = webinarAt(context);
    if (!query.has("page") && !query.has("limit"))
      return { status: 200, body: world.registrants(webinar).map(condensedRegistrant) };
    const request = readPage(query, "limit");
    const registrants = world.registrants(webinar);
    const items = registrants.slice(request.offset, request.offset + request.size).map(condensedRegistrant);
    return { status: 200, body: flatPage(items, registrants.length, request) };
  },
});

export const getRegistrant = defineWebinarOperation({
  operationId: "getRegistrant",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/registrants/:registrantKey",
  handle(context) {
    const { webinar, registrant } = registrantAt(context);
    return { status: 200, body: detailedRegistrant(registrant, webinar) };
  },
});

/** A router must match this path before that of one registrant (goto-webinar.md 7). */
export const getRegistrationFields = defineWebinarOperation({
  operationId: "getRegistrationFields",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/registrants/fields",
  handle(context) {
    const { fields, questions } = webinarAt(context);
    return { status: 200, body: { fields, questions: questions.map(question) } };
  },
});

/** Keys are numbers here (goto-webinar.md 2). */
function question({ questionKey, answers, ...rest }: CustomQuestion): Record<string, unknown> {
  return {
    questionKey: longNumber(questionKey),
    ...rest,
    ...(answers !== undefined && {
      answers: answers.map(({ answer, answerKey }) => ({ answer, answerKey: longNumber(answerKey) })),
    }),
  };
}
