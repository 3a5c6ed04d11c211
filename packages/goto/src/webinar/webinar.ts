/**
 * GoTo Webinar v2: all 53 operations of goto-webinar.md 7, by GoTo's operationId, and an `all...` iterator for every
 * list with pages. One file per family beside this one.
 *
 * An iterator yields one array per page and asks for the next page only when the last was taken (up to its
 * `concurrency`), so that memory stays flat however long the list is.
 *
 * NOT here: how a call is sent (`../transport/`), and anything that takes more than one kind of call.
 */
import type { Send } from "../transport/types.ts";
import { attendeeOperations } from "./attendees.ts";
import { audioOperations } from "./audio.ts";
import { createCall } from "./call.ts";
import { coorganizerOperations } from "./coorganizers.ts";
import { panelistOperations } from "./panelists.ts";
import { performanceOperations } from "./performance.ts";
import { recordingOperations } from "./recordings.ts";
import { registrantOperations } from "./registrants.ts";
import { sessionOperations } from "./sessions.ts";
import { userSubscriptionOperations } from "./user-subscriptions.ts";
import { webhookOperations } from "./webhooks.ts";
import { webinarListOperations } from "./webinar-lists.ts";
import { webinarOperations } from "./webinars.ts";

export type WebinarApi = ReturnType<typeof createWebinarApi>;

export function createWebinarApi(send: Send) {
  const call = createCall(send);
  return {
    ...webinarListOperations(call),
    ...webinarOperations(call),
    ...audioOperations(call),
    ...performanceOperations(call),
    ...coorganizerOperations(call),
    ...panelistOperations(call),
    ...registrantOperations(call),
    ...sessionOperations(call),
    ...attendeeOperations(call),
    ...recordingOperations(call),
    ...webhookOperations(call),
    ...userSubscriptionOperations(call),
  };
}
