/**
 * What a sync has to tell beside its counts: remarks on a result that is whole all the same, and scopes that could not
 * be read. Many of one kind become one sentence.
 */
import { HubError } from "../platform/errors.ts";
import type { Oddities } from "./record.ts";

export interface Notes {
  readonly oddities: Oddities;
  /** `about` is counted; the first message is told. */
  remark(code: string, message: string): void;
  /** Throws HubError "replica.too-many-failures" when there are so many that going on makes no sense. */
  failure(message: string): void;
  remarks(): readonly string[];
  failures(): readonly string[];
}

const mostFailures = 50;

export function createNotes(): Notes {
  const remarks = new Map<string, { readonly message: string; times: number }>();
  const failures: string[] = [];
  const remark = (code: string, message: string) => {
    const known = remarks.get(code);
    if (known === undefined) remarks.set(code, { message, times: 1 });
    else known.times++;
  };
  return {
    remark,
    oddities: {
      value: ({ entity }, { field }) =>
        remark(
          `value ${entity.name}.${field}`,
          `A ${entity.name} has a ${field} that its column cannot hold; the column is null, the value stands in raw.`,
        ),
      keyless: ({ entity }) =>
        remark(
          `keyless ${entity.name}`,
          `A ${entity.name} came without its key and was left out: it cannot be told from others.`,
        ),
      characters: ({ entity }) =>
        remark(
          `characters ${entity.name}`,
          `A text of a ${entity.name} has characters that Postgres cannot store; they became U+FFFD.`,
        ),
    },
    failure(message) {
      failures.push(message);
      if (failures.length < mostFailures) return;
      throw new HubError({
        kind: "upstream",
        code: "replica.too-many-failures",
        message: `${failures.length} parts could not be read; the first: ${failures[0]}`,
        meaning: "Something is wrong with all of them; the sync was ended, and what was read is kept.",
        remedy: "Look at the connection with: rostrum connections test, then sync again.",
      });
    },
    remarks: () =>
      [...remarks.values()].map(({ message, times }) =>
        times > 1 ? `${message} (${times} times)` : message,
      ),
    failures: () => [...failures],
  };
}
