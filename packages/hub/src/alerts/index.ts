/**
 * Alerts: people hear by e-mail or webhook when something that works by itself is in trouble, and when it works again; grouped,
 * at most one message in so many hours. Flows and replicas say what is wrong (`AlertSource`), this room words, sends and keeps it.
 * NOT a log, and NOT for what goes well.
 */
import type { Audit } from "../access/index.ts";
import { again } from "../platform/clock/again.ts";
import type { Clock } from "../platform/clock/clock.ts";
import type { Config } from "../platform/config/config.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";
import type { Check } from "../platform/http/checks.ts";
import type { Http } from "../platform/http/types.ts";
import type { Log } from "../platform/log/log.ts";
import { checkOutbound } from "../platform/network/outbound.ts";
import { lookFor } from "./alerts.ts";
import { alertCheck } from "./check.ts";
import { createDelivery } from "./delivery.ts";
import { registerAlertRoutes } from "./routes.ts";
import { createWebhookSecret } from "./secret.ts";
import type { Alerts } from "./settings.ts";
import type { AlertSource } from "./source.ts";

export { isLostConnection, likenessOf, type Trouble } from "./model.ts";
export { alertPersonalData, alertRetention } from "./personal-data.ts";
export { AlertsAnswer, AlertsQuery, answerOfAlerts } from "./routes.ts";
export { Alerts } from "./settings.ts";
export type { AboutFacts, AlertSource } from "./source.ts";
export { createAlertStore } from "./store.ts";

export interface AlertsOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: Pick<Config, "smtp" | "mailFrom" | "privateHosts">;
}

export interface AlertsRoom {
  readonly checks: readonly Check[];
  registerRoutes(http: Http): void;
  /** Refuses a webhook that messages may not go to. Throws HubError. */
  check(alerts: Pick<Alerts, "webhook"> | null | undefined): void;
  /** Gathers what went wrong, and makes the messages that are due; every process may. */
  look(source: AlertSource): Promise<void>;
  /** From now on this process sends messages. Calling it again changes nothing. */
  work(): void;
  close(): Promise<void>;
}

const sendEveryMs = 5_000;

export function createAlerts(options: AlertsOptions): AlertsRoom {
  const { database, clock, log, config, audit } = options;
  const leave = new AbortController();
  const secret = createWebhookSecret(database, options.sealer, clock);
  const rules = { privateHosts: config.privateHosts };
  const delivery = createDelivery({ ...options, secret, rules, smtp: config.smtp, from: config.mailFrom });
  let sending: Promise<void> | undefined;
  return {
    checks: [alertCheck(database, clock)],
    registerRoutes: (http) => registerAlertRoutes(http, { secret, audit, delivery }),
    check(alerts) {
      if (alerts?.webhook !== undefined) checkOutbound(alerts.webhook, rules);
    },
    look: (source) => lookFor(source, database, clock),
    work() {
      sending ??= again({
        ...{ clock, log, leave: leave.signal, everyMs: sendEveryMs },
        what: "messages could not be sent",
        act: () => delivery.deliverDue(),
      });
    },
    async close() {
      leave.abort();
      await sending;
      await delivery.close();
    },
  };
}
