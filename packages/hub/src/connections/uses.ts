/**
 * Who uses a connection: a port that later rooms (flows, replicas, features) fill, so that this room can name them without
 * knowing them. They are asked when somebody wants to remove a connection, and told when it goes by another alias than
 * before: what is kept names a connection by its alias, or, while there is only one, by none. NOT a lock.
 */
import type { Actor } from "../access/index.ts";
import type { Database } from "../platform/database/database.ts";

export interface Use {
  /** A countable noun in the singular: "flow", "replica". */
  readonly kind: string;
  readonly name: string;
}

export type UsesOf = (connectionId: string) => Promise<readonly Use[]>;

/** What a connection was called, undefined: by nothing, as the only one; and what it is called from now on. */
export interface Renaming {
  readonly from: string | undefined;
  readonly to: string;
}

/** Lets all that named a connection so name it anew, within the transaction of that change; and says what that was. */
export type Rename = (within: Database, renaming: Renaming, who: Actor) => Promise<readonly Use[]>;

export interface Uses {
  /** Without `rename`: for who keeps the id, and does not notice. */
  register(usesOf: UsesOf, rename?: Rename): void;
  of(connectionId: string): Promise<readonly Use[]>;
  readonly rename: Rename;
}

export function createUses(): Uses {
  const sources: UsesOf[] = [];
  const renames: Rename[] = [];
  return {
    register(usesOf, rename) {
      sources.push(usesOf);
      if (rename !== undefined) renames.push(rename);
    },
    async of(connectionId) {
      return (await Promise.all(sources.map((usesOf) => usesOf(connectionId)))).flat();
    },
    async rename(within, renaming, who) {
      const renamed: Use[] = [];
      // One after the other: they share one transaction.
      for (const rename of renames) renamed.push(...(await rename(within, renaming, who)));
      return renamed;
    },
  };
}
