/**
 * Writes co-organizers and panelists (goto-webinar.md 11). GoTo does not say what it does with somebody who is in the
 * list already, so the list is read first: once per webinar, and kept up to date by what is written here.
 */
import type { Coorganizer, CreateCoorganizer, Panelist } from "@rostrum/goto";
import { HubError } from "../../platform/errors.ts";
import type { Written } from "./result.ts";
import { rowError, type Values } from "./values.ts";
import { createOnce, type Row, type Writer } from "./writer.ts";

export const writeCoOrganizer: Writer = async (row, context) => {
  const { client, options, facts } = context;
  const { organizerKey } = client;
  const webinarKey = String(row.values.webinarKey);
  await facts.webinar(webinarKey);
  const list = await facts.coorganizers(webinarKey);
  if (row.operation === "delete") {
    const member = wanted(row, list, "memberKey", webinarKey);
    const { memberKey, external } = member;
    const path = { organizerKey, webinarKey, coorganizerKey: memberKey, external };
    await row.send(
      { operation: "deleteCoorganizer", parameters: { webinarKey, coorganizerKey: memberKey, external } },
      () => client.goto.webinar.deleteCoorganizer(path, options),
    );
    remove(list, member);
    return { outcome: "deleted", key: { webinarKey, memberKey } };
  }
  const person = coOrganizerOf(row.values);
  const isPerson = (one: Coorganizer) =>
    person.external ? isSame(one.email, person.email) : one.memberKey === person.organizerKey;
  const there = list.find(isPerson);
  if (there !== undefined) return alreadyThere(row, written(there));
  const api = client.goto.webinar;
  const made = await row.send(
    { operation: "createCoorganizers", parameters: { webinarKey }, body: [person] },
    () =>
      createOnce(
        async () =>
          (await api.createCoorganizers({ organizerKey, webinarKey, coorganizers: [person] }, options))[0],
        async () => (await api.getCoorganizers({ organizerKey, webinarKey }, options)).find(isPerson),
        row,
      ),
  );
  row.mail(
    `${person.external ? person.email : `organizer ${person.organizerKey}`}: the invitation as co-organizer`,
  );
  if (made !== undefined) list.push(made);
  return { ...written(made), outcome: "created" };

  function written(member: Coorganizer | undefined): Written {
    if (member === undefined) return { outcome: "exists", key: { webinarKey } };
    return {
      outcome: "exists",
      key: { webinarKey, memberKey: member.memberKey },
      result: { joinLink: member.joinLink },
    };
  }
};

/** By what is given; `external` may be left out where that is plain. */
function coOrganizerOf({ external, organizerKey, givenName, email }: Values): CreateCoorganizer {
  if (organizerKey !== undefined && external !== true)
    return { external: false, organizerKey: String(organizerKey) };
  if (organizerKey !== undefined) {
    throw rowError(
      "row.value",
      "An external co-organizer has no organizerKey.",
      "Give external=false, or givenName and email instead.",
    );
  }
  if (external === false || email === undefined) {
    throw rowError(
      "row.missing-field",
      "Who is to be co-organizer is missing.",
      "Give organizerKey for a member of the account, or givenName and email for somebody from outside.",
    );
  }
  if (givenName === undefined)
    throw rowError("row.missing-field", "givenName is missing.", "Give the full name as givenName.");
  return { external: true, givenName: String(givenName), email: String(email) };
}

export const writePanelist: Writer = async (row, context) => {
  const { client, options, facts } = context;
  const { organizerKey } = client;
  const webinarKey = String(row.values.webinarKey);
  await facts.webinar(webinarKey);
  const list = await facts.panelists(webinarKey);
  const api = client.goto.webinar;
  if (row.operation === "delete") {
    const panelist = wanted(row, list, "panelistKey", webinarKey);
    const { panelistKey } = panelist;
    await row.send({ operation: "deleteWebinarPanelist", parameters: { webinarKey, panelistKey } }, () =>
      createOnce(
        async () => {
          await api.deleteWebinarPanelist({ organizerKey, webinarKey, panelistKey }, options);
          return true;
        },
        async () =>
          isGone(await api.getPanelists({ organizerKey, webinarKey }, options), "panelistKey", panelistKey),
        row,
      ),
    );
    remove(list, panelist);
    return { outcome: "deleted", key: { webinarKey, panelistKey } };
  }
  const person = { name: String(row.values.name), email: String(row.values.email) };
  const isPerson = (one: Panelist) => isSame(one.email, person.email);
  const there = list.find(isPerson);
  if (there !== undefined) return alreadyThere(row, written(there));
  const made = await row.send(
    { operation: "createPanelists", parameters: { webinarKey }, body: [person] },
    () =>
      createOnce(
        async () =>
          (await api.createPanelists({ organizerKey, webinarKey, panelists: [person] }, options))[0],
        async () => (await api.getPanelists({ organizerKey, webinarKey }, options)).find(isPerson),
        row,
      ),
  );
  row.mail(`${person.email}: the invitation as panelist`);
  if (made !== undefined) list.push(made);
  return { ...written(made), outcome: "created" };

  function written(panelist: Panelist | undefined): Written {
    if (panelist === undefined) return { outcome: "exists", key: { webinarKey } };
    const { panelistKey, joinLink } = panelist;
    return { outcome: "exists", key: { webinarKey, panelistKey }, result: { joinLink } };
  }
};

function alreadyThere(row: Row, there: Written): Written {
  if (row.operation !== "create") return there;
  throw new HubError({
    kind: "conflict",
    code: "member.exists",
    message: `${String(row.values.email ?? row.values.organizerKey)} is in webinar ${String(row.values.webinarKey)} already.`,
    meaning: "Nothing was changed.",
    remedy: "Use upsert where that is not an error.",
    details: { ...there.key },
  });
}

/** The member that a row names by key or address. */
function wanted<Member extends { email: string }, Key extends keyof Member & string>(
  { values }: Row,
  list: readonly Member[],
  key: Key,
  webinarKey: string,
): Member {
  const { email } = values;
  if (values[key] === undefined && email === undefined) {
    throw rowError("row.missing-field", `Neither ${key} nor email is given.`, "Say who is to be removed.");
  }
  const found = list.find((member) =>
    values[key] === undefined ? isSame(member.email, String(email)) : member[key] === values[key],
  );
  if (found !== undefined) return found;
  throw new HubError({
    kind: "rejected",
    code: "member.unknown",
    message: `${String(values[key] ?? email)} is not in webinar ${webinarKey}.`,
    meaning: "There is nothing to remove.",
    remedy: "Query the entity for this webinar to see who is.",
  });
}

/** true when nobody in the list has the key any more, else undefined. */
function isGone<Key extends string>(
  list: readonly Record<Key, string>[],
  key: Key,
  value: string,
): true | undefined {
  return list.some((member) => member[key] === value) ? undefined : true;
}

function remove<Member>(list: Member[], member: Member): void {
  list.splice(list.indexOf(member), 1);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
