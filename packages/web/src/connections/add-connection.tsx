/** A new connection in three steps: the application at GoTo, the name, the consent. */
import {
  Alert,
  Anchor,
  Button,
  Code,
  CopyButton,
  Group,
  List,
  Modal,
  Paper,
  PasswordInput,
  Radio,
  Stack,
  Stepper,
  Text,
  TextInput,
} from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, told } from "../api/client.ts";
import { failureOf } from "../api/failure.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { takeFocus } from "../parts/take-focus.ts";
import { connectionsQuery, longestName, oauthClientsQuery, usesOf } from "./connection.ts";
import { Consent } from "./consent.tsx";
import { useConnectionWords } from "./words.ts";

/** Where OAuth clients are made (goto-oauth.md 3). */
const portal = "https://developer.logmeininc.com/clients";
/** The choice of an application that is not known yet. */
const another = "";

export function AddConnection({ onClose }: { readonly onClose: () => void }) {
  const say = useConnectionWords();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(oauthClientsQuery);
  const [step, setStep] = useState(0);
  const form = useForm({
    initialValues: {
      client: data.oauthClients[0]?.name ?? another,
      clientId: "",
      clientSecret: "",
      name: "",
    },
    validate: {
      clientId: (value, { client }) =>
        step === 0 && client === another && value.trim() === "" ? say("required") : null,
      name: (value) =>
        step !== 1
          ? null
          : value.trim() === ""
            ? say("required")
            : value.length > longestName
              ? say("tooLong")
              : null,
    },
  });
  const add = useMutation({
    mutationFn: ({ client, clientId, clientSecret, name }: Values) =>
      told(
        api.POST("/api/v1/connections", {
          body: {
            name: name.trim(),
            oauthClient:
              client !== another
                ? client
                : { clientId: clientId.trim(), ...(clientSecret === "" ? {} : { clientSecret }) },
          },
        }),
      ),
    onSuccess: async () => {
      setStep(2);
      form.setFieldValue("clientSecret", "");
      await queries.invalidateQueries({ queryKey: connectionsQuery.queryKey });
    },
  });
  const submit = form.onSubmit((values) => (step === 0 ? setStep(1) : add.mutate(values)));
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say("addTitle")}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack>
        <Stepper active={step} size="xs" allowNextStepsSelect={false}>
          <Stepper.Step label={say("step1")} />
          <Stepper.Step label={say("step2")} />
          <Stepper.Step label={say("step3")} />
        </Stepper>
        {step === 2 && add.data !== undefined ? (
          <>
            {add.data.pinned !== undefined && (
              <Alert color="gray" role="status">
                {say("pinned", { alias: add.data.pinned.to, uses: usesOf(add.data.pinned.uses, say) })}
              </Alert>
            )}
            <Consent alias={add.data.alias} name={add.data.name} onClose={onClose} />
          </>
        ) : (
          <form onSubmit={submit}>
            <Stack>
              {step === 0 ? (
                <Application form={form} clients={data.oauthClients} />
              ) : (
                <TextInput
                  label={say("name")}
                  description={say("nameText")}
                  ref={takeFocus}
                  {...form.getInputProps("name")}
                />
              )}
              {add.isError && <FailureNotice failure={failureOf(add.error)} />}
              <Group justify="flex-end">
                {step === 1 && (
                  <Button variant="default" onClick={() => setStep(0)}>
                    {say("back")}
                  </Button>
                )}
                <Button type="submit" loading={add.isPending}>
                  {say("next")}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Stack>
    </Modal>
  );
}

interface Values {
  readonly client: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
}

interface ApplicationProps {
  readonly form: Pick<UseFormReturnType<Values>, "values" | "getInputProps">;
  readonly clients: readonly { readonly name: string }[];
}

function Application({ form, clients }: ApplicationProps) {
  const say = useConnectionWords();
  const redirectAddress = `${location.origin}/connections/callback`;
  return (
    <>
      <Text size="sm">{say("step1Text")}</Text>
      {clients.length > 0 && (
        <Radio.Group label={say("client")} {...form.getInputProps("client")}>
          <Stack gap="xs" mt="xs">
            {clients.map(({ name }) => (
              <Radio key={name} value={name} label={name} />
            ))}
            <Radio value={another} label={say("newClient")} />
          </Stack>
        </Radio.Group>
      )}
      {form.values.client === another && (
        <>
          <Paper withBorder p="sm">
            <Text fw={600} size="sm" mb="xs">
              {say("stepsTitle")}
            </Text>
            <List type="ordered" size="sm" spacing="xs">
              <List.Item>
                {say("stepsA")}{" "}
                <Anchor href={portal} target="_blank" rel="noreferrer" size="sm" inherit>
                  {say("portal")}
                </Anchor>
              </List.Item>
              <List.Item>
                {say("stepsB")}
                <Group gap="xs" mt={4}>
                  <Code>{redirectAddress}</Code>
                  <CopyButton value={redirectAddress}>
                    {({ copied, copy }) => (
                      <Button size="compact-xs" variant="light" onClick={copy}>
                        {copied ? say("copied") : say("copy")}
                      </Button>
                    )}
                  </CopyButton>
                </Group>
              </List.Item>
              <List.Item>{say("stepsC")}</List.Item>
              <List.Item>{say("stepsD")}</List.Item>
            </List>
          </Paper>
          <TextInput label={say("clientId")} autoComplete="off" {...form.getInputProps("clientId")} />
          <PasswordInput
            label={say("clientSecret")}
            description={say("secretKept")}
            autoComplete="off"
            {...form.getInputProps("clientSecret")}
          />
        </>
      )}
    </>
  );
}
