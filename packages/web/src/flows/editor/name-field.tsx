/** Under which name a step's result can be used by those after it. */
import { TextInput } from "@mantine/core";
import type { Path } from "./document.ts";
import { useIsMissing, useText } from "./editor-context.ts";
import { useEditorWords } from "./words.ts";

export function NameField({ path, text }: { readonly path: Path; readonly text: string }) {
  const say = useEditorWords();
  const [value, setValue] = useText(path);
  const isMissing = useIsMissing(path);
  return (
    <TextInput
      label={say("as")}
      description={text}
      value={value}
      error={
        isMissing ? say("needed") : value === "" || /^[A-Za-z]\w*$/.test(value) ? undefined : say("asRule")
      }
      onChange={({ currentTarget }) => setValue(currentTarget.value)}
      maw={400}
    />
  );
}
