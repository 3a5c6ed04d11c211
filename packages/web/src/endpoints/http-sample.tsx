/** The first page of a table, read by the settings as they are typed: what was called, what came, what it suggests. */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { failureOf } from "../api/failure.ts";
import { figure } from "../language/moments.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { settingsOf, type Values } from "./form-values.ts";
import { useHttpWords } from "./http-form-words.ts";
import type { Sample, TablePartProps } from "./http-table-part.ts";
import { type FieldValues, fieldTypes, type Http, noField, noTable } from "./http-table-values.ts";

interface SampleFieldsProps extends TablePartProps {
  readonly onSample: (sample: Sample) => void;
}

export function SampleFields({ form, index, sample, onSample }: SampleFieldsProps) {
  const say = useHttpWords();
  const reading = useMutation({
    mutationFn: () => firstPageOf(form.values, index),
    onSuccess: onSample,
  });
  const failure = reading.error === null ? undefined : failureOf(reading.error);
  const lists = failure?.details?.lists;
  const { fields } = form.values.tables[index] ?? noTable;
  const found = fieldsFound(sample, fields);
  const take = () => {
    form.setFieldValue(`tables.${index}.fields`, [
      ...fields.filter(({ name }) => name.trim() !== ""),
      ...found,
    ]);
  };
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button variant="light" size="xs" loading={reading.isPending} onClick={() => reading.mutate()}>
          {say("readFirst")}
        </Button>
        <Text size="xs" c="dimmed" flex={1} miw={180}>
          {say("readFirstText")}
        </Text>
      </Group>
      {failure !== undefined && <FailureNotice failure={failure} />}
      {Array.isArray(lists) && lists.length > 0 && (
        <Group gap="xs" role="group" aria-label={say("listsAt")}>
          <Text size="sm">{say("listsAt")}</Text>
          {lists.map((place) => (
            <Button
              key={String(place)}
              variant="default"
              size="compact-sm"
              onClick={() => {
                form.setFieldValue(`tables.${index}.rows`, String(place));
                reading.reset();
              }}
            >
              {place === "" ? say("answerItself") : String(place)}
            </Button>
          ))}
        </Group>
      )}
      {failure === undefined && sample !== undefined && (
        <Alert color="gray" p="xs" role="status">
          <Text size="sm">
            {say("cameOf", { count: sample.rows, shown: figure(sample.rows) })}{" "}
            {sample.rows > 0 && say("cameFields", { count: sample.fields.length })}
          </Text>
          <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: "anywhere" }}>
            GET {sample.address}
          </Text>
          {found.length > 0 && (
            <Button mt="xs" size="xs" onClick={take}>
              {say(fields.length === 0 ? "takeFields" : "takeOthers", { count: found.length })}
            </Button>
          )}
        </Alert>
      )}
    </Stack>
  );
}

/** Fields of the first page that are not declared yet. */
function fieldsFound(sample: Sample | undefined, declared: readonly FieldValues[]): readonly FieldValues[] {
  const known = new Set(declared.map(({ name }) => name.trim()));
  return (sample?.fields ?? [])
    .filter(({ name }) => !known.has(name))
    .map(({ name, type }) => ({
      ...noField,
      name,
      type: fieldTypes.find((one) => one === type) ?? noField.type,
    }));
}

/** No endpoint can be called so: nothing kept is meant. */
const nameless = "-";

/** Only this table goes along: what is wrong with another one is no matter here. */
async function firstPageOf(values: Values, index: number): Promise<Sample> {
  const { name, secret, tables } = values;
  const table = { ...(tables[index] ?? noTable), name: "sample" };
  // Fields are what is being asked for; half-typed ones must not stop it.
  const settings = settingsOf({ ...values, tables: [{ ...table, fields: [] }] }, undefined) as Http;
  return told(
    api.POST("/api/v1/endpoints/{name}/tables/{table}/sample", {
      params: { path: { name: name || nameless, table: "sample" } },
      body: { settings, ...(secret === "" ? {} : { secret }) },
    }),
  );
}
