/**
 * Tells people that a flow or a replica needs them: one message per thing and stretch of time, with what failed, how often,
 * since when and what to do; never one per row or per run. And one when all is well again. NOT for what goes well.
 *
 * What went wrong is gathered by the rooms that know (`AlertSource`), from what the database says, so that any process may
 * look. Messages are rows too: they are tried again until they arrive (`delivery.ts`), and can be looked at.
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../platform/clock/clock.ts";
import { type Database, inTransaction } from "../platform/database/database.ts";
import { messageOf } from "./message.ts";
import { type About, messageDue } from "./model.ts";
import type { AlertSource } from "./source.ts";
import { createAlertStore } from "./store.ts";

/** Gathers what went wrong since the last look, and makes the messages that are due. Every process may look. */
export async function lookFor(source: AlertSource, database: Database, clock: Clock): Promise<void> {
  await source.gather();
  for (const about of await createAlertStore(database).open(source.kind)) {
    await inTransaction(database, (within) => tell(source, about, within, new Date(clock.now())));
  }
}

/** Makes the message that is due about a thing, if any. */
async function tell(source: AlertSource, about: About, within: Database, now: Date): Promise<void> {
  const facts = await source.facts(about, within);
  if (facts === undefined) return;
  const { alerts } = facts;
  const store = createAlertStore(within);
  const state = await store.lockState(about);
  const kind = state && messageDue(state, alerts.every, now);
  if (kind === undefined) return;
  const troubles = await store.troubles(about);
  const { subject, text, json } = messageOf({
    ...{ facts, source: source.kind, kind, troubles, now },
    since: state?.troubleSince,
  });
  const base = { about, kind, subject } as const;
  if (alerts.email !== undefined && alerts.email.length > 0) {
    const receiver = alerts.email.join(", ");
    await store.addMessage({ ...base, id: randomUUID(), channel: "email", receiver, body: text }, now);
  }
  if (alerts.webhook !== undefined) {
    const body = JSON.stringify(json);
    const receiver = alerts.webhook;
    await store.addMessage({ ...base, id: randomUUID(), channel: "webhook", receiver, body }, now);
  }
  await store.told(about, kind, now);
}
