/** A text to take along, such as a link, a key or a command: shown whole, with a button that copies it. */
import { Box, Button, Code, CopyButton, Group, Text } from "@mantine/core";
import { useId } from "react";
import { usePartWords } from "./words.ts";

export function Copyable({ label, value }: { readonly label: string; readonly value: string }) {
  const say = usePartWords();
  const id = useId();
  return (
    <Box>
      <Text size="sm" fw={600} id={id} mb={4}>
        {label}
      </Text>
      <Group gap="xs" align="flex-start">
        <Code
          block
          flex="1 1 240px"
          aria-labelledby={id}
          style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
        >
          {value}
        </Code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button
              variant="light"
              onClick={copy}
              aria-label={copied ? undefined : `${say("copy")}: ${label}`}
            >
              {copied ? say("copied") : say("copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Box>
  );
}
