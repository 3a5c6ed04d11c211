/**
 * Who uses a connection: a port that later rooms (flows, replicas, features) fill, so that this room can name them
 * without knowing them. NOT a lock: it is asked when somebody wants to remove a connection.
 */
export interface Use {
  /** A countable noun in the singular: "flow", "replica". */
  readonly kind: string;
  readonly name: string;
}

export type UsesOf = (connectionId: string) => Promise<readonly Use[]>;

export interface Uses {
  register(usesOf: UsesOf): void;
  of(connectionId: string): Promise<readonly Use[]>;
}

export function createUses(): Uses {
  const sources: UsesOf[] = [];
  return {
    register(usesOf) {
      sources.push(usesOf);
    },
    async of(connectionId) {
      return (await Promise.all(sources.map((usesOf) => usesOf(connectionId)))).flat();
    },
  };
}
