/**
 * Reads what comes to the control API: JSON with known members, each checked. What is wrong is said in a
 * sentence, with what would be right.
 */

import { isObject, type Json, parseJson } from "../http/json.ts";

/** The caller's mistake: becomes a 400 with this sentence. */
export class WrongInput extends Error {
  override readonly name = "WrongInput";
}

export class Input {
  readonly #members: Readonly<Record<string, Json>>;

  /** `known`: all names that may occur. Others are refused, since a typing error must not pass in silence. */
  constructor(members: Json | undefined, known: readonly string[]) {
    if (members !== undefined && !isObject(members)) throw new WrongInput("Send a JSON object.");
    this.#members = members ?? {};
    for (const name of Object.keys(this.#members))
      if (!known.includes(name))
        throw new WrongInput(`"${name}" is not known here. Known are: ${known.join(", ")}.`);
  }

  number(name: string, from: number, to: number): number | undefined {
    const value = this.#members[name];
    if (value === undefined) return undefined;
    if (typeof value !== "number" || value < from || value > to)
      throw new WrongInput(`"${name}" must be a number from ${from} to ${to}.`);
    return value;
  }

  text(name: string): string | undefined {
    const value = this.#members[name];
    if (value === undefined) return undefined;
    if (typeof value !== "string") throw new WrongInput(`"${name}" must be a text.`);
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.#members[name];
    if (value === undefined) return undefined;
    if (typeof value !== "boolean") throw new WrongInput(`"${name}" must be true or false.`);
    return value;
  }

  oneOf<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const found = values.find((one) => one === value);
    if (found === undefined) throw new WrongInput(`"${name}" must be one of: ${values.join(", ")}.`);
    return found;
  }

  any(name: string): Json | undefined {
    return this.#members[name];
  }
}

/** The body of a control call; undefined when there is none. The content type does not matter: curl sends a form's. */
export function bodyOf(body: unknown): Json | undefined {
  if (typeof body !== "string" || body.trim() === "") return undefined;
  try {
    return parseJson(body);
  } catch {
    throw new WrongInput(`The body is not JSON. Example: curl …/_sandbox/clock -d '{"to":"+2d"}'`);
  }
}

/** An object without its undefined members, for settings of which only some are given. */
export function given<Type extends object>(
  members: { [Name in keyof Type]?: Type[Name] | undefined },
): Partial<Type> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Partial<Type>;
}
