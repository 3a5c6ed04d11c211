/** Which mails GoTo sends by itself around a webinar. */
import { Checkbox, Stack } from "@mantine/core";
import type { PlanState } from "./plan-state.ts";
import { usePlanWords } from "./plan-words.ts";

const mails = ["confirmation", "reminder", "absenteeFollowUp", "attendeeFollowUp"] as const;

export function PlanMails({ state }: { readonly state: PlanState }) {
  const say = usePlanWords();
  return (
    <Stack gap="xs">
      {mails.map((mail) => (
        <Checkbox
          key={mail}
          label={say(`mail_${mail}`)}
          {...state.getInputProps(`mails.${mail}`, { type: "checkbox" })}
        />
      ))}
      <Checkbox
        ml="xl"
        label={say("mail_certificate")}
        disabled={!state.values.mails.attendeeFollowUp}
        {...state.getInputProps("mails.certificate", { type: "checkbox" })}
      />
    </Stack>
  );
}
