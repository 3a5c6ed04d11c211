/** A person who uses the hub, and the rules of what a person may be called. Pure. NOT a registrant or organizer at GoTo. */
import { z } from "zod";
import { HubError } from "../../platform/errors.ts";
import { type Role, roleNames } from "../permissions.ts";

export interface Person {
  readonly id: string;
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Date;
  /** Since when nobody comes in as them; null: they may. */
  readonly deactivatedAt: Date | null;
}

/** One line of text for people to read. */
export const Line = z
  .string()
  .normalize("NFC")
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{C}+$/u, "holds characters that cannot be shown");

export const Email = z.string().trim().toLowerCase().max(254).regex(z.regexes.email, "is no e-mail address");

export const RoleName = z.enum(roleNames);

/** Long enough that the limit on attempts makes guessing hopeless. */
export const shortestPassword = 10;
export const longestPassword = 128;

/** A password somebody chose. It is not trimmed: blanks count. */
export const NewPassword = z.string().min(shortestPassword).max(longestPassword);

/** The hub must not be left without anybody who can let people in. `administrators` are those who may come in. */
export function checkNotLastAdministrator(person: Person, administrators: readonly string[]): void {
  if (person.role !== "administrator" || administrators.some((id) => id !== person.id)) return;
  throw new HubError({
    kind: "conflict",
    code: "person.last-administrator",
    message: `${person.email} is the only administrator.`,
    meaning: "Nobody could invite people or give roles any more. Nothing was changed.",
    remedy: "Make somebody else administrator first: rostrum people role EMAIL administrator",
  });
}

/** Said only to who has shown their password or key: to others it would tell who is here. */
export function personDeactivated(): HubError {
  return new HubError({
    kind: "unauthenticated",
    code: "access.deactivated",
    message: "This person is deactivated.",
    meaning:
      "Nobody comes in as them, by password or by API key, until they are reactivated. Nothing was done.",
    remedy: "Ask an administrator of this hub to reactivate you.",
  });
}

export function unknownPerson(wanted: string): HubError {
  return new HubError({
    kind: "unknown",
    code: "person.unknown",
    message: `There is nobody called "${wanted}" here.`,
    meaning: "People are called by their e-mail address or their id.",
    remedy: "See them with: rostrum people list",
  });
}

export function personExists(email: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "person.exists",
    message: `${email} is here already.`,
    meaning: "One e-mail address stands for one person.",
    remedy: `Change the role instead: rostrum people role ${email} ROLE`,
  });
}
