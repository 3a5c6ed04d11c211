/** Says, before a button is pressed, which e-mails GoTo sends to whom because of it. */
import { Alert, Stack } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useRegisterWords } from "./register-words.ts";

export function MailNotice({ children }: { readonly children: ReactNode }) {
  const say = useRegisterWords();
  return (
    <Alert
      color="gray"
      variant="light"
      bg="light-dark(var(--mantine-color-gray-1), var(--mantine-color-dark-6))"
      icon={<IconMail aria-hidden />}
      title={say("mails")}
    >
      <Stack gap={4}>{children}</Stack>
    </Alert>
  );
}
