/** What stands in the place of the table while it has no rows, and what to do about it. */
import { Button, Text } from "@mantine/core";
import { EmptyState } from "../parts/empty-state.tsx";
import type { DataSearch } from "./address.ts";
import type { Reading } from "./reading.ts";
import { useDataWords } from "./words.ts";

export function NoRows({
  reading: { state },
  asked: { from, to, where },
  onChange,
}: {
  readonly reading: Reading;
  readonly asked: DataSearch;
  readonly onChange: (part: DataSearch) => void;
}) {
  const say = useDataWords();
  if (state !== "whole") return null;
  const isNarrowed = from !== undefined || to !== undefined || where !== undefined;
  if (!isNarrowed) return <EmptyState text={say("noneAtAll")} />;
  return (
    <EmptyState text={say("none")}>
      <Text size="sm">{say("noneHow")}</Text>
      <Button
        variant="default"
        onClick={() => onChange({ from: undefined, to: undefined, where: undefined })}
      >
        {say("clear")}
      </Button>
    </EmptyState>
  );
}
