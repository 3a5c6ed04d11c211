/** YAML in a field with line numbers, colours, and faults at their lines. NOT what the text means. */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";
import type { Fault } from "./document.ts";
import classes from "./editor.module.css";

export interface CodeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly faults: readonly Fault[];
  readonly onChange: (value: string) => void;
}

const colours = HighlightStyle.define([
  { tag: tags.comment, color: "light-dark(#5f6b6d, #9aa6a8)", fontStyle: "italic" },
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "light-dark(#0b5a6b, #66d9e8)" },
  { tag: [tags.string, tags.content], color: "light-dark(#2b2b2b, #e3e3e3)" },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: "light-dark(#5f6b6d, #9aa6a8)" },
]);
const looks = EditorView.theme({
  "&": { fontSize: "13px", backgroundColor: "transparent", color: "inherit" },
  "&.cm-focused": { outline: "2px solid var(--mantine-primary-color-filled)", outlineOffset: "-2px" },
  ".cm-scroller": {
    fontFamily: "var(--mantine-font-family-monospace)",
    minHeight: "320px",
    maxHeight: "70vh",
  },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--mantine-color-dimmed)" },
  ".cm-content": { caretColor: "var(--mantine-color-text)" },
});

export function CodeField({ label, value, faults, onChange }: CodeFieldProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  // The editor is made once and tells whoever listens now.
  const tell = useRef(onChange);
  tell.current = onChange;
  const first = useRef(value);
  useEffect(() => {
    if (place.current === null) return;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          yaml(),
          syntaxHighlighting(colours),
          looks,
          EditorView.lineWrapping,
          // Tab leaves the field, as everywhere: who works by keyboard is not caught in it.
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) tell.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [label]);
  useEffect(() => {
    const now = view.current;
    if (now === undefined || now.state.doc.toString() === value) return;
    now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: value } });
  }, [value]);
  useEffect(() => {
    const now = view.current;
    if (now === undefined) return;
    const found = faults.map(({ line, message }) => {
      const { from, to } = now.state.doc.line(Math.min(line, now.state.doc.lines));
      return { from, to, severity: "error" as const, message };
    });
    now.dispatch(setDiagnostics(now.state, found));
  }, [faults]);
  return <div ref={place} className={classes.code} />;
}
