/**
 * What a one-time link does when it is used: the first administrator, a new person, or a new password. Taking the link,
 * the change and its audit entry happen together or not at all.
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../platform/clock/clock.ts";
import { type Database, inTransaction } from "../../platform/database/database.ts";
import { HubError } from "../../platform/errors.ts";
import { type Attempts, perAddress } from "../attempts.ts";
import type { Audit, AuditEntry } from "../audit/audit.ts";
import type { Refusals } from "../audit/refusals.ts";
import { type Person, personExists } from "../people/model.ts";
import { createPeopleStore } from "../people/store.ts";
import type { Role } from "../permissions.ts";
import { hubActor } from "../principal.ts";
import { createLinkStore, type OneTimeLink } from "./store.ts";

/** What the person filled in; which of it counts depends on the link. */
export interface Answers {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

export type Redeem = ReturnType<typeof createRedeem>;

export function createRedeem(deps: {
  readonly database: Database;
  readonly audit: Audit;
  readonly refusals: Refusals;
  readonly attempts: Attempts;
  readonly clock: Clock;
  readonly hashPassword: (password: string) => Promise<string>;
}) {
  const { database, audit, refusals, attempts, clock, hashPassword } = deps;
  const now = () => new Date(clock.now());

  return {
    /** The link of a code; a wrong one counts as an attempt. Throws HubError "link.stale". */
    async find(kind: OneTimeLink["kind"], code: string, address: string): Promise<OneTimeLink> {
      const subjects = [perAddress("link", address)];
      const refuse = (reason: string) =>
        refusals.note({ action: "link.refuse", person: null, address, why: { link: kind, reason } });
      await attempts.begin(subjects, () => refuse("too many failed attempts"));
      const link = await createLinkStore(database).byCode(code, now());
      if (link === undefined || link.kind !== kind || (await isOver(link, database))) {
        await refuse("used, ended, replaced, or never made");
        throw stale();
      }
      await attempts.succeeded(subjects);
      return link;
    },

    /** Uses a link that was found, and gives who can now sign in with the password. */
    async use(code: string, answers: Answers, address: string): Promise<{ readonly email: string }> {
      // Outside of the transaction: it takes a tenth of a second of one core.
      const hash = await hashPassword(answers.password);
      return inTransaction(database, async (within) => {
        const link = await createLinkStore(within).take(code, now());
        if (link === undefined || (await isOver(link, within))) throw stale();
        const { email, entry } = await carryOut(within, link, answers, hash, now());
        const who = { kind: "link", id: link.id, name: `${link.kind} link for ${email}`, address } as const;
        await audit.record(within, who, entry);
        return { email };
      });
    },
  };
}

/** The link of the first start is over when somebody else has become administrator; one made on purpose is not. */
async function isOver(link: OneTimeLink, within: Database): Promise<boolean> {
  if (link.kind !== "setup" || link.createdBy !== hubActor.name) return false;
  return createPeopleStore(within).hasAdministrator();
}

interface Done {
  readonly email: string;
  readonly entry: AuditEntry;
}

async function carryOut(
  within: Database,
  link: OneTimeLink,
  answers: Answers,
  hash: string,
  now: Date,
): Promise<Done> {
  const people = createPeopleStore(within);

  async function add(email: string, role: Role, action: string): Promise<Done> {
    const person: Person = {
      id: randomUUID(),
      email,
      name: answers.name,
      role,
      createdAt: now,
      deactivatedAt: null,
    };
    await people.insert(person, hash);
    return { email, entry: { action, kind: "person", id: email, after: person } };
  }

  async function renew(person: Person): Promise<Done> {
    await people.setPasswordHash(person.id, hash, now);
    // Whoever knew the old password must not stay signed in with it.
    const sessions = await people.deleteSessions(person.id, undefined);
    const after = { role: person.role, endedSessions: sessions };
    return {
      email: person.email,
      entry: { action: "person.password-reset", kind: "person", id: person.email, after },
    };
  }

  switch (link.kind) {
    case "invitation":
      if ((await people.person(link.email)) !== undefined) throw personExists(link.email);
      return add(link.email, link.role, "person.accept-invitation");
    case "password": {
      const person = await people.person(link.personId);
      if (person === undefined) throw stale();
      return renew(person);
    }
    case "setup": {
      const known = await people.person(answers.email);
      if (known === undefined) return add(answers.email, "administrator", "person.set-up");
      await people.update(known.id, { role: "administrator" }, now);
      // The way back in, from the hub's own machine: it must not end at "deactivated".
      await people.deactivate(known.id, null, now);
      return renew({ ...known, role: "administrator" });
    }
  }
}

function stale(): HubError {
  return new HubError({
    kind: "unknown",
    code: "link.stale",
    message: "This link does not work, or not any more.",
    meaning: "It was used already, has ended, or was replaced by a newer one.",
    remedy: "Ask for a new one; at the machine itself: rostrum setup-link",
  });
}
