/** The flow in hand, for all parts of the editor: its text, what it means, and how it is changed. NOT where it is kept. */
import { createContext, useContext } from "react";
import type { Definition } from "../flow.ts";
import { type Path, type ReadText, valueAt, withValue } from "./document.ts";
import { type Problem, placeOf } from "./problems.ts";

export interface Editor extends ReadText {
  readonly text: string;
  /** What the form shows: the last text that could be read. */
  readonly shown: Definition;
  readonly isNew: boolean;
  /** What the hub found wrong when it was asked last. */
  readonly problems: readonly Problem[];
  /** Places that still say nothing, once somebody tried to save without them. */
  readonly missing: readonly string[];
  change(next: (text: string) => string): void;
}

export const EditorContext = createContext<Editor | undefined>(undefined);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === undefined) throw new Error("This part belongs into the editor of flows");
  return editor;
}

/** What stands at a path as text, and how to set it; an empty text takes it away. */
export function useText(path: Path): readonly [string, (value: string | undefined) => void] {
  const { shown, change } = useEditor();
  const value = valueAt(shown, path);
  return [
    typeof value === "string" ? value : value === undefined || value === null ? "" : String(value),
    (next) => change((text) => withValue(text, path, next === "" ? undefined : next)),
  ];
}

/** What stands at a path, and how to set it; undefined takes it away. */
export function useValue(path: Path): readonly [unknown, (value: unknown) => void] {
  const { shown, change } = useEditor();
  return [valueAt(shown, path), (next) => change((text) => withValue(text, path, next))];
}

/** Whether somebody tried to save while nothing was said here. */
export function useIsMissing(path: Path): boolean {
  return useEditor().missing.includes(placeOf(path));
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
