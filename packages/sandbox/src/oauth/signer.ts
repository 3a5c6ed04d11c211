/**
 * Makes access tokens that look like GoTo's: JWTs signed with RS512, well over a thousand characters long, so
 * that short database columns break here (goto-oauth.md 6.1, 12.9).
 *
 * Clients must treat them as opaque. The sandbox does too: it looks a token up, and never decodes it.
 */

import { generateKeyPair, type KeyObject, randomBytes, randomUUID, sign } from "node:crypto";
import { promisify } from "node:util";

interface TokenClaims {
  readonly scopes: readonly string[];
  readonly organizerKey: string;
  readonly clientId: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface Signer {
  sign(claims: TokenClaims): string;
  /** The public key as `/oauth/jwks.json` shows it. */
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}

/** The key of this process, made when first needed. */
let keys: Promise<{ privateKey: KeyObject; publicKey: KeyObject }> | undefined;

/**
 * Makes a signer. All sandboxes of a process sign with one key: searching for one takes a quarter of a second,
 * tests start sandboxes by the hundred, and nothing is kept safe by it.
 */
export async function createSigner(): Promise<Signer> {
  keys ??= promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const { privateKey, publicKey } = await keys;
  const kid = `oauthv2.lm.sandbox.${randomUUID()}`;
  return {
    jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), kid, alg: "RS512", use: "sig" }] },
    sign: (claims) => signToken(privateKey, kid, claims),
  };
}

function signToken(key: KeyObject, kid: string, claims: TokenClaims): string {
  const head = encode({ kid, alg: "RS512" });
  const body = encode({
    sc: claims.scopes.join(" "),
    sub: claims.organizerKey,
    aud: claims.clientId,
    ogn: "pwd",
    ls: randomUUID(),
    typ: "a",
    exp: claims.expiresAt,
    iat: claims.issuedAt,
    jti: randomUUID(),
    sandbox: randomBytes(192).toString("base64url"),
  });
  const signature = sign("RSA-SHA512", Buffer.from(`${head}.${body}`), key).toString("base64url");
  return `${head}.${body}.${signature}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
