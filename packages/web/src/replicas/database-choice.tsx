/** Where a replica's tables are: the hub's own database, a kept endpoint's, or another whose address goes in and never comes out. */
import { Group, NumberInput, PasswordInput, Radio, Select, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../api/session.ts";
import { endpointsQuery } from "../endpoints/endpoint.ts";
import type { ReplicaValues } from "./replica-values.ts";
import { useReplicaWords } from "./words.ts";

const tlsModes = ["verify-full", "no-verify", "disable"] as const;

export interface DatabaseChoiceProps {
  readonly form: UseFormReturnType<ReplicaValues>;
  /** Where it is now, null for the hub's own; absent: it is new. */
  readonly current?: string | null;
}

export function DatabaseChoice({ form, current }: DatabaseChoiceProps) {
  const say = useReplicaWords();
  const { database } = form.values;
  const { data } = useQuery({ ...endpointsQuery, enabled: useMay("endpoints:read") });
  const kept = (data?.endpoints ?? []).flatMap(({ name, settings }) =>
    settings.kind === "postgres" ? [{ name, settings }] : [],
  );
  return (
    <>
      <Radio.Group label={say("database")} {...form.getInputProps("database")}>
        <Stack gap="xs" mt="xs">
          {current !== undefined && (
            <Radio value="stay" label={say("database_stay", { database: current ?? say("own") })} />
          )}
          {current !== null && (
            <Radio value="own" label={say("database_own")} description={say("database_ownText")} />
          )}
          {kept.length > 0 && (
            <Radio
              value="endpoint"
              label={say("database_endpoint")}
              description={say("database_endpointText")}
            />
          )}
          <Radio
            value="other"
            label={say("database_another")}
            {...(kept.length === 0 ? { description: say("database_anotherText") } : {})}
          />
        </Stack>
      </Radio.Group>
      {current !== undefined && database !== "stay" && (
        <Text size="sm" c="dimmed">
          {say("database_moved")}
        </Text>
      )}
      {database === "endpoint" && (
        <Select
          label={say("endpoint")}
          withAsterisk
          searchable
          data={kept.map(({ name, settings }) => ({
            value: name,
            label: `${name} (${settings.database}, ${settings.host})`,
          }))}
          {...form.getInputProps("endpoint")}
        />
      )}
      {database === "other" && (
        <>
          <Group grow align="flex-start" preventGrowOverflow={false}>
            <TextInput label={say("host")} withAsterisk miw={200} {...form.getInputProps("host")} />
            <NumberInput
              label={say("port")}
              maw={120}
              min={1}
              max={65_535}
              allowDecimal={false}
              {...form.getInputProps("port")}
            />
          </Group>
          <TextInput label={say("databaseName")} withAsterisk {...form.getInputProps("databaseName")} />
          <TextInput label={say("user")} withAsterisk {...form.getInputProps("user")} />
          <PasswordInput
            label={say("password")}
            description={say("passwordText")}
            autoComplete="new-password"
            {...form.getInputProps("password")}
          />
          <Select
            label={say("tls")}
            data={tlsModes.map((value) => ({ value, label: say(`tls_${value}`) }))}
            allowDeselect={false}
            {...form.getInputProps("tls")}
          />
        </>
      )}
    </>
  );
}
