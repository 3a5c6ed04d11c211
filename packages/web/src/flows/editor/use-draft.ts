/** The text in hand: what was typed and not saved comes back after a reload, and what cannot be read changes no form. */
import { useEffect, useState } from "react";
import type { Definition } from "../flow.ts";
import { readText } from "./document.ts";
import { draftOf, dropDraft, keepDraft } from "./draft.ts";

/** What the hub has, or with what a new flow begins. */
export interface Saved {
  readonly text: string;
  /** 0 for a new flow. */
  readonly revision: number;
}

/** `place` is under which name the draft is kept in the browser. */
export function useDraft(place: string | undefined, saved: Saved) {
  const [found] = useState(() => draftOf(place));
  // What was typed was typed over what there was then: who saved meanwhile is not to be written over.
  const [base, setBase] = useState<Saved>(
    found === undefined ? saved : { text: saved.text, revision: found.revision ?? saved.revision },
  );
  const [restoredAt, setRestoredAt] = useState(found?.at);
  const [hand, setHand] = useState(() => read(found?.text ?? saved.text, {}));
  const isDirty = hand.text !== base.text;
  useEffect(() => {
    if (!isDirty) return dropDraft(place);
    keepDraft(place, {
      text: hand.text,
      base: base.text,
      revision: base.revision,
      at: new Date().toISOString(),
    });
  }, [place, hand.text, base, isDirty]);
  return {
    ...hand,
    isDirty,
    /** Of what it was begun from. */
    revision: base.revision,
    /** Since when the draft is that was found; undefined where there was none. */
    restoredAt,
    /** Whether somebody else saved the flow since the draft was begun. */
    isOvertaken: found !== undefined && restoredAt !== undefined && found.base !== saved.text,
    change: (next: (text: string) => string) => setHand((before) => read(next(before.text), before.shown)),
    /** From now on this is what the hub has. */
    settle: (now: Saved) => {
      setBase(now);
      setRestoredAt(undefined);
      setHand((before) => read(now.text, before.shown));
      dropDraft(place);
    },
  };
}

function read(text: string, before: Definition) {
  const { definition, faults } = readText(text);
  return { text, definition, faults, shown: definition ?? before };
}
