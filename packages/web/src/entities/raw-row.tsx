/** The row as the hub sent it, one press away. */
import { Button, Code, CopyButton, Group, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Row } from "../api/rows.ts";
import { useDataWords } from "./words.ts";

export function RawRow({ row }: { readonly row: Row }) {
  const say = useDataWords();
  const [open, { toggle }] = useDisclosure();
  const text = JSON.stringify(row, undefined, 2);
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button size="compact-sm" variant="subtle" onClick={toggle} aria-expanded={open}>
          {say("json")}
        </Button>
        {open && (
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button size="compact-sm" variant="subtle" onClick={copy}>
                {copied ? say("copied") : say("copy")}
              </Button>
            )}
          </CopyButton>
        )}
      </Group>
      {open && (
        <Code block mah={320} tabIndex={0} style={{ overflow: "auto" }}>
          {text}
        </Code>
      )}
    </Stack>
  );
}
