/** What was found of an address: counted by kind, each record to open; export, and erase after asking. */
import { Alert, Button, Code, Group, List, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { figure } from "../../language/moments.ts";
import { Confirmation } from "../../parts/confirmation.tsx";
import { HubWords } from "../../parts/hub-words.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { AtGoTo } from "./at-goto.tsx";
import { ErasedNotice } from "./erased-notice.tsx";
import { byKind, type Found } from "./found.ts";
import { usePersonalDataWords, useRecordKind } from "./words.ts";

interface FindingsProps {
  readonly email: string;
  readonly found: Found;
}

export function Findings({ email, found }: FindingsProps) {
  const say = usePersonalDataWords();
  const kindOf = useRecordKind();
  const mayErase = useMay("personal-data:erase");
  const [asking, { open, close }] = useDisclosure();
  const erase = useMutation({
    mutationFn: () => told(api.POST("/api/v1/personal-data/erase", { body: { email } })),
    onSuccess: close,
  });
  if (erase.isSuccess) return <ErasedNotice erased={erase.data} />;
  const groups = byKind(found.records);
  const save = () =>
    saveFile("rostrum-personal-data.json", "application/json", JSON.stringify(found, undefined, 2));
  return (
    <Stack>
      <Group justify="space-between">
        <div role="status">
          {" "}
          <Title order={2} size="h4">
            {found.records.length === 0
              ? say("unknown", { email })
              : say("known", { email, count: found.records.length })}
          </Title>
        </div>
        {found.records.length > 0 && (
          <Group gap="xs">
            <Button variant="default" onClick={save}>
              {say("export")}
            </Button>
            {mayErase && (
              <Button variant="outline" color="red" onClick={open}>
                {say("erase")}
              </Button>
            )}
          </Group>
        )}
      </Group>
      {found.notSearched.length > 0 && (
        <Alert color="orange" title={say("notSearched")}>
          <List size="sm">
            {found.notSearched.map((sentence) => (
              <List.Item key={sentence}>
                <HubWords>{sentence}</HubWords>
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {groups.map(([kind, records]) => (
        <Stack key={kind} component="section" gap="xs" aria-label={kindOf(kind)}>
          <Title order={3} size="h5">
            {kindOf(kind)}: {say("records", { count: records.length })}
          </Title>
          {records.map(({ what, where, data }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two records may stand at the same place; they do not move.
            <details key={place}>
              <Text component="summary" size="sm">
                <HubWords>{what}</HubWords>{" "}
                <Text span c="dimmed" size="sm">
                  {where}
                </Text>
              </Text>
              <Code block tabIndex={0} mah={320}>
                {JSON.stringify(data, undefined, 2)}
              </Code>
            </details>
          ))}
        </Stack>
      ))}
      <AtGoTo lines={found.atGoTo} />
      {asking && (
        <Confirmation
          title={say("eraseTitle", { email })}
          action={say("erase")}
          change={erase}
          onClose={close}
        >
          <Text>{say("eraseText")}</Text>
          <Text>{say("eraseCounts")}</Text>
          <List size="sm">
            {groups.map(([kind, records]) => (
              <List.Item key={kind}>
                {say("part", { kind: kindOf(kind), count: figure(records.length) })}
              </List.Item>
            ))}
          </List>
        </Confirmation>
      )}
    </Stack>
  );
}
