/** copyWebinar: a PUT that answers 201 (goto-webinar.md 8.8). */

import { hosts, ownWebinarAt } from "../access.ts";
import * as body from "../body.ts";
import { defineWebinarOperation } from "../define.ts";
import { badRequest, noRight } from "../refusal.ts";
import { accountOf, recordedWebinar } from "./create.ts";
import * as definition from "./definition.ts";
import { heritageOf } from "./heritage.ts";

/**
 * The copy belongs to whoever copies. Unlike create, a sequence is made from `times` too. What the body leaves out
 * comes from the source, except the time zone, which is then the copier's own.
 */
export const copyWebinar = defineWebinarOperation({
  operationId: "copyWebinar",
  method: "PUT",
  path: "/webinars/:webinarKey/copy",
  handle(context) {
    const { world, now, caller } = context;
    const source = ownWebinarAt(context);
    const { organizer } = caller;
    if (!hosts(organizer, source))
      throw noRight("Only the organizer or a co-organizer of a webinar may copy it.");
    const members = body.objectFrom(context.body);
    const kind = definition.kind(members);
    const isSimulive = source.experience === "simulive";
    if (isSimulive && kind === "sequence") throw badRequest("A simulive webinar cannot become a sequence.");
    if (source.kind === "series" && kind === "series")
      throw badRequest("A webinar of a series can become a single_session or a sequence.");
    const subject = definition.requiredSubject(members);
    const times = definition.times(members, now);
    if (times === undefined) throw badRequest("times is required.");
    definition.checkCount(times, kind);
    const emailSettings = isSimulive ? undefined : definition.emailSettings(members, source.emailSettings);
    const played =
      isSimulive && members.recordingAssetKey != null ? recordedWebinar(world, organizer, members) : {};
    const [first] = world.createWebinars({
      ...heritageOf(source),
      ...played,
      organizerKey: organizer.organizerKey,
      accountKey: accountOf(organizer),
      subject,
      description: definition.description(members) ?? source.description,
      kind,
      times,
      timeZone: definition.timeZone(members) ?? organizer.timeZone,
      locale: definition.locale(members) ?? source.locale,
      isOnDemand: (isSimulive ? body.truth(members, "isOndemand") : undefined) ?? source.isOnDemand,
      ...(emailSettings !== undefined && { emailSettings }),
    });
    if (first === undefined) throw new Error("A webinar with at least one time was not made.");
    return { status: 201, body: { webinarKey: first.webinarKey } };
  },
});
