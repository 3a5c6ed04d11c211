/** A few choices of which a press takes one at once. NOT radio buttons: there an arrow key would take it already. */
import { Button, Stack } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";

export interface ChoicesProps {
  readonly label: string;
  readonly choices: readonly { readonly name: string; readonly label: string }[];
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
}

export function Choices({ label, choices, chosen, onChoose }: ChoicesProps) {
  return (
    <Stack gap={0} component="fieldset" aria-label={label} bd={0} p={0} m={0}>
      {choices.map(({ name, label }) => (
        <Button
          key={name}
          variant="subtle"
          color="gray"
          c="inherit"
          size="compact-sm"
          fw={400}
          justify="space-between"
          fullWidth
          aria-pressed={name === chosen}
          rightSection={name === chosen && <IconCheck size={16} aria-hidden />}
          onClick={() => onChoose(name)}
        >
          {label}
        </Button>
      ))}
    </Stack>
  );
}
