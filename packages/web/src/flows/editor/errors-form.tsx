/** What becomes of rows that fail, and how long is known what became of all. */
import { NumberInput, Radio, Stack } from "@mantine/core";
import { useText, useValue } from "./editor-context.ts";
import { useEditorWords } from "./words.ts";

/** So many days the history of runs is kept where nothing is said. */
const usualDays = 90;

export function ErrorsForm() {
  const say = useEditorWords();
  const [row, setRow] = useText(["errors", "row"]);
  const [most, setMost] = useValue(["errors", "stop_after"]);
  const [days, setDays] = useValue(["keep_days"]);
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
      <NumberInput
        label={say("keepDays")}
        description={say("keepDaysText")}
        placeholder={String(usualDays)}
        min={1}
        maw={320}
        value={typeof days === "number" ? days : ""}
        onChange={(next) => setDays(typeof next === "number" ? next : undefined)}
      />
    </Stack>
  );
}
