/** What becomes of rows that fail. */
import { NumberInput, Radio, Stack } from "@mantine/core";
import { useText, useValue } from "./editor-context.ts";
import { useEditorWords } from "./words.ts";

export function ErrorsForm() {
  const say = useEditorWords();
  const [row, setRow] = useText(["errors", "row"]);
  const [most, setMost] = useValue(["errors", "stop_after"]);
  return (
    <Stack>
      <Radio.Group label={say("failedRows")} value={row === "" ? "keep" : row} onChange={setRow}>
        <Stack gap="xs" mt="xs">
          <Radio value="keep" label={say("failedKeep")} />
          <Radio value="ignore" label={say("failedIgnore")} />
        </Stack>
      </Radio.Group>
      <NumberInput
        label={say("stopAfter")}
        description={say("stopAfterText")}
        min={1}
        maw={320}
        allowDecimal={false}
        value={typeof most === "number" ? most : ""}
        onChange={(next) => setMost(typeof next === "number" ? next : undefined)}
      />
    </Stack>
  );
}
