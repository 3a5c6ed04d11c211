/**
 * Writes registrants (goto-webinar.md 9). The webinar and its form are looked at before anything is sent. GoTo cannot
 * change a registrant: an upsert of somebody who is there gives back their key and join link, and says which of the
 * given values differ.
 */
import { ConflictError, type ListedRegistrant, NotFoundError, type Registrant } from "@rostrum/goto";
import { HubError } from "../../platform/errors.ts";
import { fillIn } from "./registration-form.ts";
import type { Written } from "./result.ts";
import { rowError, type Values } from "./values.ts";
import { isOver, webinarOver } from "./webinar-facts.ts";
import { createOnce, type Row, type WriteContext, type Writer } from "./writer.ts";

export const writeRegistrant: Writer = (row, context) =>
  row.operation === "delete" ? remove(row, context) : register(row, context);

type Known = Pick<ListedRegistrant, "registrantKey" | "joinUrl" | "status">;

async function register(row: Row, context: WriteContext): Promise<Written> {
  const { client, clock, options, switches, facts } = context;
  const webinarKey = String(row.values.webinarKey);
  const email = String(row.values.email);
  const webinar = await facts.webinar(webinarKey);
  if (isOver(webinar, clock.now())) throw webinarOver(webinar, "nobody can be registered any more");
  const registrant = fillIn(row.values, await facts.registrationForm(webinarKey), webinarKey);
  const { organizerKey } = client;
  const resendConfirmation = switches.resendConfirmation === true;
  const call = {
    operation: "createRegistrant",
    parameters: { webinarKey, resendConfirmation },
    body: registrant,
  };
  const create = () =>
    client.goto.webinar.createRegistrant(
      { organizerKey, webinarKey, registrant, resendConfirmation },
      options,
    );
  try {
    const made = await row.send(call, () =>
      // GoTo itself refuses to register somebody twice, so a repeated row need not be looked for first.
      createOnce<Partial<Known>>(create, () => facts.registrant(webinarKey, email, true), {
        ...row,
        repeated: false,
      }),
    );
    if (made !== undefined) return written("created", webinarKey, made);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return alreadyThere(await existing(webinarKey, email, error, context), row);
  }
  // A dry run: only looking can tell.
  const there = await facts.registrant(webinarKey, email);
  if (there !== undefined) {
    if (resendConfirmation) row.mail(`${email}: the confirmation again`);
    return alreadyThere(there, row);
  }
  row.mail(`${email}: the confirmation, unless it is switched off for this webinar`);
  return written("created", webinarKey, {});
}

/** The person that a 409 is about. GoTo's body may name the key, or not (goto-webinar.md 5.1c). */
async function existing(
  webinarKey: string,
  email: string,
  conflict: ConflictError,
  { client, options, facts }: WriteContext,
): Promise<Known & Partial<Registrant>> {
  const { registrantKey } = conflict;
  if (registrantKey !== undefined) {
    try {
      const path = { organizerKey: client.organizerKey, webinarKey, registrantKey };
      return await client.goto.webinar.getRegistrant(path, options);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  }
  const listed =
    (await facts.registrant(webinarKey, email)) ?? (await facts.registrant(webinarKey, email, true));
  if (listed === undefined) throw conflict;
  return listed;
}

function alreadyThere(known: Known & Partial<Registrant>, row: Row): Written {
  const { values } = row;
  const webinarKey = String(values.webinarKey);
  if (row.operation === "create") {
    throw new HubError({
      kind: "conflict",
      code: "registrant.exists",
      message: `${String(values.email)} is registered for webinar ${webinarKey} already, as registrant ${known.registrantKey}.`,
      meaning: "Nothing was changed.",
      remedy: "Use upsert where that is not an error: it gives back the key and the join link.",
      details: {
        webinarKey,
        registrantKey: known.registrantKey,
        ...(known.joinUrl === undefined ? {} : { joinUrl: known.joinUrl }),
      },
    });
  }
  const different = differences(values, known);
  if (different.length > 0) {
    row.remark(
      `GoTo cannot change a registrant; it keeps ${different.join(", ")}. To change them, delete and register anew.`,
    );
  }
  return written("exists", webinarKey, known);
}

/** Given values that are not those at GoTo, as far as what was read shows them. */
function differences(values: Values, known: Partial<Registrant>): string[] {
  const { webinarKey: _webinar, email: _email, responses: _responses, ...given } = values;
  const there = known as Readonly<Record<string, unknown>>;
  return Object.entries(given)
    .filter(([name, value]) => there[name] !== undefined && there[name] !== value)
    .map(([name]) => `${name} "${String(there[name])}"`);
}

async function remove(row: Row, { client, clock, options, facts }: WriteContext): Promise<Written> {
  const { values } = row;
  const webinarKey = String(values.webinarKey);
  const webinar = await facts.webinar(webinarKey);
  if (webinar.inSession || isOver(webinar, clock.now())) {
    throw webinarOver(webinar, "a registration can be removed only before it begins");
  }
  const registrantKey = await keyOf(row, webinarKey, facts);
  const path = { organizerKey: client.organizerKey, webinarKey, registrantKey };
  const isGone = async () => {
    try {
      await client.goto.webinar.getRegistrant(path, options);
      return undefined;
    } catch (error) {
      if (error instanceof NotFoundError) return true;
      throw error;
    }
  };
  const call = { operation: "deleteRegistrant", parameters: { webinarKey, registrantKey } };
  const done = await row.send(call, () =>
    createOnce(
      async () => {
        await client.goto.webinar.deleteRegistrant(path, options);
        return true;
      },
      isGone,
      row,
    ),
  );
  if (done === undefined && (await isGone())) throw notRegistered(webinarKey, `registrant ${registrantKey}`);
  return { outcome: "deleted", key: { webinarKey, registrantKey } };
}

async function keyOf({ values }: Row, webinarKey: string, facts: WriteContext["facts"]): Promise<string> {
  if (values.registrantKey !== undefined) return String(values.registrantKey);
  if (values.email === undefined) {
    throw rowError(
      "row.missing-field",
      "Neither registrantKey nor email is given.",
      "Say who is to be removed.",
    );
  }
  const found = await facts.registrant(webinarKey, String(values.email));
  if (found === undefined) throw notRegistered(webinarKey, String(values.email));
  return found.registrantKey;
}

function notRegistered(webinarKey: string, who: string): HubError {
  return new HubError({
    kind: "rejected",
    code: "registrant.unknown",
    message: `${who} is not registered for webinar ${webinarKey}.`,
    meaning: "There is nothing to remove.",
    remedy: `See \`rostrum query Registrant --where webinarKey=${webinarKey}\` for who is.`,
  });
}

function written(
  outcome: Written["outcome"],
  webinarKey: string,
  { registrantKey, joinUrl, status }: Partial<Known>,
): Written {
  return {
    outcome,
    key: { webinarKey, ...(registrantKey === undefined ? {} : { registrantKey }) },
    result: {
      ...(joinUrl === undefined ? {} : { joinUrl }),
      ...(status === undefined ? {} : { status }),
    },
  };
}
