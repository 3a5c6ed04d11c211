/**
 * Tells people that a flow needs them: one message per flow and stretch of time with what failed, how often and what to
 * do, never one per row or per run. By e-mail or webhook. NOT for runs that went well.
 */
import { createTransport } from "nodemailer";
import { request } from "undici";
import type { Clock } from "../platform/clock/clock.ts";
import { HubError } from "../platform/errors.ts";
import { withoutSecrets } from "../platform/log/redact.ts";
import type { FlowStore } from "./flow-store.ts";
import type { FailedRow, FlowRunRecord, RunStore } from "./run-store.ts";

export type Alarm = (run: FlowRunRecord) => Promise<void>;

export interface AlarmOptions {
  readonly flows: FlowStore;
  readonly runs: RunStore;
  readonly clock: Clock;
  /** smtp://user:password@host:port; undefined: no e-mail can be sent. */
  readonly smtp: string | undefined;
  readonly from: string;
}

/** What a message says of failures of one kind. */
interface Group {
  readonly words: string;
  readonly times: number;
  readonly firstPlace: string;
  readonly remedy: string | undefined;
}

const mostRowsGrouped = 1_000;
const webhookTimeoutMs = 10_000;

export function createAlarm({ flows, runs, clock, smtp, from }: AlarmOptions): Alarm {
  return async (run) => {
    const { alerts } = run.definition;
    if (alerts === undefined || (run.error === undefined && run.counts.failed === 0)) return;
    if (!(await flows.mayAlert(run.flow, new Date(clock.now()), alerts.every))) return;
    const rows = await runs.failedRows(run.flow, { limit: mostRowsGrouped });
    const message = messageOf(run, groupsOf(rows), rows.length);
    if (alerts.email !== undefined && alerts.email.length > 0) {
      if (smtp === undefined) throw noMail();
      const mailer = createTransport(smtp);
      try {
        await mailer.sendMail({ from, to: [...alerts.email], subject: message.subject, text: message.text });
      } catch (error) {
        throw notSent(smtp, error);
      } finally {
        mailer.close();
      }
    }
    if (alerts.webhook !== undefined) {
      const answer = await request(alerts.webhook, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(message.facts),
        headersTimeout: webhookTimeoutMs,
        bodyTimeout: webhookTimeoutMs,
      });
      await answer.body.dump();
    }
  };
}

/** Failures with the same words but for what is the row's own, the most frequent first. */
function groupsOf(rows: readonly Pick<FailedRow, "failure" | "place">[]): readonly Group[] {
  const groups = new Map<string, { -readonly [Name in keyof Group]: Group[Name] }>();
  for (const { failure, place } of rows) {
    const { words, remedy } = failure;
    const kind = `${failure.code} ${words.replaceAll(/\([^)]*\)|"[^"]*@[^"]*"|\S+@\S+|\d+/g, "…")}`;
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, { words, times: 1, firstPlace: place, remedy });
    else group.times += 1;
  }
  return [...groups.values()].sort((one, other) => other.times - one.times);
}

function messageOf(run: FlowRunRecord, groups: readonly Group[], kept: number) {
  const { flow, error, counts } = run;
  const what = error === undefined ? `${counts.failed} rows failed` : "the run stopped";
  const lines = [
    ...(error === undefined ? [] : [error.message, error.meaning, error.remedy, ""]),
    ...(kept === 0
      ? []
      : [`${kept >= mostRowsGrouped ? "At least " : ""}${kept} rows wait to be tried again:`]),
    ...groups
      .slice(0, 20)
      .map(
        ({ times, words, firstPlace, remedy }) =>
          `  ${times} x ${words} (first: ${firstPlace})${remedy === undefined ? "" : ` ${remedy}`}`,
      ),
    "",
    `See them: rostrum flow failed ${flow}`,
    `Try again: rostrum flow reprocess ${flow} --all`,
  ];
  return {
    subject: `Rostrum: ${flow}: ${what}`,
    text: lines.join("\n"),
    facts: { flow, run: run.id, state: run.state, counts, error: error ?? null, kept, failures: groups },
  };
}

/** In the server's words, of which some repeat what they were told; the error itself holds them, and is left behind. */
function notSent(smtp: string, error: unknown): HubError {
  const url = URL.parse(smtp);
  const [user, password] = [url?.username, url?.password].map((part) => decodeURIComponent(part ?? ""));
  const said = error instanceof Error ? error.message : "";
  const known = [smtp, password ?? "", `\0${user}\0${password}`];
  return new HubError({
    kind: "upstream",
    code: "mail.not-sent",
    message: `The mail server ${url?.host ?? ""} did not take the message: ${withoutSecrets(said, known)}`,
    meaning: "Nobody was told by e-mail.",
    remedy: "Check ROSTRUM_SMTP, and that the server takes mail from ROSTRUM_MAIL_FROM.",
  });
}

function noMail(): HubError {
  return new HubError({
    kind: "unavailable",
    code: "mail.not-configured",
    message: "No mail server is configured.",
    meaning: "Nobody could be told by e-mail.",
    remedy: "Set ROSTRUM_SMTP to smtp://user:password@host:port.",
  });
}
