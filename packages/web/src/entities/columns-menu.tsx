/** Which columns are shown: fields of the entity and of those above it. What costs calls says so. */
import { Button, Checkbox, Group, Popover, ScrollArea, Stack, Text, Title } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { type Entity, fieldsOf } from "./entity.ts";
import { useNames } from "./names.ts";
import { useDataWords } from "./words.ts";

export interface ColumnsMenuProps {
  readonly line: readonly Entity[];
  readonly chosen: readonly string[];
  /** In the order of the registry; undefined for the usual ones. */
  readonly onChoose: (columns: readonly string[] | undefined) => void;
}

export function ColumnsMenu({ line, chosen, onChoose }: ColumnsMenuProps) {
  const say = useDataWords();
  const names = useNames();
  const fields = fieldsOf(line);
  const toggle = (name: string) => {
    const wanted = new Set(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
    // A table without columns shows nothing.
    if (wanted.size > 0) onChoose([...fields.keys()].filter((one) => wanted.has(one)));
  };
  return (
    <Popover position="bottom-end" trapFocus returnFocus shadow="sm">
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={16} aria-hidden />}>
          {say("columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say("columns")}>
        <Group justify="space-between" mb="xs">
          <Text size="xs" c="dimmed">
            {say("columnsText")}
          </Text>
          <Button size="compact-xs" variant="subtle" onClick={() => onChoose(undefined)}>
            {say("columnsUsual")}
          </Button>
        </Group>
        <ScrollArea.Autosize mah={400} maw={360} type="auto">
          <Stack gap="xs">
            {line.map((entity) => (
              <Stack key={entity.name} gap={4} component="section" aria-label={names.entity(entity.name)}>
                <Title order={3} size="xs" c="dimmed">
                  {names.entity(entity.name)}
                </Title>
                {[...fields.values()]
                  .filter(({ of }) => of === entity)
                  .map(({ field: { name, description, unit, costsACall } }) => (
                    <Checkbox
                      key={name}
                      size="xs"
                      label={names.field(name)}
                      title={names.meaning(description, unit)}
                      checked={chosen.includes(name)}
                      onChange={() => toggle(name)}
                      {...(costsACall ? { description: say("costsACall") } : {})}
                    />
                  ))}
              </Stack>
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
