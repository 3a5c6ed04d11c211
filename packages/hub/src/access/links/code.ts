/** The code of a one-time link: 80 random bits in letters that can be read out, e.g. 4F2K-9QXB-T7MD-0HVC. */
import { createHash, randomInt } from "node:crypto";

/** Crockford's base 32: no I, L, O, U, so that nothing is read for something else. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const groups = 4;
const groupLength = 4;

export function newCode(): string {
  const letter = () => alphabet[randomInt(alphabet.length)] ?? "0";
  const group = () => Array.from({ length: groupLength }, letter).join("");
  return Array.from({ length: groups }, group).join("-");
}

/** What is kept of it: enough bits that trying all codes against the hash is hopeless. Small letters count as large. */
export function hashOfCode(code: string): string {
  return createHash("sha256").update(code.trim().toUpperCase()).digest("hex");
}
