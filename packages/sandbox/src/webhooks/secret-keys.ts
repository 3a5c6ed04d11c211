/** createSecretKey: what signs the events of an application (goto-webinar.md 13.1). */

import type { Operation } from "../http/operation.ts";
import * as body from "../webinar/body.ts";
import { defineWebinarOperation } from "../webinar/define.ts";
import { instantWithMilliseconds, readInstant } from "../webinar/instants.ts";
import { badRequest } from "../webinar/refusal.ts";

/** One key per application: a new one takes over at `validFrom`, or at once. The body may be left out. */
export function secretKeyOperation(newUuid: () => string): Operation {
  return defineWebinarOperation({
    operationId: "createSecretKey",
    method: "POST",
    path: "/webhooks/secretkey",
    handle(context) {
      const { world, now, caller } = context;
      const given =
        context.body === undefined ? undefined : body.text(body.objectFrom(context.body), "validFrom");
      const validFrom = given === undefined ? now : readInstant(given);
      if (validFrom === undefined)
        throw badRequest(`validFrom must be ISO 8601, for example 2019-07-01T22:00:00Z, not "${given}".`);
      const { clientId } = caller.client;
      const count = [...world.secretKeys.values()].reduce((sum, keys) => sum + keys.length, 0);
      const key = { id: count + 1, clientId, value: newUuid(), validFrom };
      world.secretKeys.set(clientId, [...(world.secretKeys.get(clientId) ?? []), key]);
      return {
        status: 200,
        body: { value: key.value, validFrom: instantWithMilliseconds(validFrom), id: key.id },
      };
    },
  });
}
