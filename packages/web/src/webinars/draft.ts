/** What somebody has begun to plan, kept in this browser until it is sent: it survives reloads and closed windows. */
import type { Plan } from "./plan.ts";

const prefix = "rostrum.webinar-draft.";

/** Undefined where there is none, or one of an older version of the form. */
export function readDraft(name: string, like: Plan): Plan | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(prefix + name) ?? "null");
    if (typeof kept !== "object" || kept === null) return undefined;
    const fits = Object.entries(like).every(
      ([field, value]) => typeof Reflect.get(kept, field) === typeof value,
    );
    return fits ? (kept as Plan) : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(name: string, plan: Plan): void {
  localStorage.setItem(prefix + name, JSON.stringify(plan));
}

export function forgetDraft(name: string): void {
  localStorage.removeItem(prefix + name);
}
