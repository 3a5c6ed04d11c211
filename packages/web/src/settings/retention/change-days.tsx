/** Chooses how long one kind of data is kept. */

import { Checkbox, Modal, NumberInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { FormFoot } from "../../parts/form-foot.tsx";
import { type Kept, retentionQuery } from "./kept.ts";
import { useKindWords, useRetentionWords } from "./words.ts";

const mostDays = 36_500;
/** What is suggested to who no longer wants to keep something for ever. */
const suggestedDays = 365;

export function ChangeDays({ kept, onClose }: { readonly kept: Kept; readonly onClose: () => void }) {
  const say = useRetentionWords();
  const wordsOf = useKindWords();
  const queries = useQueryClient();
  const { what, since } = wordsOf(kept.kind, kept.what);
  const form = useForm<{ days: number | string; forEver: boolean }>({
    initialValues: { days: kept.days ?? kept.defaultDays ?? suggestedDays, forEver: kept.days === null },
    validateInputOnChange: true,
    validate: {
      days: (value, { forEver }) => {
        const days = Number(value);
        const isGood = Number.isInteger(days) && days >= 1 && days <= mostDays;
        return forEver || isGood ? null : say("badDays");
      },
    },
  });
  const change = useMutation({
    mutationFn: ({ days, forEver }: typeof form.values) =>
      told(
        api.PUT("/api/v1/retention/{kind}", {
          params: { path: { kind: kept.kind } },
          body: { days: forEver ? null : Number(days) },
        }),
      ),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: retentionQuery.queryKey });
    },
  });
  const { days, forEver } = form.values;
  const isShorter = !forEver && (kept.days === null || Number(days) < kept.days);
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("changeTitle")}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack>
          <Text>{[what, since].filter(Boolean).join(", ")}</Text>
          <Checkbox label={say("keepForEver")} {...form.getInputProps("forEver", { type: "checkbox" })} />
          {!forEver && (
            <NumberInput
              label={say("days")}
              min={1}
              max={mostDays}
              allowDecimal={false}
              clampBehavior="none"
              hideControls
              data-autofocus
              {...form.getInputProps("days")}
            />
          )}
          {isShorter && <Text size="sm">{say("shorter")}</Text>}
          <FormFoot change={change} action={say("save")} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
