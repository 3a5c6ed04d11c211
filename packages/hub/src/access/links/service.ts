/**
 * Links that work once: to set the hub up, to accept an invitation, to choose a new password. The hub sends no mail: who
 * makes a link hands it over. What a link does when it is used is `redeem.ts`; the pages behind it are `sign-in/`.
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../platform/clock/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { HubError } from "../../platform/errors.ts";
import type { Audit } from "../audit/audit.ts";
import { personExists } from "../people/model.ts";
import type { People } from "../people/service.ts";
import { createPeopleStore } from "../people/store.ts";
import type { Role } from "../permissions.ts";
import { type Actor, checkMayGive, type Principal } from "../principal.ts";
import { newCode } from "./code.ts";
import { createLinkStore, type Invitation, type OneTimeLink } from "./store.ts";

/** A link just made: its address is shown once and not kept. */
export interface MadeLink {
  readonly address: string;
  readonly expiresAt: Date;
}

const hourMs = 60 * 60 * 1000;
/** Setting up happens at once; people answer invitations when they come to it. */
const lifeMs: Readonly<Record<OneTimeLink["kind"], number>> = {
  setup: 24 * hourMs,
  invitation: 7 * 24 * hourMs,
  password: 24 * hourMs,
};

export type Links = ReturnType<typeof createLinks>;

export function createLinks(deps: {
  readonly database: Database;
  readonly audit: Audit;
  readonly people: People;
  readonly clock: Clock;
  /** The hub's address as a browser reaches it, or will when it listens. */
  readonly ownAddress: () => string;
}) {
  const { database, audit, people, clock, ownAddress } = deps;
  const store = createLinkStore(database);

  /** Makes a link, in place of an earlier one for the same. */
  async function make(
    link: OneTimeLink,
    who: Actor,
    told: { readonly action: string; readonly kind: string; readonly id: string; readonly after?: unknown },
  ): Promise<MadeLink> {
    const code = newCode();
    await audit.change(who, async (within, record) => {
      const changing = createLinkStore(within);
      if (link.kind === "invitation" && (await createPeopleStore(within).person(link.email)) !== undefined)
        throw personExists(link.email);
      await changing.deleteFor(link, link.createdAt);
      await changing.insert(link, code);
      await record(told);
    });
    return { address: `${ownAddress()}/${link.kind}/${code}`, expiresAt: link.expiresAt };
  }

  function base<Kind extends OneTimeLink["kind"]>(kind: Kind, who: Actor) {
    const createdAt = new Date(clock.now());
    const expiresAt = new Date(createdAt.getTime() + lifeMs[kind]);
    return { kind, id: randomUUID(), createdAt, createdBy: who.name, expiresAt };
  }

  return {
    /** Lets whoever opens it become administrator. For who stands at the machine; see `routes.ts`. */
    async makeSetupLink(who: Actor): Promise<MadeLink> {
      const link = base("setup", who);
      const after = { expiresAt: link.expiresAt };
      return make(link, who, { action: "setup-link.create", kind: "setup-link", id: link.id, after });
    },

    /** Throws HubError "person.exists" and "access.role-too-wide". */
    async invite(
      wish: { readonly email: string; readonly role: Role },
      principal: Principal,
    ): Promise<MadeLink & { readonly invitation: Invitation }> {
      const { email, role } = wish;
      checkMayGive(principal, role);
      const invitation: Invitation = { ...base("invitation", principal.actor), email, role };
      const after = { role, expiresAt: invitation.expiresAt };
      const told = { action: "person.invite", kind: "person", id: email, after };
      return { ...(await make(invitation, principal.actor, told)), invitation };
    },

    /** For a person who has forgotten theirs. Throws HubError "person.unknown" and "access.role-too-wide". */
    async makePasswordLink(wanted: string, principal: Principal): Promise<MadeLink> {
      const person = await people.find(wanted);
      checkMayGive(principal, person.role);
      const { email } = person;
      const link = { ...base("password", principal.actor), personId: person.id, email };
      const after = { expiresAt: link.expiresAt };
      return make(link, principal.actor, {
        action: "person.password-link",
        kind: "person",
        id: email,
        after,
      });
    },

    invitations: () => store.invitations(new Date(clock.now())),

    /** By id or e-mail address. Throws HubError "invitation.unknown". */
    async withdraw(wanted: string, who: Actor): Promise<void> {
      const open = await store.invitations(new Date(clock.now()));
      const found = open.find(({ id, email }) => id === wanted || email === wanted.trim().toLowerCase());
      if (found === undefined) throw unknownInvitation(wanted);
      await audit.change(who, async (within, record) => {
        if (!(await createLinkStore(within).deleteInvitation(found.id))) throw unknownInvitation(wanted);
        await record({
          action: "person.withdraw-invitation",
          kind: "person",
          id: found.email,
          before: { role: found.role },
        });
      });
    },
  };
}

function unknownInvitation(wanted: string): HubError {
  return new HubError({
    kind: "unknown",
    code: "invitation.unknown",
    message: `There is no open invitation for "${wanted}".`,
    meaning: "It was accepted, has ended, was withdrawn, or never was.",
    remedy: "See them with: rostrum people list",
  });
}
