/**
 * Brings messages to people: by e-mail, or to a webhook, signed as Standard Webhooks has it. At least once: what was not
 * acknowledged is tried again with the same id, at growing distances for two days, and is given up then, visibly.
 */
import { createTransport } from "nodemailer";
import { Webhook } from "standardwebhooks";
import { request } from "undici";
import type { Clock } from "../platform/clock/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { HubError } from "../platform/errors.ts";
import type { Log } from "../platform/log/log.ts";
import { redactText, withoutSecrets } from "../platform/log/redact.ts";
import { checkOutbound, type OutboundRules, outboundAgent } from "../platform/network/outbound.ts";
import { nextTry } from "./model.ts";
import type { WebhookSecret } from "./secret.ts";
import { type AlertMessage, createAlertStore } from "./store.ts";

/** What a message needs to be sent. */
type Sendable = Pick<AlertMessage, "id" | "channel" | "receiver" | "subject" | "body">;

export interface DeliveryOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly secret: WebhookSecret;
  readonly rules: OutboundRules;
  /** smtp://user:password@host:port; undefined: no e-mail can be sent. */
  readonly smtp: string | undefined;
  readonly from: string;
}

const timeoutMs = 10_000;
const atOnce = 10;
/** After this long another process may try what this one took. */
const takenMs = 2 * 60_000;
const longestError = 500;

export function createDelivery(options: DeliveryOptions) {
  const { database, clock, log, secret, rules, smtp, from } = options;
  const store = createAlertStore(database);
  const agent = outboundAgent(rules, timeoutMs);

  async function byEmail({ id, receiver, subject, body }: Sendable): Promise<void> {
    if (smtp === undefined) throw noMail();
    const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
    const mailer = createTransport({ url: smtp, ...limits });
    try {
      // The same in every try, so that a mail program can tell a repetition.
      const messageId = `<${id}@rostrum>`;
      await mailer.sendMail({ from, to: receiver.split(", "), subject, text: body, messageId });
    } catch (error) {
      // Some servers repeat in their refusal what they were told; the error holds it too, and is left behind.
      throw new Error(withoutSecrets(error instanceof Error ? error.message : "", credentialsOf(smtp)));
    } finally {
      mailer.close();
    }
  }

  async function byWebhook({ id, receiver, body }: Sendable): Promise<void> {
    const address = checkOutbound(receiver, rules);
    const at = new Date(clock.now());
    const signatures = (await secret.current()).map((one) => new Webhook(one).sign(id, at, body));
    const answer = await request(address, {
      dispatcher: agent,
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "Rostrum",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
        "webhook-signature": signatures.join(" "),
      },
      body,
    });
    await answer.body.dump();
    if (answer.statusCode >= 300) throw new Error(`${address.host} answers ${answer.statusCode}`);
  }

  /** Undefined when it arrived, else why not. */
  async function send(message: Sendable): Promise<string | undefined> {
    try {
      await (message.channel === "email" ? byEmail(message) : byWebhook(message));
      return undefined;
    } catch (error) {
      return wordsOf(error);
    }
  }

  async function deliver(message: AlertMessage): Promise<void> {
    const words = await send(message);
    const now = new Date(clock.now());
    if (words === undefined) await store.sent(message.id, now);
    else {
      const next = nextTry(message.tries, now);
      log.warn(
        { ...message.about, channel: message.channel, tries: message.tries, reason: words },
        "an alert did not arrive",
      );
      await store.notSent(message.id, words, next, now);
    }
  }

  return {
    /** Whether there is a mail server: without one no e-mail can arrive. */
    hasMail: smtp !== undefined,
    /** Sends one message now and only once. Undefined when it arrived, else why not. */
    send,
    /** Sends what is due; every process may. */
    async deliverDue(): Promise<void> {
      const now = clock.now();
      const due = await store.takeDue(new Date(now), new Date(now + takenMs), atOnce);
      await Promise.all(due.map(deliver));
    },
    close: () => agent.close(),
  };
}

/** What a mail server is told by way of signing in. */
function credentialsOf(smtp: string): readonly string[] {
  const { username = "", password = "" } = URL.parse(smtp) ?? {};
  const [user, word] = [decodeURIComponent(username), decodeURIComponent(password)];
  return [smtp, word, `\0${user}\0${word}`];
}

function wordsOf(error: unknown): string {
  if (error instanceof HubError) return `${error.message} ${error.remedy}`;
  const { message, code } = error as { message?: unknown; code?: unknown };
  const words = typeof message === "string" && message !== "" ? message : "no answer";
  return redactText(typeof code === "string" && !words.includes(code) ? `${words} (${code})` : words).slice(
    0,
    longestError,
  );
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
