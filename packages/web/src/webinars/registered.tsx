/** What came of a registration: who is registered now, and the join link to take along. */
import { Alert, Stack, Text } from "@mantine/core";
import type { Row } from "../api/rows.ts";
import type { WriteResult } from "../api/write.ts";
import { Copyable } from "../parts/copyable.tsx";
import { useRegisterWords } from "./register-words.ts";
import { Resend } from "./resend.tsx";
import type { Place } from "./webinar.ts";

export interface RegisteredProps {
  readonly result: WriteResult;
  readonly name: string;
  readonly email: string;
  /** As it was sent. */
  readonly row: Row;
  readonly place: Place;
}

export function Registered({ result, name, email, row, place }: RegisteredProps) {
  const say = useRegisterWords();
  const { outcome, result: given } = result;
  const isWaiting = given?.status === "WAITING";
  const was = outcome === "exists" ? "exists" : isWaiting ? "createdWaiting" : "created";
  return (
    <Stack>
      <Alert color={outcome === "exists" ? "gray" : "green"} role="status">
        {say(was, { name })}
      </Alert>
      {typeof given?.joinUrl === "string" ? (
        <Copyable label={say("joinLink")} value={given.joinUrl} />
      ) : (
        <Text size="sm">{say("noLink")}</Text>
      )}
      {outcome === "exists" && <Resend email={email} row={() => Promise.resolve(row)} place={place} />}
    </Stack>
  );
}
