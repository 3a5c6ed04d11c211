/** What `doctor` asks of this room: do the keys open what is sealed, does each connection work, is there budget left. */
import type { Network } from "@rostrum/goto";
import type { Clock } from "../platform/clock/clock.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { Database } from "../platform/database/database.ts";
import type { Check, CheckResult } from "../platform/http/checks.ts";
import { toHubError } from "../platform/http/errors.ts";
import { translateGoToError } from "./goto-errors.ts";
import { grantSummaries } from "./grant-store.ts";
import type { ConnectionReport, ConnectionService } from "./service.ts";
import type { ConnectionStore } from "./store.ts";
import { tolerableSkewSeconds, tryOut } from "./try-out.ts";

type Result = Omit<CheckResult, "name">;

/** Ahead of this many days a person should be told that their consent comes to its end. */
const warnDays = 7;
/** Above this share of an hour's budget, work waits noticeably. */
const busyShare = 0.8;

export function connectionChecks(deps: {
  readonly database: Database;
  readonly store: ConnectionStore;
  readonly service: ConnectionService;
  readonly sealer: Sealer;
  readonly network: Network;
  readonly clock: Clock;
}): readonly Check[] {
  const { database, store, service, sealer, network, clock } = deps;

  async function keys(): Promise<readonly Result[]> {
    const sealed = [
      ...[...(await grantSummaries(database)).values()].map((grant) => grant.sealedTokens),
      ...(await store.clients()).flatMap((client) => client.sealedSecret ?? []),
    ];
    const needed = sealed.map((text) => sealer.keyOf(text));
    const missing = [...new Set(needed.filter((key) => !key.present).map((key) => key.keyId))];
    if (missing.length > 0) {
      return [
        {
          state: "failed",
          sentence: `Tokens or secrets were sealed with key ${missing.join(", ")}, which is not here (here: ${sealer.keyId}). They are whole, but cannot be read.`,
          remedy:
            "Put the former key back: into ROSTRUM_KEY behind a comma, or as the file `key` of the data folder.",
        },
      ];
    }
    return [{ state: "ok", sentence: `Key ${sealer.keyId} opens all ${sealed.length} sealed values.` }];
  }

  async function each(): Promise<readonly Result[]> {
    const reports = await service.list();
    if (reports.length === 0) {
      return [
        {
          state: "warning",
          sentence: "There is no connection to GoTo yet.",
          remedy: "rostrum connections add",
        },
      ];
    }
    return (await Promise.all(reports.map(look))).flat();
  }

  async function look(report: ConnectionReport): Promise<readonly Result[]> {
    const { alias } = report.connection;
    if (report.health.state === "unfinished") {
      return [
        {
          state: "warning",
          sentence: `${alias}: nobody has consented yet.`,
          remedy: `rostrum connections authorize ${alias}`,
        },
      ];
    }
    try {
      const found = await tryOut(report.connection, await service.work(report.connection), network, clock);
      const off = found.clockSkewSeconds;
      const skewed = off !== null && Math.abs(off) > tolerableSkewSeconds;
      return [
        {
          state: skewed ? "warning" : "ok",
          sentence: `${alias}: ${found.sentence}`,
          ...(skewed
            ? { remedy: "Set this machine's clock (NTP): ends of tokens and time ranges are misjudged." }
            : {}),
        },
        ...consentResults(report),
        ...budgetResults(report),
      ];
    } catch (error) {
      const known = toHubError(error, [(thrown) => translateGoToError(thrown, alias)]);
      return [
        {
          state: "failed",
          sentence: `${alias}: ${known.message} ${known.meaning}`,
          remedy: known.remedy,
        },
      ];
    }
  }

  function consentResults({ connection, health }: ConnectionReport): readonly Result[] {
    if (health.consentEndsAt === null) return [];
    const days = Math.floor((health.consentEndsAt.getTime() - clock.now()) / 86_400_000);
    if (days > warnDays) return [];
    return [
      {
        state: "warning",
        sentence: `${connection.alias}: its consent ${days < 0 ? "may end any day" : `is good for ${days} more days`}.`,
        remedy: `rostrum connections authorize ${connection.alias}`,
      },
    ];
  }

  function budgetResults({ connection, budgets }: ConnectionReport): readonly Result[] {
    return Object.entries(budgets).flatMap(([api, { lastHour }]): Result[] => {
      const share = Math.round(lastHour.usedShare * 100);
      const limited = lastHour.rateLimited > 0 ? `, ${lastHour.rateLimited} answers 429` : "";
      const sentence = `${connection.alias}: ${share} % of the ${api} budget used in the last hour${limited}.`;
      const trouble = lastHour.usedShare > busyShare || lastHour.rateLimited > 0;
      const remedy =
        "If other programs use the same OAuth client, give them one of their own; GoTo raises limits on request.";
      return [trouble ? { state: "warning", sentence, remedy } : { state: "ok", sentence }];
    });
  }

  return [
    { name: "Key", vital: true, run: keys },
    { name: "Connections", vital: false, run: each },
  ];
}
