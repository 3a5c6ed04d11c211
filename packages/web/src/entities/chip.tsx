/** A part of the query's sentence: pressed, it opens its form beside it; some can be taken away. */
import { ActionIcon, Button, Popover } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";

export interface ChipProps {
  readonly text: string;
  /** What the form is, for who cannot see where it stands. */
  readonly label: string;
  readonly form: (close: () => void) => ReactNode;
  readonly icon?: ReactNode;
  readonly removal?: { readonly label: string; readonly remove: () => void };
}

export function Chip({ text, label, form, icon, removal }: ChipProps) {
  const [opened, { close, toggle }] = useDisclosure();
  return (
    <Button.Group maw="100%">
      <Popover
        opened={opened}
        onChange={(open) => open || close()}
        position="bottom-start"
        width={320}
        trapFocus
        returnFocus
        shadow="sm"
      >
        <Popover.Target>
          <Button
            variant="default"
            size="xs"
            onClick={toggle}
            {...(icon === undefined ? {} : { leftSection: icon })}
            styles={{ label: { whiteSpace: "normal", overflowWrap: "anywhere" } }}
            h="auto"
            mih={30}
          >
            {text}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={label}>{form(close)}</Popover.Dropdown>
      </Popover>
      {removal !== undefined && (
        <ActionIcon variant="default" h="auto" mih={30} aria-label={removal.label} onClick={removal.remove}>
          <IconX size={14} aria-hidden />
        </ActionIcon>
      )}
    </Button.Group>
  );
}
