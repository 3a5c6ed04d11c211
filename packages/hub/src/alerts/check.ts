/** For `doctor`: messages that do not arrive. */
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import type { Check } from "../platform/http/checks.ts";
import { createAlertStore } from "./store.ts";

const rememberedMs = 7 * 86_400_000;

export function alertCheck(database: Database, clock: Clock): Check {
  return {
    name: "Alerts",
    vital: false,
    async run() {
      const troubled = await createAlertStore(database).troubled(new Date(clock.now() - rememberedMs));
      if (troubled.length === 0)
        return [{ state: "ok", sentence: "All messages about flows and replicas arrived." }];
      return troubled.map(({ subject, channel, receiver, state, tries, lastError, nextTryAt }) => ({
        state: "warning" as const,
        sentence:
          `The message "${subject}" to ${channel === "email" ? receiver : URL.parse(receiver)?.host} ` +
          `${state === "given-up" ? "was given up" : "has not arrived"} after ${tries} ${tries === 1 ? "try" : "tries"}: ${lastError ?? "no answer"}.`,
        remedy:
          state === "given-up"
            ? "Correct the address or the server; the next message goes there anew."
            : `It is tried again at ${nextTryAt?.toISOString() ?? "once more"}.`,
      }));
    },
  };
}
