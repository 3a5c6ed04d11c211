/** A link that works once, just made: to be copied or mailed by who made it. It cannot be seen again. */
import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { dayAndTime } from "../../language/moments.ts";
import { Copyable } from "../../parts/copyable.tsx";
import { usePeopleWords } from "./words.ts";

interface MadeLinkProps {
  readonly email: string;
  readonly link: { readonly address: string; readonly expiresAt: string };
  readonly kind: "invitation" | "password";
  readonly onClose: () => void;
}

export function MadeLink({ email, link, kind, onClose }: MadeLinkProps) {
  const say = usePeopleWords();
  const until = dayAndTime(new Date(link.expiresAt));
  const values = { until, link: link.address };
  const subject = kind === "invitation" ? say("mailSubject") : say("passwordSubject");
  const body = kind === "invitation" ? say("mailBody", values) : say("passwordBody", values);
  return (
    <Stack>
      <Text role="status">{say("linkText", { until })}</Text>
      <Copyable label={say("link")} value={link.address} />
      <Group justify="space-between">
        <Anchor
          href={`mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`}
        >
          {say("mail")}
        </Anchor>
        <Button onClick={onClose}>{say("done")}</Button>
      </Group>
    </Stack>
  );
}
