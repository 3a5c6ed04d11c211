/** Co-organizers: read, add, remove, invite again (goto-webinar.md 11). */

import type { Json } from "../../http/json.ts";
import type { Context } from "../../http/operation.ts";
import type { CoOrganizer, Organizer, Webinar } from "../../world/model.ts";
import type { World } from "../../world/world.ts";
import { checkedKey, webinarAt } from "../access.ts";
import * as body from "../body.ts";
import { defineWebinarOperation } from "../define.ts";
import { flag } from "../query.ts";
import { badRequest, unknownKey } from "../refusal.ts";

/** Per webinar (goto-webinar.md 14). */
const mostCoOrganizers = 49;
const mostExternal = 28;

/** Without the organizer himself. An external one has no surname. */
export const getCoorganizers = defineWebinarOperation({
  operationId: "getCoorganizers",
  method: "GET",
  path: "/organizers/:organizerKey/webinars/:webinarKey/coorganizers",
  handle: (context) => ({ status: 200, body: webinarAt(context).coOrganizers }),
});

/** All or none: one bad item and nobody is added. */
export const createCoorganizers = defineWebinarOperation({
  operationId: "createCoorganizers",
  method: "POST",
  path: "/organizers/:organizerKey/webinars/:webinarKey/coorganizers",
  handle(context) {
    const { world } = context;
    const webinar = webinarAt(context);
    const candidates = body.itemsFrom(context.body).map((item) => candidate(item, world, webinar));
    checkSet(webinar, candidates);
    return { status: 201, body: candidates.map((who) => world.addCoOrganizer(webinar, who)) };
  },
});

export const deleteCoorganizer = defineWebinarOperation({
  operationId: "deleteCoorganizer",
  method: "DELETE",
  path: "/organizers/:organizerKey/webinars/:webinarKey/coorganizers/:coorganizerKey",
  handle(context) {
    const { webinar, member } = memberAt(context);
    context.world.removeCoOrganizer(webinar, member.memberKey);
    return { status: 204 };
  },
});

/** Answers as GoTo does; the sandbox sends no mail. */
export const resendCoorganizerInvitation = defineWebinarOperation({
  operationId: "resendCoorganizerInvitation",
  method: "POST",
  path: "/organizers/:organizerKey/webinars/:webinarKey/coorganizers/:coorganizerKey/resendInvitation",
  handle(context) {
    memberAt(context);
    return { status: 204 };
  },
});

type Candidate = Organizer | { readonly name: string; readonly email: string };

/** An internal one is named by organizerKey alone, an external one by givenName and email. */
function candidate(item: Json, world: World, webinar: Webinar): Candidate {
  const members = body.objectFrom(item, "Each co-organizer");
  const external = body.truth(members, "external");
  if (external === undefined) throw badRequest("external is required.");
  if (external) return { name: body.requiredText(members, "givenName"), email: body.requiredEmail(members) };
  const organizerKey = body.requiredKey(members, "organizerKey");
  const organizer = world.organizersOf(webinar.accountKey).find((one) => one.organizerKey === organizerKey);
  if (organizer === undefined) throw badRequest(`There is no organizer ${organizerKey} in this account.`);
  return organizer;
}

function checkSet(webinar: Webinar, candidates: readonly Candidate[]): void {
  const emails = new Set(webinar.coOrganizers.map(({ email }) => email.toLowerCase()));
  for (const who of candidates) {
    if ("organizerKey" in who && who.organizerKey === webinar.organizerKey)
      throw badRequest("The organizer of the webinar cannot be its co-organizer.");
    if (!("organizerKey" in who) && webinar.experience === "simulive")
      throw badRequest("A simulive webinar takes internal co-organizers only.");
    if (emails.has(who.email.toLowerCase())) throw badRequest(`${who.email} is a co-organizer already.`);
    emails.add(who.email.toLowerCase());
  }
  const external = (list: readonly (CoOrganizer | Candidate)[]) =>
    list.filter((one) => ("memberKey" in one ? one.external : !("organizerKey" in one))).length;
  if (webinar.coOrganizers.length + candidates.length > mostCoOrganizers)
    throw badRequest(`A webinar takes at most ${mostCoOrganizers} co-organizers.`);
  if (external(webinar.coOrganizers) + external(candidates) > mostExternal)
    throw badRequest(`A webinar takes at most ${mostExternal} external co-organizers.`);
}

/** Without `external=true` only internal co-organizers are found, with it only external ones. */
function memberAt(
  context: Parameters<typeof webinarAt>[0] &
    Pick<Context, "query"> & { readonly path: { readonly coorganizerKey: string } },
): { webinar: Webinar; member: CoOrganizer } {
  const webinar = webinarAt(context);
  const memberKey = checkedKey(context.path.coorganizerKey, "coorganizerKey");
  const external = flag(context.query, "external") ?? false;
  const member = webinar.coOrganizers.find((one) => one.memberKey === memberKey && one.external === external);
  if (member === undefined)
    throw unknownKey(
      `There is no ${external ? "external" : "internal"} co-organizer with the specified key.`,
    );
  return { webinar, member };
}
