/** A backup to download, and how one is restored: that is done at the machine, since a hub that serves refuses it. */
import { Button, Stack, Text, Title } from "@mantine/core";
import { Copyable } from "../../parts/copyable.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { useBackupWords } from "./words.ts";

export function BackupPage() {
  const say = useBackupWords();
  const name = `rostrum-${new Date().toISOString().slice(0, 10)}.backup`;
  return (
    <>
      <PageTitle
        title={say("title")}
        text={say("text")}
        action={
          // The browser keeps it as it comes: it may be larger than a page could hold.
          <Button component="a" href="/api/v1/backup" download={name}>
            {say("take")}
          </Button>
        }
      />
      <Stack gap="xl" maw={720}>
        <Stack gap="xs">
          <Text>{say("holds")}</Text>
          <Text>{say("notHeld")}</Text>
        </Stack>
        <Stack component="section" gap="xs" aria-label={say("restoreTitle")}>
          <Title order={2} size="h4">
            {say("restoreTitle")}
          </Title>
          <Text>{say("restoreText")}</Text>
          <Copyable label={say("restoreCommand")} value={`rostrum restore ${name}`} />
          <Text size="sm">{say("replace")}</Text>
        </Stack>
        <Stack component="section" gap="xs" aria-label={say("regular")}>
          <Title order={2} size="h4">
            {say("regular")}
          </Title>
          <Copyable
            label={say("regularCommand")}
            value={"0 3 * * *  rostrum backup --out rostrum-$(date +\\%F).backup"}
          />
        </Stack>
      </Stack>
    </>
  );
}
