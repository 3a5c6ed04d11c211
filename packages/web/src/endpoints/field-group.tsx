/** Fields of a form that belong together, under a title with a sentence; and the buttons of a list that grows and shrinks. */
import { ActionIcon, Button, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useHttpWords } from "./http-form-words.ts";

interface FieldGroupProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

export function FieldGroup({ title, text, children }: FieldGroupProps) {
  return (
    <Stack gap="xs" role="group" aria-label={title}>
      <div>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Text size="xs" c="dimmed">
          {text}
        </Text>
      </div>
      {children}
    </Stack>
  );
}

/** `name`: what is taken out of the list. */
export function RemoveItem({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  const say = useHttpWords();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      aria-label={say("removeNamed", { name })}
      onClick={onRemove}
    >
      <IconTrash size={16} aria-hidden />
    </ActionIcon>
  );
}

export function AddItem({ children, onAdd }: { readonly children: string; readonly onAdd: () => void }) {
  return (
    <Button
      variant="default"
      size="xs"
      w="fit-content"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={onAdd}
    >
      {children}
    </Button>
  );
}
