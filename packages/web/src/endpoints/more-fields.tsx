/** Fields that few need, behind a button; they are open where one of them is set, and where one of them is wrong. */
import { Button, Collapse, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Values } from "./form-values.ts";

export interface MoreFieldsProps {
  readonly label: string;
  readonly form: UseFormReturnType<Values>;
  /** Where the values of these fields begin in the form. */
  readonly paths: readonly string[];
  /** Whether something is set among them when the form is opened. */
  readonly isSet: boolean;
  readonly children: ReactNode;
}

export function MoreFields({ label, form, paths, isSet, children }: MoreFieldsProps) {
  const [chosen, { toggle }] = useDisclosure(isSet);
  const isWrong = Object.keys(form.errors).some((key) =>
    paths.some((path) => key === path || key.startsWith(`${path}.`)),
  );
  const open = chosen || isWrong;
  const Icon = open ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        h="auto"
        styles={{ label: { whiteSpace: "normal", textAlign: "start" } }}
        leftSection={<Icon size={14} aria-hidden />}
        onClick={toggle}
        aria-expanded={open}
      >
        {label}
      </Button>
      <Collapse expanded={open}>
        <Stack gap="sm" mt="xs">
          {children}
        </Stack>
      </Collapse>
    </div>
  );
}
