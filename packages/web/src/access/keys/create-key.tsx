/** A new API key: what it is for in plain words, until when; then the key itself, this once. */
import { Button, Checkbox, Group, Modal, NativeSelect, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { meQuery } from "../../api/session.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { type Permission, permissions, useAccessWords } from "../permission-words.ts";
import { keysQuery, type Purpose, possiblePurposes, purposes } from "./key.ts";
import { useKeyWords } from "./words.ts";

export function CreateKey({ onClose }: { readonly onClose: () => void }) {
  const say = useKeyWords();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: ({ name, scopes, days }: Wish) =>
      told(
        api.POST("/api/v1/api-keys", {
          body: { name: name.trim(), scopes: [...scopes], expiresInDays: Number(days) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  const made = create.data;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={made === undefined ? say("createTitle") : say("createdTitle", { name: made.name })}
      // What cannot be seen again is not lost by a press beside it.
      closeOnClickOutside={made === undefined}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      {made === undefined ? (
        <KeyForm
          onSend={create.mutate}
          onClose={onClose}
          isSending={create.isPending}
          failure={create.error}
        />
      ) : (
        <Stack>
          <Text role="status">{say("createdText")}</Text>
          <Copyable label={say("key")} value={made.key} />
          <Copyable
            label={say("howTo")}
            value={`curl -H "Authorization: Bearer ${made.key}" ${location.origin}/api/v1/me`}
          />
          <Button onClick={onClose} w="fit-content" ml="auto">
            {say("done")}
          </Button>
        </Stack>
      )}
    </Modal>
  );
}

interface Wish {
  readonly name: string;
  readonly purpose: Purpose;
  readonly scopes: readonly Permission[];
  readonly days: string;
}

interface KeyFormProps {
  readonly onSend: (wish: Wish) => void;
  readonly onClose: () => void;
  readonly isSending: boolean;
  readonly failure: unknown;
}

const spans = ["30", "90", "365", "1095"] as const;

function KeyForm({ onSend, onClose, isSending, failure }: KeyFormProps) {
  const say = useKeyWords();
  const sayPermission = useAccessWords();
  const { data: me } = useSuspenseQuery(meQuery);
  const possible = possiblePurposes(me.permissions);
  const first = possible[0] ?? "own";
  const form = useForm<Wish>({
    initialValues: { name: "", purpose: first, scopes: purposes[first], days: "365" },
    validateInputOnBlur: true,
    validate: {
      name: (value) => (value.trim() === "" ? say("required") : null),
      scopes: (value) => (value.length === 0 ? say("nothingChosen") : null),
    },
  });
  const choose = (purpose: Purpose) => form.setValues({ purpose, scopes: purposes[purpose] });
  return (
    <form onSubmit={form.onSubmit(onSend)}>
      <Stack>
        <TextInput
          label={say("name")}
          description={say("nameText")}
          maxLength={100}
          data-autofocus
          {...form.getInputProps("name")}
        />
        <Radio.Group
          label={say("purpose")}
          value={form.values.purpose}
          onChange={(value) => choose(possible.find((purpose) => purpose === value) ?? "own")}
        >
          <Stack gap="xs" mt="xs">
            {possible.map((purpose) => (
              <Radio key={purpose} value={purpose} label={say(`purpose_${purpose}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Checkbox.Group
          label={say("exactly")}
          description={say("onlyMine")}
          {...form.getInputProps("scopes")}
          value={[...form.values.scopes]}
          onChange={(chosen) =>
            form.setValues({
              purpose: "own",
              scopes: permissions.filter((permission) => chosen.includes(permission)),
            })
          }
        >
          <Stack gap="xs" mt="xs" mah={240} style={{ overflowY: "auto" }}>
            {permissions
              .filter((permission) => me.permissions.includes(permission))
              .map((permission) => (
                <Checkbox key={permission} value={permission} label={sayPermission(permission)} />
              ))}
          </Stack>
        </Checkbox.Group>
        <NativeSelect
          label={say("expiry")}
          data={spans.map((days) => ({ value: days, label: say(`days${days}`) }))}
          {...form.getInputProps("days")}
        />
        {failure !== null && <FailureNotice failure={failureOf(failure)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say("cancel")}
          </Button>
          <Button type="submit" loading={isSending}>
            {say("create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
