/** Who is signed in, by browser: a cookie with a random name for the session, and nothing in it. */

import { randomBytes } from "node:crypto";
import type { Organizer } from "../world/model.ts";

export interface SignIn {
  readonly organizer: Organizer;
  /** To be sent back with each form, so that no other site can press Allow. */
  readonly confirmation: string;
}

const cookie = "sandbox_session";

export class SignIns {
  readonly #sessions = new Map<string, SignIn>();

  /** Signs in; the value for Set-Cookie. */
  begin(organizer: Organizer): string {
    const id = randomBytes(18).toString("base64url");
    this.#sessions.set(id, { organizer, confirmation: randomBytes(18).toString("base64url") });
    return `${cookie}=${id}; Path=/; HttpOnly; SameSite=Lax`;
  }

  /** By the Cookie header. */
  of(cookies: string | undefined): SignIn | undefined {
    const id = new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]+)`).exec(cookies ?? "")?.[1];
    return id === undefined ? undefined : this.#sessions.get(id);
  }
}
