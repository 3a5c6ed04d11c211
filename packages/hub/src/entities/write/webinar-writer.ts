/** Writes webinars: create, update, upsert, cancel (goto-webinar.md 8.2, 8.4, 8.5). */
import { type CreatedWebinar, type CreateWebinar, NotFoundError, type Webinar } from "@rostrum/goto";
import { HubError } from "../../platform/errors.ts";
import { unknownWebinar } from "../registry/unknown-webinar.ts";
import type { Written } from "./result.ts";
import { rowError } from "./values.ts";
import { newWebinar } from "./webinar-definition.ts";
import { updateWebinar } from "./webinar-update.ts";
import { createOnce, type Row, type WriteContext, type Writer } from "./writer.ts";

export const writeWebinar: Writer = async (row, context) => {
  const { webinarKey } = row.values;
  const isNew = row.operation === "create" || (row.operation === "upsert" && webinarKey === undefined);
  if (isNew) return create(row, context);
  const current = await read(String(webinarKey), context);
  return row.operation === "delete" ? cancel(row, current, context) : updateWebinar(row, current, context);
};

/** Anew each time: an earlier row may have changed it. */
async function read(webinarKey: string, { client, options }: WriteContext): Promise<Webinar> {
  try {
    return await client.goto.webinar.getWebinar({ organizerKey: client.organizerKey, webinarKey }, options);
  } catch (error) {
    throw error instanceof NotFoundError ? unknownWebinar(webinarKey, error) : error;
  }
}

async function create(row: Row, context: WriteContext): Promise<Written> {
  const { client, clock, options } = context;
  if (row.values.subject === undefined)
    throw rowError("row.missing-field", "subject is missing.", "Give a title.");
  const webinar = newWebinar(row.values, clock.now());
  const { organizerKey } = client;
  const made = await row.send({ operation: "createWebinar", body: webinar }, () =>
    createOnce(
      () => client.goto.webinar.createWebinar({ organizerKey, webinar }, options),
      () => findMade(webinar, context),
      row,
    ),
  );
  if (made === undefined) return { outcome: "created" };
  const { webinarKey, recurrenceKey } = made;
  if (webinar.type === "series") {
    row.remark("Each time of a series is a webinar with a key of its own; this is the key of one of them.");
  }
  return {
    outcome: "created",
    key: { webinarKey },
    ...(recurrenceKey === undefined ? {} : { result: { recurrenceKey } }),
  };
}

/** What a try made whose answer got lost: the webinar of the same title that begins at the same time. */
async function findMade(
  webinar: CreateWebinar,
  { client, options }: WriteContext,
): Promise<CreatedWebinar | undefined> {
  const first = "recurrenceStart" in webinar ? webinar.recurrenceStart : webinar.times[0];
  if (first === undefined) return undefined;
  const { organizerKey } = client;
  const begins = Date.parse(first.startTime);
  const range = { organizerKey, fromTime: first.startTime, toTime: first.endTime };
  for await (const page of client.goto.webinar.allWebinars(range, options)) {
    const found = page.find(
      ({ subject, times }) =>
        subject === webinar.subject && times.some(({ startTime }) => Date.parse(startTime) === begins),
    );
    if (found !== undefined) return { webinarKey: found.webinarKey };
  }
  return undefined;
}

async function cancel(
  row: Row,
  current: Webinar,
  { client, options, switches }: WriteContext,
): Promise<Written> {
  const { webinarKey, subject, numberOfRegistrants } = current;
  if (current.inSession) {
    throw new HubError({
      kind: "conflict",
      code: "webinar.in-session",
      message: `Webinar ${webinarKey} "${subject}" is running now.`,
      meaning: "GoTo does not cancel a webinar while it runs; nothing was sent.",
      remedy: "Try again when it has ended.",
    });
  }
  // GoTo's default would take the other members of a series along (goto-webinar.md 8.5).
  const isSeries = (current.type ?? current.recurrencePeriod) === "series";
  const deleteAll = isSeries ? switches.deleteAll === true : true;
  const sendCancellationEmails = switches.sendCancellationEmails === true;
  if (sendCancellationEmails) row.mail(`${numberOfRegistrants} registrants: that it is cancelled`);
  if (isSeries && deleteAll) row.remark("The other members of its series that were to come go with it.");
  const path = { organizerKey: client.organizerKey, webinarKey };
  const isGone = async () => {
    try {
      await client.goto.webinar.getWebinar(path, options);
      return undefined;
    } catch (error) {
      if (error instanceof NotFoundError) return true;
      throw error;
    }
  };
  await row.send(
    { operation: "cancelWebinar", parameters: { webinarKey, deleteAll, sendCancellationEmails } },
    () =>
      createOnce(
        async () => {
          await client.goto.webinar.cancelWebinar({ ...path, deleteAll, sendCancellationEmails }, options);
          return true;
        },
        isGone,
        row,
      ),
  );
  return { outcome: "deleted", key: { webinarKey } };
}
