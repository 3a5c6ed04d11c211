/** Finds and erases through all sources, and writes into the audit log that it was done, without saying of whom. */
import { createHmac } from "node:crypto";
import type { Actor, Audit } from "../access/index.ts";
import type { Sealer } from "../platform/crypto/sealer.ts";
import type { LeftRecord, PersonalDataSource, PersonalRecord } from "../platform/personal-data/source.ts";
import { type Subject, subjectOf } from "../platform/personal-data/subject.ts";

export interface PersonalDataOptions {
  readonly audit: Audit;
  readonly sealer: Pick<Sealer, "derive">;
  /** In the order in which they erase: the audit log last, for the others may write into it. */
  readonly sources: readonly PersonalDataSource[];
}

export interface FoundRecord extends Omit<PersonalRecord, "names"> {
  readonly kind: string;
}

export interface Found {
  readonly records: readonly FoundRecord[];
  readonly notSearched: readonly string[];
  readonly atGoTo: readonly string[];
  /** Stands in the audit log in place of the address: the same for the same address in this hub. */
  readonly mark: string;
}

export interface Erased {
  readonly erased: readonly { readonly kind: string; readonly records: number }[];
  readonly left: readonly (LeftRecord & { readonly kind: string })[];
  readonly atGoTo: readonly string[];
  readonly mark: string;
}

export type PersonalDataService = ReturnType<typeof createPersonalDataService>;

export function createPersonalDataService({ audit, sealer, sources }: PersonalDataOptions) {
  /** Whoever knows an address can tell whether an entry is about it, at this hub alone; nobody gets the address from it. */
  const markOf = ({ email }: Subject) =>
    createHmac("sha256", sealer.derive("marks of erased people")).update(email).digest("hex").slice(0, 16);

  async function look(subject: Subject) {
    const records: (PersonalRecord & { readonly kind: string })[] = [];
    const notSearched: string[] = [];
    for (const { kind, find } of sources) {
      const found = await find(subject);
      records.push(...found.records.map((record) => ({ kind, ...record })));
      notSearched.push(...(found.notSearched ?? []));
    }
    return { records, notSearched };
  }

  return {
    async find(email: string, who: Actor): Promise<Found> {
      const subject = subjectOf(email);
      const { records, notSearched } = await look(subject);
      const mark = markOf(subject);
      const after = { records: records.length };
      await audit.recordAlone(who, { action: "personal-data.find", kind: "personal-data", id: mark, after });
      return {
        records: records.map(({ names: _, ...record }) => record),
        notSearched,
        atGoTo: atGoTo(records),
        mark,
      };
    },

    async erase(email: string, who: Actor): Promise<Erased> {
      const { records } = await look(subjectOf(email));
      const subject = subjectOf(
        email,
        records.flatMap(({ names }) => names ?? []),
      );
      const erased: { kind: string; records: number }[] = [];
      const left: (LeftRecord & { kind: string })[] = [];
      for (const { kind, erase } of sources) {
        const done = await erase(subject);
        if (done.erased > 0) erased.push({ kind, records: done.erased });
        left.push(...done.left.map((record) => ({ kind, ...record })));
      }
      const mark = markOf(subject);
      await audit.recordAlone(who, {
        action: "personal-data.erase",
        kind: "personal-data",
        id: mark,
        after: {
          erased: Object.fromEntries(erased.map((one) => [one.kind, one.records])),
          left: left.length,
        },
      });
      return { erased, left, atGoTo: atGoTo(records), mark };
    },
  };
}

/** GoTo keeps its own data; the hub can delete there only what its API lets it (goto-webinar.md 9). */
function atGoTo(records: readonly PersonalRecord[]): readonly string[] {
  const registrations = new Map<string, string>();
  for (const { data } of records) {
    const { webinar_key, registrant_key } = data as { webinar_key?: unknown; registrant_key?: unknown };
    if (typeof webinar_key !== "string" || typeof registrant_key !== "string") continue;
    registrations.set(
      registrant_key,
      `rostrum delete Registrant webinarKey=${webinar_key} registrantKey=${registrant_key}`,
    );
  }
  return [
    "GoTo keeps its own data, and a replica brings back what GoTo still gives: erase there first.",
    "A registration for a webinar still to come can be deleted; where a replica knows it, by:",
    ...[...registrations.values()].map((command) => `  ${command}`),
    "Without a replica, find registrations with: rostrum query Registrant --where email=ADDRESS",
    "What GoTo keeps of webinars that are over (attendance, answers, questions) its API cannot delete: ask GoTo's support, as the account's administrator.",
  ];
}
