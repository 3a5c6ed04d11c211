/**
 * Sealing: what is secret is encrypted before it goes to the database (AES-256-GCM), with a key that is never
 * in the database. NOT for passwords of people (those are hashed) and not for transport (that is TLS).
 *
 * Form: `v1.<key id>.<nonce>.<text>.<tag>`, the last three in base64url. The key id tells which key opens it, so
 * that a new key can be put in front while the old one still opens what it sealed. The place (for instance
 * "oauth_grant/ID/tokens") is bound in as additional data: a sealed text that was moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { secretFile } from "../data-folder/data-folder.ts";
import { HubError } from "../errors.ts";

export interface Sealer {
  /** The id of the key that seals. Not secret. */
  readonly keyId: string;
  seal(plain: string, place: string): string;
  /** Throws HubError "key.missing" (no such key here) or "key.wrong" (changed, or of another place). */
  open(sealed: string, place: string): string;
  /** Whether a sealed text was made by an older key and should be sealed anew when it is next written. */
  isOutdated(sealed: string): boolean;
  /** A secret of 32 bytes (base64) for one purpose, the same wherever the sealing key is; nothing leads back to the key. */
  derive(purpose: string): string;
  /** Whether the key of that id is here. */
  hasKey(keyId: string): boolean;
  /** The id of the key that a sealed text needs, and whether it is here. */
  keyOf(sealed: string): { readonly keyId: string; readonly present: boolean };
}

const keyBytes = 32;
const nonceBytes = 12;

/** A new random key, as it stands in the key file or in ROSTRUM_KEY. */
export function newKey(): string {
  return randomBytes(keyBytes).toString("base64");
}

/**
 * The sealer of a hub: by the given keys (ROSTRUM_KEY), else by the key file of the data folder, which is made
 * at the first start and belongs into the backup, apart from the database.
 */
export function openSealer(keys: string | undefined, dataFolder: string): Sealer {
  if (keys !== undefined) return createSealer(parseKeys(keys, "ROSTRUM_KEY"));
  return createSealer(parseKeys(secretFile(dataFolder, "key", newKey), `${dataFolder}/key`));
}

/** Keys from text: 32 bytes each as base64 or hex, divided by commas or white space; the first one seals. */
export function parseKeys(text: string, source: string): readonly [Buffer, ...Buffer[]] {
  const [first, ...rest] = text
    .split(/[\s,]+/)
    .filter((part) => part !== "")
    .map((part) => (/^[0-9a-f]{64}$/i.test(part) ? Buffer.from(part, "hex") : Buffer.from(part, "base64")));
  if (first === undefined || [first, ...rest].some((key) => key.length !== keyBytes)) {
    throw new HubError({
      kind: "unavailable",
      code: "key.unusable",
      message: `The key in ${source} is not 32 bytes as base64 or hex.`,
      meaning: "Without it the tokens in the database can be neither read nor written; nothing was changed.",
      remedy: `Put the right key into ${source}; with a new one (openssl rand -base64 32) every connection must be authorized again.`,
    });
  }
  return [first, ...rest];
}

export function createSealer(keys: readonly [Buffer, ...Buffer[]]): Sealer {
  const [sealing] = keys;
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  const keyId = idOf(sealing);

  return {
    keyId,
    seal(plain, place) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce);
      cipher.setAAD(additionalData(keyId, place));
      const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return [
        "v1",
        keyId,
        ...[nonce, text, cipher.getAuthTag()].map((part) => part.toString("base64url")),
      ].join(".");
    },
    open(sealed, place) {
      const parts = takeApart(sealed);
      const key = byId.get(parts.keyId);
      if (key === undefined) throw missingKey(parts.keyId, [...byId.keys()]);
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, parts.nonce, { authTagLength: 16 });
        decipher.setAAD(additionalData(parts.keyId, place));
        decipher.setAuthTag(parts.tag);
        return Buffer.concat([decipher.update(parts.text), decipher.final()]).toString("utf8");
      } catch (error) {
        throw damaged(error);
      }
    },
    derive: (purpose) =>
      Buffer.from(hkdfSync("sha256", sealing, "", `rostrum ${purpose}`, keyBytes)).toString("base64"),
    isOutdated: (sealed) => takeApart(sealed).keyId !== keyId,
    hasKey: (wanted) => byId.has(wanted),
    keyOf(sealed) {
      const needed = takeApart(sealed).keyId;
      return { keyId: needed, present: byId.has(needed) };
    },
  };
}

/** Eight hex digits of a hash: enough to tell keys apart, no help in finding one. */
function idOf(key: Buffer): string {
  return createHash("sha256").update("rostrum key id\0").update(key).digest("hex").slice(0, 8);
}

function additionalData(keyId: string, place: string): Buffer {
  return Buffer.from(`v1\0${keyId}\0${place}`, "utf8");
}

function takeApart(sealed: string): { keyId: string; nonce: Buffer; text: Buffer; tag: Buffer } {
  const [version, keyId, nonce, text, tag, ...more] = sealed.split(".");
  if (
    version !== "v1" ||
    keyId === undefined ||
    nonce === undefined ||
    text === undefined ||
    tag === undefined ||
    more.length
  ) {
    throw damaged(undefined);
  }
  const bytes = (part: string) => Buffer.from(part, "base64url");
  return { keyId, nonce: bytes(nonce), text: bytes(text), tag: bytes(tag) };
}

function missingKey(needed: string, present: readonly string[]): HubError {
  return new HubError({
    kind: "unavailable",
    code: "key.missing",
    message: `What is stored was sealed with key ${needed}, and the key here is ${present.join(", ")}.`,
    meaning: "The tokens are still there, whole, but cannot be read with this key.",
    remedy:
      "Put the former key back: into ROSTRUM_KEY (after a comma, behind the new one), or as the file `key` of the data folder.",
    details: { needed, present },
  });
}

function damaged(cause: unknown): HubError {
  return new HubError({
    kind: "unavailable",
    code: "key.wrong",
    message: "A sealed value in the database does not open.",
    meaning: "It was changed, or moved from another row; its content cannot be trusted and is not used.",
    remedy: "Restore the database from its backup, or authorize the connection anew.",
    cause,
  });
}
