/** The names that expressions at a step can use: of the real rows where there are some, else of what is known of them. */
import { useQuery } from "@tanstack/react-query";
import type { Definition } from "../flow.ts";
import { type Name, namesIn } from "./completion.ts";
import type { Path } from "./document.ts";
import { listOf, recordOf, useEditor } from "./editor-context.ts";
import { type Scope, stepsBefore, useScopes } from "./live.ts";
import { useReach } from "./reach.ts";
import { quoted } from "./suggestions.ts";
import { tableQuery } from "./tables.ts";
import { typeInWords, useEditorWords } from "./words.ts";

export interface Known {
  readonly names: readonly Name[];
  readonly scopes: readonly { readonly names: Scope }[] | undefined;
  /** Names that are known only once something was written: what the target says, and steps after it. */
  readonly later: readonly string[];
  /** Why there are no rows to show, in the hub's words. */
  readonly failure: unknown;
  readonly isReading: boolean;
}

/** `path` is that of the step. */
export function useNames(path: Path): Known {
  const say = useEditorWords();
  const { shown } = useEditor();
  const { within } = useReach();
  const { data: table } = useQuery(tableQuery(within(shown.source)));
  const { scopes, failure, isReading } = useScopes(path);
  const wanted = shown.source?.fields;
  const fields = (table?.fields ?? []).filter(({ name, plain }) => wanted?.includes(name) ?? plain !== false);
  const before = stepsBefore(shown, path) ?? [];
  const later = path[0] === "then" ? ["result", ...addedInThen(shown, path)] : [];
  const known: Name[] = [
    ...fields.map(({ name, type }) => ({ text: quoted(name), about: typeInWords(type, say) })),
    ...before.flatMap(addedBy).map((text) => ({ text, about: undefined })),
    ...later.map((text) => ({ text, about: say("knownLater") })),
  ];
  const real = namesIn((scopes ?? []).map(({ names }) => names));
  const seen = new Set(real.map(({ text }) => text));
  return {
    names: [...real, ...known.filter(({ text }) => !seen.has(text))],
    scopes,
    later,
    failure,
    isReading,
  };
}

function addedInThen(definition: Definition, [, index]: Path): readonly string[] {
  return typeof index === "number" ? listOf(definition.then).slice(0, index).flatMap(addedBy) : [];
}

/** What a step adds for those after it. Pure. */
function addedBy(step: unknown): readonly string[] {
  const { note: _note, map, branch, ...words } = recordOf(step);
  if (map !== undefined) return Object.keys(recordOf(map)).map(quoted);
  if (branch !== undefined) {
    const { then, else: other } = recordOf(branch);
    return [...listOf(then), ...listOf(other)].flatMap(addedBy);
  }
  const [inside] = Object.values(words);
  const { as } = recordOf(inside);
  return typeof as === "string" ? [as] : [];
}
