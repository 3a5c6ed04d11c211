/**
 * Reading request bodies. Every function refuses with a 400 that names the member and what is wrong with it.
 *
 * `null` counts as absent: serialisers of many languages send it for what has no value.
 */

import { isObject, type Json, keyOf } from "../http/json.ts";
import type { Key } from "../world/model.ts";
import { badRequest } from "./refusal.ts";

export type Members = { readonly [name: string]: Json };

/** The body, or part of one, as an object. `what` names it in the refusal. */
export function objectFrom(value: Json | undefined, what = "The request body"): Members {
  if (!isObject(value)) throw badRequest(`${what} must be a JSON object.`);
  return value;
}

/** An array with at least one item. */
export function itemsFrom(value: Json | undefined, what = "The request body"): readonly Json[] {
  if (!Array.isArray(value)) throw badRequest(`${what} must be a JSON array.`);
  if (value.length === 0) throw badRequest(`${what} must hold at least one item.`);
  return value;
}

export function text(members: Members, name: string, longest?: number): string | undefined {
  const value = members[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== "string") throw badRequest(`${name} must be a string.`);
  if (longest !== undefined && value.length > longest)
    throw badRequest(`${name} has ${value.length} characters; at most ${longest} are allowed.`);
  return value;
}

/** A text that is there and is not blank. */
export function requiredText(members: Members, name: string, longest?: number): string {
  const value = text(members, name, longest);
  if (value === undefined || value.trim() === "") throw badRequest(`${name} is required.`);
  return value;
}

/** True or false; also as a string, as a plugin sends it in production (goto-webinar.md 8.2). */
export function truth(members: Members, name: string): boolean | undefined {
  const value = members[name] ?? undefined;
  if (value === undefined || typeof value === "boolean") return value;
  if (value === "true" || value === "false") return value === "true";
  throw badRequest(`${name} must be true or false.`);
}

/** One of the given words, spelt exactly so. */
export function choice<const Word extends string>(
  members: Members,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = text(members, name);
  if (value === undefined) return undefined;
  const word = words.find((one) => one === value);
  if (word === undefined) throw badRequest(`${name} must be one of ${words.join(", ")}, not "${value}".`);
  return word;
}

/** A 64-bit key, as a number or as a string of digits (goto-webinar.md 2). */
export function key(members: Members, name: string): Key | undefined {
  const value = members[name] ?? undefined;
  if (value === undefined) return undefined;
  const digits = keyOf(value);
  if (digits === undefined) throw badRequest(`${name} must be a number of up to 19 digits.`);
  return digits;
}

export function requiredKey(members: Members, name: string): Key {
  const digits = key(members, name);
  if (digits === undefined) throw badRequest(`${name} is required.`);
  return digits;
}

const address = /^[^\s@]+@[^\s@]+$/;

/** A text that has the look of a mail address. */
export function requiredEmail(members: Members, name = "email"): string {
  const value = requiredText(members, name, 128).trim();
  if (!address.test(value)) throw badRequest(`${name} must be a mail address, not "${value}".`);
  return value;
}
