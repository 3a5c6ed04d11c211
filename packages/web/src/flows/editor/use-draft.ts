/** The text in hand: what was typed and not saved comes back after a reload, and what cannot be read changes no form. */
import { useEffect, useState } from "react";
import type { Definition } from "../flow.ts";
import { readText } from "./document.ts";
import { draftOf, dropDraft, keepDraft } from "./draft.ts";

/** `saved` is the text as the hub has it, or as a new flow begins. */
export function useDraft(name: string | undefined, saved: string) {
  const [found] = useState(() => draftOf(name));
  const [base, setBase] = useState(saved);
  const [restoredAt, setRestoredAt] = useState(found?.at);
  const [hand, setHand] = useState(() => read(found?.text ?? saved, {}));
  const isDirty = hand.text !== base;
  useEffect(() => {
    if (isDirty) keepDraft(name, { text: hand.text, base, at: new Date().toISOString() });
    else dropDraft(name);
  }, [name, hand.text, base, isDirty]);
  return {
    ...hand,
    isDirty,
    /** Since when the draft is that was found; undefined where there was none. */
    restoredAt,
    /** Whether somebody else saved the flow since the draft was begun. */
    isOvertaken: found !== undefined && restoredAt !== undefined && found.base !== saved,
    change: (next: (text: string) => string) => setHand((before) => read(next(before.text), before.shown)),
    /** From now on this is what the hub has. */
    settle: (text: string) => {
      setBase(text);
      setRestoredAt(undefined);
      setHand((before) => read(text, before.shown));
      dropDraft(name);
    },
  };
}

function read(text: string, before: Definition) {
  const { definition, faults } = readText(text);
  return { text, definition, faults, shown: definition ?? before };
}
