/** The ready-made flows, to begin with: while there is none, and whenever somebody makes a new one. */
import { Button, Group, Modal, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { ButtonLink } from "../parts/links.tsx";
import { readyMade } from "./templates.ts";
import { useFlowWords } from "./words.ts";

export function ReadyMade({ onTake }: { readonly onTake?: () => void }) {
  const say = useFlowWords();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
      {readyMade.map(({ name, flows }) => {
        const title = say(`title_${name}`);
        return (
          <Paper withBorder p="md" key={name} component="section" aria-label={title}>
            <Stack h="100%" justify="space-between">
              <div>
                <Text fw={600}>{title}</Text>
                <Text size="sm">{say(`template_${name}`)}</Text>
              </div>
              <Group gap="xs">
                {flows.map((flow) => {
                  const words = say(flow === name ? "useTemplate" : `title_${flow}`);
                  return (
                    <ButtonLink
                      key={flow}
                      variant="default"
                      size="xs"
                      to="/flows/new"
                      search={{ template: flow }}
                      aria-label={`${say("useTemplate")}: ${say(`title_${flow}`)}`}
                      onClick={() => onTake?.()}
                    >
                      {words}
                    </ButtonLink>
                  );
                })}
              </Group>
            </Stack>
          </Paper>
        );
      })}
    </SimpleGrid>
  );
}

/** For the page of a new flow: what was typed there keeps its own draft. */
export function ReadyMadeButton() {
  const say = useFlowWords();
  const [open, dialog] = useDisclosure();
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {say("beginReadyMade")}
      </Button>
      <Modal
        opened={open}
        onClose={dialog.close}
        size="xl"
        title={say("readyMade")}
        closeButtonProps={{ "aria-label": say("close") }}
      >
        <ReadyMade onTake={dialog.close} />
      </Modal>
    </>
  );
}
