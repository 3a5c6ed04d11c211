/** A part of the flow as YAML, where a form cannot say it. What cannot be read yet stays in the field and changes nothing. */
import { Textarea } from "@mantine/core";
import { useState } from "react";
import { type Path, partText, withPart } from "./document.ts";
import { useEditor } from "./editor-context.ts";
import { useEditorWords } from "./words.ts";

export function RawPart({ path, label }: { readonly path: Path; readonly label: string }) {
  const say = useEditorWords();
  const { text, change } = useEditor();
  const kept = partText(text, path);
  // While somebody types it is theirs; the flow's own writing of it comes back when they leave.
  const [typed, setTyped] = useState<string>();
  const [fault, setFault] = useState<string>();
  const set = (part: string) => {
    setTyped(part);
    const read = withPart(text, path, part);
    const [first] = read.faults;
    setFault(first && say("faultAt", { line: first.line, words: first.message }));
    if (first === undefined) change(() => read.text);
  };
  return (
    <Textarea
      label={say("asYaml", { name: label })}
      autosize
      minRows={2}
      w="100%"
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      value={typed ?? kept}
      error={fault}
      onChange={({ currentTarget }) => set(currentTarget.value)}
      onBlur={() => fault === undefined && setTyped(undefined)}
    />
  );
}
