/**
 * Things that are gone when a walk comes to them. GoTo answers 404 for what was cancelled or deleted meanwhile
 * (goto-webinar.md 5.2, 6) and also for data of a session that are not there yet (goto-webinar.md 10.5). Neither makes
 * the result wrong, and both are remarked upon. But a 404 that neither explains is an error: it must not pass for "none".
 */
import { NotFoundError } from "@rostrum/goto";
import { HubError } from "../../platform/errors.ts";
import type { EntityDefinition, Reading } from "../registry/entity.ts";
import { entityNamed } from "../registry/registry.ts";
import { unknownWebinar } from "../registry/unknown-webinar.ts";
import type { Caller } from "./caller.ts";
import type { ReadStep } from "./plan.ts";
import type { Remarks } from "./remarks.ts";
import type { Bag } from "./rows.ts";

/** Where in the plan the step stands. */
export interface Place {
  readonly isLast: boolean;
  readonly hasPinnedKeys: boolean;
}

export interface Vanished {
  /**
   * To be asked when a call was answered 404. Resolves when it is explained, after remarking on it; otherwise rejects.
   * Keys that the caller named, and that GoTo does not know, are an error, except that of the rows asked for: there
   * the answer is "none".
   */
  explain(error: NotFoundError, step: ReadStep, bag: Bag, place: Place): Promise<void>;
}

export function createVanished(caller: Caller, remarks: Remarks): Vanished {
  const webinars = new Map<string, Promise<boolean>>();
  const webinarReading = byKeyReading(entityNamed("Webinar"));

  function isThere(webinarKey: string): Promise<boolean> {
    const asked = webinars.get(webinarKey) ?? ask(webinarKey);
    webinars.set(webinarKey, asked);
    return asked;
  }

  async function ask(webinarKey: string): Promise<boolean> {
    try {
      await caller.read(webinarReading, { webinarKey }, 0);
      return true;
    } catch (error) {
      if (error instanceof NotFoundError) return false;
      throw error;
    }
  }

  return {
    async explain(error, { entity, reading }, bag, { isLast, hasPinnedKeys: pinned }) {
      const ownKey = entity.keys.find(
        (key) => reading.needs.includes(key) && !entity.parent?.keys.includes(key),
      );
      const keys = reading.needs.map((need) => `${need} ${String(bag[need])}`).join(", ");
      if (reading.form === "byKey" && ownKey !== undefined) {
        if (pinned && !isLast) throw unknownWebinar(String(bag[ownKey]), error);
        remarks.add("row.gone", keys, `GoTo has no ${entity.name} with ${keys}${pinned ? "" : " any more"}.`);
        return;
      }
      const { webinarKey, sessionKey } = bag;
      if (typeof webinarKey !== "string") throw error;
      if (!(await isThere(webinarKey))) {
        if (pinned) throw unknownWebinar(webinarKey, error);
        remarks.add(
          "webinar.gone",
          `${webinarKey} ${entity.name}`,
          `Webinar ${webinarKey} was cancelled or deleted while it was read; it has no ${entity.name} rows here.`,
        );
        return;
      }
      if (sessionKey === undefined) throw error;
      if (pinned) throw unknownSession(webinarKey, String(sessionKey), error);
      remarks.add(
        "session.no-data-yet",
        `${String(sessionKey)} ${entity.name}`,
        `GoTo has no ${entity.name} data for session ${String(sessionKey)} of webinar ${webinarKey} (yet): data of a session can come hours after its end.`,
      );
    },
  };
}

function byKeyReading(entity: EntityDefinition): Reading {
  const reading = entity.readings.find(({ form }) => form === "byKey");
  if (reading === undefined) throw new Error(`${entity.name} cannot be read by its key`);
  return reading;
}

function unknownSession(webinarKey: string, sessionKey: string, cause: unknown): HubError {
  return new HubError({
    kind: "rejected",
    code: "session.unknown",
    message: `GoTo has no data for session ${sessionKey} of webinar ${webinarKey}.`,
    meaning: "There is no such session, or its data are not there yet: they can come hours after its end.",
    remedy: `Look it up with \`rostrum query Session --where webinarKey=${webinarKey}\`, or try again later.`,
    cause,
  });
}
