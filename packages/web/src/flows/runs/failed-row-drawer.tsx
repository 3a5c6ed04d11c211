/** One failed row: why it failed, what it was to become, its data to be mended as a form or as JSON, and sent again. */
import { Alert, Button, Drawer, Group, Stack, Table, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { failureOf } from "../../api/failure.ts";
import { useTellAsText } from "../../api/hub-words/use-tell.ts";
import { useMay } from "../../api/session.ts";
import { dayAndTime } from "../../language/moments.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { HubWords } from "../../parts/hub-words.tsx";
import { Waiting } from "../../parts/waiting.tsx";
import { useChangedRows } from "./change-failed-rows.ts";
import { placeInWords, stepInWords, useFailedRowWords } from "./failed-row-words.ts";
import { textOf } from "./row-fields.ts";
import { RowForm } from "./row-form.tsx";
import { type FailedRow, failedRowQuery } from "./run.ts";
import { useSourceOrder } from "./source-order.ts";
import { ordered } from "./telling.ts";

export interface FailedRowDrawerProps {
  readonly flow: string;
  readonly id: string;
  readonly onSend: (id: string) => void;
  readonly onGiveUp: (id: string) => void;
  readonly onClose: () => void;
}

export function FailedRowDrawer({ flow, id, onSend, onGiveUp, onClose }: FailedRowDrawerProps) {
  const say = useFailedRowWords();
  const { data: row, error } = useQuery(failedRowQuery(flow, id));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={row === undefined ? id : placeInWords(row.place, say)}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      {error !== null && <FailureNotice failure={failureOf(error)} />}
      {row === undefined && error === null && <Waiting />}
      {row !== undefined && (
        <Stack>
          <Why row={row} />
          {row.state === "kept" ? (
            <Mend flow={flow} row={row} onSend={onSend} onGiveUp={onGiveUp} onClose={onClose} />
          ) : (
            <Settled flow={flow} row={row} />
          )}
          <Mapped row={row} />
        </Stack>
      )}
    </Drawer>
  );
}

function Why({ row: { failure, begun, edited, tries, triedAt } }: { readonly row: FailedRow }) {
  const say = useFailedRowWords();
  const tell = useTellAsText();
  const { words, said, problems, remedy, field, passing, doubt } = failure;
  return (
    <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
      <Stack gap={4}>
        <Text fw={600}>{say("wrong", { words: said === undefined ? tell(words) : words })}</Text>
        {said !== undefined && <Text size="sm">{say("said", { words: tell(said) })}</Text>}
        {problems?.map((problem) => (
          <Text key={problem} size="sm">
            <HubWords>{problem}</HubWords>
          </Text>
        ))}
        {field !== undefined && <Text size="sm">{say("fieldNamed", { field })}</Text>}
        {remedy !== undefined && (
          <Text size="sm">
            <HubWords>{remedy}</HubWords>
          </Text>
        )}
        {passing && <Text size="sm">{say("passing")}</Text>}
        {doubt !== undefined && !edited && (
          <Text size="sm">{say(doubt === "looked-for" ? "doubt_looked" : "doubt_repeated")}</Text>
        )}
        {edited && (
          <Text size="sm">
            {say("doubt_edited", { places: begun.map((place) => stepInWords(place, say)).join(", ") })}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {say("mustTry", { count: tries, when: dayAndTime(new Date(triedAt)) })}
        </Text>
      </Stack>
    </Alert>
  );
}

interface MendProps extends Omit<FailedRowDrawerProps, "id"> {
  readonly row: FailedRow;
}

function Mend({ flow, row, onSend, onGiveUp, onClose }: MendProps) {
  const say = useFailedRowWords();
  const mayRun = useMay("flows:run");
  const change = useChangedRows(flow);
  const { id, failure } = row;
  const source = ordered(row.source, useSourceOrder(flow));
  const save = (changed: FailedRow["source"], andThen: () => void) =>
    change.mutate({ ids: [id], source: changed }, { onSuccess: andThen });
  return (
    <>
      <Title order={3} size="h5">
        {say("source")}
      </Title>
      <RowForm
        id={id}
        row={source}
        readOnly={!mayRun}
        {...(failure.field === undefined ? {} : { about: failure.field })}
        isSaving={change.isPending}
        onSave={(changed) => save(changed, () => {})}
        onGiveUp={() => {
          onGiveUp(id);
          onClose();
        }}
        onSend={(changed) => {
          const send = () => {
            onSend(id);
            onClose();
          };
          if (changed === undefined) send();
          else save(changed, send);
        }}
      />
      {change.isSuccess && (
        <Text size="sm" role="status">
          {say("saved")}
        </Text>
      )}
      {change.isError && <FailureNotice failure={failureOf(change.error)} />}
    </>
  );
}

function Settled({ flow, row: { id, state } }: { readonly flow: string; readonly row: FailedRow }) {
  const say = useFailedRowWords();
  const mayRun = useMay("flows:run");
  const change = useChangedRows(flow);
  return (
    <Group justify="space-between">
      <Text role="status">{say(state === "done" ? "through" : "givenUp")}</Text>
      {mayRun && state === "dropped" && (
        <Button
          variant="default"
          loading={change.isPending}
          onClick={() => change.mutate({ ids: [id], state: "kept" })}
        >
          {say("backToWaiting")}
        </Button>
      )}
    </Group>
  );
}

function Mapped({ row: { mapped } }: { readonly row: FailedRow }) {
  const say = useFailedRowWords();
  return (
    <div>
      <Title order={3} size="h5" mb="xs">
        {say("mapped")}
      </Title>
      {mapped === undefined ? (
        <Text size="sm">{say("mappedNone")}</Text>
      ) : (
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {Object.entries(mapped).map(([field, value]) => (
              <Table.Tr key={field}>
                <Table.Th fw={400} c="dimmed" style={{ verticalAlign: "top" }}>
                  {field}
                </Table.Th>
                <Table.Td style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>
                  {textOf(value)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}
