/**
 * API keys: list, create, revoke, and whose a given one is. A key does what its scopes say, as far as its owner may do
 * that now; when the owner goes, it goes too. NOT the access token of the data folder (`authenticate.ts`).
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../platform/clock/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { HubError } from "../../platform/errors.ts";
import type { Audit } from "../audit/audit.ts";
import { personDeactivated } from "../people/model.ts";
import type { People } from "../people/service.ts";
import type { Permission } from "../permissions.ts";
import type { Principal } from "../principal.ts";
import { beginningOf, hashOfKey, newKey } from "./key.ts";
import { type ApiKey, createKeyStore } from "./store.ts";

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly expiresInDays: number;
}

export type Keys = ReturnType<typeof createKeys>;

const dayMs = 24 * 60 * 60 * 1000;

export function createKeys(deps: {
  readonly database: Database;
  readonly audit: Audit;
  readonly people: People;
  readonly clock: Clock;
}) {
  const { database, audit, people, clock } = deps;
  const store = createKeyStore(database);

  /** The keys that somebody may see: their own, or all. */
  async function list(principal: Principal): Promise<readonly ApiKey[]> {
    const all = await store.keys();
    if (principal.permissions.has("keys:all")) return all;
    return all.filter(({ owner }) => owner !== null && owner.id === principal.personId);
  }

  return {
    list,

    /**
     * Makes a key and gives its text, which is not kept. Throws HubError "key.scope-too-wide" when it would be allowed
     * what its maker is not, and "key.name-taken".
     */
    async create(
      wish: NewApiKey,
      principal: Principal,
    ): Promise<{ readonly key: string; readonly apiKey: ApiKey }> {
      const { name, expiresInDays } = wish;
      const scopes = [...new Set(wish.scopes)];
      const tooWide = scopes.filter((scope) => !principal.permissions.has(scope));
      if (tooWide.length > 0) throw scopeTooWide(tooWide);
      const taken = (await store.keys()).some((key) => key.name.toLowerCase() === name.toLowerCase());
      if (taken) throw nameTaken(name);
      const owner = principal.personId === undefined ? null : await people.find(principal.personId);
      const key = newKey();
      const createdAt = new Date(clock.now());
      const apiKey: ApiKey = {
        id: randomUUID(),
        name,
        beginning: beginningOf(key),
        scopes,
        owner,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + expiresInDays * dayMs),
        lastUsedAt: null,
      };
      await audit.change(principal.actor, async (within, record) => {
        await createKeyStore(within).insert(apiKey, hashOfKey(key));
        await record({ action: "key.create", kind: "key", id: name, after: auditable(apiKey) });
      });
      return { key, apiKey };
    },

    /** By name or id. Throws HubError "key.unknown", also for keys of others that the caller may not see. */
    async revoke(wanted: string, principal: Principal): Promise<void> {
      const visible = await list(principal);
      const found = visible.find(
        ({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase(),
      );
      if (found === undefined) throw unknownKey(wanted);
      await audit.change(principal.actor, async (within, record) => {
        await createKeyStore(within).delete(found.id);
        await record({ action: "key.revoke", kind: "key", id: found.name, before: auditable(found) });
      });
    },

    /** The key of a text, noted as used; undefined when there is none. Throws HubError "access.key-expired". */
    async use(text: string): Promise<ApiKey | undefined> {
      const key = await store.byHash(hashOfKey(text));
      if (key === undefined) return undefined;
      const now = new Date(clock.now());
      if (key.expiresAt <= now) throw expired(key);
      if ((key.owner?.deactivatedAt ?? null) !== null) throw personDeactivated();
      await store.used(key.id, now);
      return key;
    },
  };
}

function auditable({ beginning, scopes, expiresAt, owner }: ApiKey) {
  return { beginning, scopes, expiresAt, owner: owner?.email ?? null };
}

function scopeTooWide(scopes: readonly string[]): HubError {
  return new HubError({
    kind: "forbidden",
    code: "key.scope-too-wide",
    message: `You may not yourself do what ${scopes.join(", ")} allows.`,
    meaning: "A key is allowed at most what the one who makes it is. Nothing was made.",
    remedy: "Leave these scopes out, or ask an administrator to make the key.",
    details: { scopes },
  });
}

function nameTaken(name: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "key.name-taken",
    message: `There is an API key "${name}" already.`,
    meaning: "A name stands for one key; capitals do not count.",
    remedy: "Choose another name, or revoke the old key first.",
  });
}

function unknownKey(wanted: string): HubError {
  return new HubError({
    kind: "unknown",
    code: "key.unknown",
    message: `There is no API key "${wanted}" that you may see.`,
    meaning: "Nothing was revoked.",
    remedy: "See them with: rostrum keys list",
  });
}

function expired(key: ApiKey): HubError {
  return new HubError({
    kind: "unauthenticated",
    code: "access.key-expired",
    message: `The API key "${key.name}" (${key.beginning}...) ended on ${key.expiresAt.toISOString().slice(0, 10)}.`,
    meaning: "Nothing was done.",
    remedy: "Make a new one: rostrum keys create NAME --scope ...",
  });
}
