/** Asks GoTo to send somebody who is registered the confirmation again. */
import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { failureOf } from "../api/failure.ts";
import type { Row } from "../api/rows.ts";
import { writeRow } from "../api/write.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { useRegisterWords } from "./register-words.ts";
import { connectionOf, type Place } from "./webinar.ts";

export interface ResendProps {
  readonly email: string;
  /** The registration as it is: the hub checks it against the form of the webinar before GoTo is asked. */
  readonly row: () => Promise<Row>;
  readonly place: Place;
}

export function Resend({ email, row, place }: ResendProps) {
  const say = useRegisterWords();
  const sending = useMutation({
    mutationFn: async () =>
      writeRow({
        entity: "Registrant",
        operation: "upsert",
        row: await row(),
        query: { ...connectionOf(place), resendConfirmation: "true" },
      }),
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" role="status">
        {sending.isSuccess ? say("resent", { email }) : say("resendText", { email })}
      </Text>
      {sending.isError && <FailureNotice failure={failureOf(sending.error)} />}
      {!sending.isSuccess && (
        <Button variant="default" size="xs" loading={sending.isPending} onClick={() => sending.mutate()}>
          {say("resend")}
        </Button>
      )}
    </Stack>
  );
}
