/** What the flow was before: by whom, when and why, what changed, and the way back. */
import { Alert, Badge, Button, Code, Group, Paper, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import type { paths } from "../../api/schema.ts";
import { Confirmation } from "../../parts/confirmation.tsx";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { Moment } from "../../parts/moment.tsx";
import { flowKeys } from "../flow.ts";
import { useEditorWords } from "./words.ts";

type Revision =
  paths["/api/v1/flows/{name}/revisions"]["get"]["responses"][200]["content"]["application/json"]["revisions"][number];

const revisionsQuery = (name: string) =>
  queryOptions({
    queryKey: [...flowKeys.one(name), "revisions"],
    queryFn: ({ signal }) =>
      told(api.GET("/api/v1/flows/{name}/revisions", { params: { path: { name } }, signal })),
  });

export interface RevisionsTabProps {
  readonly name: string;
  readonly isDirty: boolean;
  readonly onRestored: () => void;
}

export function RevisionsTab({ name, isDirty, onRestored }: RevisionsTabProps) {
  const say = useEditorWords();
  const { data, error } = useQuery(revisionsQuery(name));
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {say("revisionsText")}
      </Text>
      {error !== null && <FailureNotice failure={failureOf(error)} />}
      {data?.revisions.map((revision) => (
        <RevisionCard
          key={revision.number}
          name={name}
          revision={revision}
          isDirty={isDirty}
          onRestored={onRestored}
        />
      ))}
    </Stack>
  );
}

function RevisionCard({
  name,
  revision,
  isDirty,
  onRestored,
}: RevisionsTabProps & { readonly revision: Revision }) {
  const say = useEditorWords();
  const queries = useQueryClient();
  const [open, { toggle }] = useDisclosure();
  const [asking, ask] = useDisclosure();
  const { number, author, comment, createdAt, current } = revision;
  const restore = useMutation({
    mutationFn: () =>
      told(
        api.POST("/api/v1/flows/{name}/revisions/{number}/restore", {
          params: { path: { name, number } },
          body: {},
        }),
      ),
    onSuccess: async () => {
      ask.close();
      await queries.invalidateQueries({ queryKey: flowKeys.one(name) });
      notifications.show({ message: say("restored", { number }) });
      onRestored();
    },
  });
  return (
    <Paper withBorder p="sm" component="section" aria-label={say("revisionNamed", { number })}>
      <Group justify="space-between" gap="xs">
        <Stack gap={2}>
          <Group gap="xs">
            <Text fw={600}>{say("revisionNamed", { number })}</Text>
            {current && (
              <Badge variant="light" tt="none">
                {say("current")}
              </Badge>
            )}
          </Group>
          <Text size="sm">{comment ?? say("noComment")}</Text>
          <Text size="xs" c="dimmed">
            {author}, <Moment at={createdAt} />
          </Text>
        </Stack>
        <Group gap="xs">
          <Button size="xs" variant="subtle" onClick={toggle} aria-expanded={open}>
            {say(open ? "hideChanges" : "showChanges")}
          </Button>
          {!current && (
            <Button
              size="xs"
              variant="default"
              loading={restore.isPending}
              onClick={() => (isDirty ? ask.open() : restore.mutate())}
            >
              {say("restore")}
            </Button>
          )}
        </Group>
      </Group>
      {restore.isError && <FailureNotice failure={failureOf(restore.error)} />}
      {open && <Differences name={name} number={number} />}
      {asking && (
        <Confirmation
          title={say("restoreTitle", { number })}
          action={say("restore")}
          change={restore}
          onClose={ask.close}
        >
          <Text>{say("restoreLoses")}</Text>
        </Confirmation>
      )}
    </Paper>
  );
}

/** What a revision changed against the one before it. */
function Differences({ name, number }: { readonly name: string; readonly number: number }) {
  const say = useEditorWords();
  const { data, error } = useQuery({
    queryKey: [...flowKeys.one(name), "revisions", number],
    queryFn: ({ signal }) =>
      told(
        api.GET("/api/v1/flows/{name}/revisions/{number}/differences", {
          params: { path: { name, number } },
          signal,
        }),
      ),
    // What a revision changed stays so.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error !== null) return <FailureNotice failure={failureOf(error)} />;
  if (data === undefined) return <Text size="sm">{say("waiting")}</Text>;
  if (data.differences.length === 0) return <Alert color="gray">{say("noChanges")}</Alert>;
  return (
    <Table.ScrollContainer minWidth={480} mt="xs">
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("place")}</Table.Th>
            <Table.Th>{say("before")}</Table.Th>
            <Table.Th>{say("after")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.differences.map(({ place, before, after }) => (
            <Table.Tr key={place}>
              <Table.Td>{place}</Table.Td>
              <Table.Td>{before === undefined ? "–" : <Code>{shown(before)}</Code>}</Table.Td>
              <Table.Td>{after === undefined ? "–" : <Code>{shown(after)}</Code>}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
