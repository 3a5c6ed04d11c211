/**
 * What somebody has typed about other people, kept in this window until it is sent: it survives reloads and Back, and goes
 * with the window, so that names and addresses do not stay behind in a browser. NOT the draft of a webinar (`draft.ts`),
 * which also survives the window.
 */
import { useState } from "react";

const prefix = "rostrum.typed.";

export interface Typed<Value> {
  readonly value: Value;
  /** False where it is too long for the browser to keep: then it is there until the page is left. */
  readonly isKept: boolean;
  change(next: Value): void;
}

/** @param fits whether what was kept, perhaps by an older version of the page, is such a value */
export function useTyped<Value>(
  name: string,
  empty: Value,
  fits: (kept: unknown) => kept is Value,
): Typed<Value> {
  const [value, setValue] = useState(() => readTyped(name, fits) ?? empty);
  const [isKept, setKept] = useState(true);
  return {
    value,
    isKept,
    change(next) {
      setValue(next);
      setKept(keepTyped(name, next));
    },
  };
}

export function readTyped<Value>(name: string, fits: (kept: unknown) => kept is Value): Value | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(prefix + name) ?? "null");
    return fits(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it is kept now. */
export function keepTyped(name: string, value: unknown): boolean {
  try {
    sessionStorage.setItem(prefix + name, JSON.stringify(value));
    return true;
  } catch {
    // The browser keeps some 5 MB. An earlier text must not come back in its place.
    forgetTyped(name);
    return false;
  }
}

export function forgetTyped(name: string): void {
  sessionStorage.removeItem(prefix + name);
}
