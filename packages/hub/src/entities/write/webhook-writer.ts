/** Writes webhooks (goto-webinar.md 13.1). GoTo checks a new address with a GET before it takes it. */
import { NotFoundError, type UpdateWebhook, type Webhook, type WebinarEventName } from "@rostrum/goto";
import { HubError } from "../../platform/errors.ts";
import type { Written } from "./result.ts";
import { rowError } from "./values.ts";
import { createOnce, type Row, type WriteContext, type Writer } from "./writer.ts";

export const writeWebhook: Writer = async (row, context) => {
  const { values, operation } = row;
  const { callbackUrl, webhookKey } = values;
  if (callbackUrl !== undefined && !isAddress(String(callbackUrl))) {
    throw rowError(
      "webhook.address",
      `"${String(callbackUrl)}" is no https address.`,
      "GoTo posts events to https addresses only.",
    );
  }
  const hooks = await context.client.goto.webinar.getWebhooks(context.options);
  if (webhookKey !== undefined) {
    const hook = hooks.find((one) => one.webhookKey === webhookKey);
    if (hook === undefined) throw unknownWebhook(String(webhookKey));
    return operation === "delete" ? remove(row, hook, context) : change(row, hook, context);
  }
  for (const name of ["callbackUrl", "eventName"]) {
    if (values[name] === undefined)
      throw rowError("row.missing-field", `${name} is missing.`, `Give ${name}.`);
  }
  const there = hooks.find((hook) => hook.callbackUrl === callbackUrl && hook.eventName === values.eventName);
  if (there === undefined) return create(row, context);
  if (operation === "upsert") return change(row, there, context);
  throw new HubError({
    kind: "conflict",
    code: "webhook.exists",
    message: `There is a webhook for ${there.eventName} at that address already: ${there.webhookKey}.`,
    meaning: "A second one would get every event twice; nothing was sent.",
    remedy: "Use upsert where that is not an error.",
    details: { webhookKey: there.webhookKey },
  });
};

/** https; a GoTo in a box also takes http on this machine. */
function isAddress(text: string): boolean {
  const url = URL.parse(text);
  const isHere = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return url?.protocol === "https:" || (url?.protocol === "http:" && isHere);
}

async function create(row: Row, context: WriteContext): Promise<Written> {
  const { client, options } = context;
  const { state } = row.values;
  const webhook = {
    callbackUrl: String(row.values.callbackUrl),
    eventName: String(row.values.eventName) as WebinarEventName,
  };
  const api = client.goto.webinar;
  const made = await row.send({ operation: "createWebhooks", body: [webhook] }, () =>
    createOnce(
      async () => (await api.createWebhooks({ webhooks: [webhook] }, options))[0],
      async () =>
        (await api.getWebhooks(options)).find(
          ({ callbackUrl, eventName }) =>
            callbackUrl === webhook.callbackUrl && eventName === webhook.eventName,
        ),
      row,
    ),
  );
  const webhookKey = made?.webhookKey ?? "";
  if (state === "ACTIVE") await update(row, { webhookKey, state }, context);
  return {
    outcome: "created",
    ...(made === undefined ? {} : { key: { webhookKey } }),
    result: { state: state ?? "INACTIVE" },
  };
}

async function change(row: Row, hook: Webhook, context: WriteContext): Promise<Written> {
  const { webhookKey } = hook;
  const { callbackUrl, state } = row.values;
  const changes: UpdateWebhook = {
    webhookKey,
    ...(callbackUrl === undefined || callbackUrl === hook.callbackUrl
      ? {}
      : { callbackUrl: String(callbackUrl) }),
    ...(state === undefined || state === hook.state ? {} : { state: state as UpdateWebhook["state"] }),
  };
  const key = { webhookKey };
  if (Object.keys(changes).length === 1)
    return { outcome: row.operation === "upsert" ? "exists" : "unchanged", key };
  await update(row, changes, context);
  return { outcome: "updated", key };
}

/** A webhook that was just made may not be known yet: one integration waits 2 seconds (goto-webinar.md 13.1). */
const tries = 5;
const pauseMs = 1_000;

async function update(
  row: Row,
  changes: UpdateWebhook,
  { client, clock, options }: WriteContext,
): Promise<void> {
  await row.send({ operation: "updateWebhooks", body: [changes] }, async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await client.goto.webinar.updateWebhooks({ webhooks: [changes] }, options);
      } catch (error) {
        if (!(error instanceof NotFoundError) || attempt >= tries) throw error;
        await clock.sleep(pauseMs, options.signal);
      }
    }
  });
}

async function remove(
  row: Row,
  { webhookKey }: Webhook,
  { client, options }: WriteContext,
): Promise<Written> {
  await row.send({ operation: "deleteWebhooks", body: [webhookKey] }, () =>
    client.goto.webinar.deleteWebhooks({ webhookKeys: [webhookKey] }, options),
  );
  return { outcome: "deleted", key: { webhookKey } };
}

function unknownWebhook(webhookKey: string): HubError {
  return new HubError({
    kind: "rejected",
    code: "webhook.unknown",
    message: `GoTo knows no webhook ${webhookKey}.`,
    meaning: "It was deleted, or it belongs to another application or person.",
    remedy: "See `rostrum query Webhook` for those that there are.",
  });
}
