/** Which column of a list is which field of the form. Those whose names say it are chosen already. */
import { NativeSelect, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useManyWords } from "./many-words.ts";
import type { Columns, Sheet } from "./people-list.ts";
import { labelOf } from "./register-form.tsx";
import { useRegisterWords } from "./register-words.ts";
import type { FormField } from "./registration-form.ts";

export interface ColumnChoiceProps {
  readonly form: readonly FormField[];
  readonly sheet: Sheet;
  readonly columns: Columns;
  readonly onChange: (name: string, place: number | undefined) => void;
}

export function ColumnChoice({ form, sheet, columns, onChange }: ColumnChoiceProps) {
  const say = useManyWords();
  const sayField = useRegisterWords();
  const choices = sheet.columns.map((name, place) => ({ value: String(place), label: name }));
  return (
    <Stack component="section" aria-label={say("columnsTitle")} gap="sm">
      <div>
        <Title order={3} size="h5">
          {say("columnsTitle")}
        </Title>
        <Text size="sm" c="dimmed" role="status">
          {say("columnsText", { count: sheet.rows.length })}
        </Text>
      </div>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }}>
        {form.map((field) => (
          <NativeSelect
            key={field.name}
            label={labelOf(field, sayField)}
            required={field.required}
            value={String(columns[field.name] ?? "")}
            data={[{ value: "", label: say("notThere") }, ...choices]}
            onChange={({ currentTarget: { value } }) =>
              onChange(field.name, value === "" ? undefined : Number(value))
            }
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
