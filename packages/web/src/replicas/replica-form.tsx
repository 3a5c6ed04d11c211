/** A replica added or changed: what is copied, by which connection, where to, and when. */

import { Drawer, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { connectionsQuery } from "../connections/connection.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { type Schedule, scheduleOf } from "../parts/schedule/schedule.ts";
import { ScheduleEditor } from "../parts/schedule/schedule-editor.tsx";
import { DatabaseChoice } from "./database-choice.tsx";
import { EntitiesChoice } from "./entities-choice.tsx";
import { placeOf, type Replica, replicasQuery } from "./replica.ts";
import { databaseOf, type ReplicaValues, valuesOf } from "./replica-values.ts";
import { useReplicaWords } from "./words.ts";

const nameForm = /^[A-Za-z0-9_-]{1,40}$/;

export function ReplicaForm({
  replica,
  onClose,
}: {
  readonly replica?: Replica;
  readonly onClose: () => void;
}) {
  const say = useReplicaWords();
  const queries = useQueryClient();
  const { data: connections } = useQuery(connectionsQuery);
  const aliases = (connections?.connections ?? []).map(({ alias, name }) => ({ value: alias, label: name }));
  const form = useForm<ReplicaValues>({
    initialValues: valuesOf(replica),
    validateInputOnChange: true,
    validate: {
      name: (name) => (nameForm.test(name) ? null : say("nameWrong")),
      connection: (alias) => (alias === null && aliases.length > 1 ? say("required") : null),
      entities: (chosen, { which }) => (which === "chosen" && chosen.length === 0 ? say("chooseOne") : null),
      endpoint: (value, { database }) => (database === "endpoint" && value === null ? say("required") : null),
      host: (value, { database }) => (database === "other" && value.trim() === "" ? say("required") : null),
      databaseName: (value, { database }) =>
        database === "other" && value.trim() === "" ? say("required") : null,
      user: (value, { database }) => (database === "other" && value.trim() === "" ? say("required") : null),
      plan: (plan) => (scheduleOf(plan) === undefined ? say("required") : null),
    },
  });
  const save = useMutation({
    mutationFn: (values: ReplicaValues) => {
      const { name, connection, which, entities, schema, completeDays, plan } = values;
      const body = {
        ...{ name, schema: schema.trim(), completeDays },
        schedule: (scheduleOf(plan) ?? null) as Schedule | null,
        ...(connection === null ? {} : { connection }),
        ...(which === "usual" ? {} : { entities: which === "all" ? ["all"] : [...entities] }),
        ...databaseOf(values),
      };
      return replica === undefined
        ? told(api.POST("/api/v1/replicas", { body: body as never }))
        : told(
            api.PATCH("/api/v1/replicas/{name}", {
              params: { path: { name: replica.name } },
              body: body as never,
            }),
          );
    },
    onSuccess: async ({ name }) => {
      onClose();
      if (replica === undefined)
        notifications.show({
          message: say("added", { name }),
        });
      await queries.invalidateQueries({ queryKey: replicasQuery.queryKey });
    },
  });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={replica === undefined ? say("addTitle") : say("changeTitle", { name: replica.name })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form noValidate autoComplete="off" onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          {replica === undefined && (
            <TextInput
              label={say("name")}
              description={say("nameText")}
              withAsterisk
              data-autofocus
              {...form.getInputProps("name")}
            />
          )}
          {(aliases.length > 1 || replica?.connection === null) && (
            <Select
              label={say("connection")}
              data={aliases}
              withAsterisk
              {...form.getInputProps("connection")}
            />
          )}
          <EntitiesChoice form={form} isNew={replica === undefined} />
          <DatabaseChoice
            form={form}
            {...(replica === undefined ? {} : { current: placeOf(replica, say) })}
          />
          <TextInput
            label={say("schema")}
            description={say("schemaText")}
            {...form.getInputProps("schema")}
          />
          <Text fw={600}>{say("schedule")}</Text>
          <ScheduleEditor plan={form.values.plan} onChange={(plan) => form.setFieldValue("plan", plan)} />
          <NumberInput
            label={say("completeDays")}
            min={1}
            max={365}
            allowDecimal={false}
            {...form.getInputProps("completeDays")}
          />
          <FormFoot change={save} action={say("save")} onClose={onClose} />
        </Stack>
      </form>
    </Drawer>
  );
}
