/** What the flow would do: the hub's check, and the first rows with what each would become. Nothing is written. */
import { Badge, Modal, Stack, Table, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import type { paths } from "../../api/schema.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { HubWords } from "../../parts/hub-words.tsx";
import type { Definition } from "../flow.ts";
import { shortly } from "./completion.ts";
import { Notice } from "./notice.tsx";
import { goToPlace, ProblemLines } from "./problem-lines.tsx";
import { problemOf } from "./problems.ts";
import { useEditorWords } from "./words.ts";

export type PreviewAnswer =
  paths["/api/v1/flows/preview"]["post"]["responses"][200]["content"]["application/json"];

const rows = 20;

/** Asks the hub; `onDone` hears what it found. */
export function usePreview(onDone: (found: PreviewAnswer | undefined, error: unknown) => void) {
  return useMutation({
    mutationFn: (definition: Definition) =>
      told(api.POST("/api/v1/flows/preview", { body: { flow: { flow: "preview", ...definition }, rows } })),
    onSuccess: (found) => onDone(found, undefined),
    onError: (error) => onDone(undefined, error),
  });
}

interface PreviewFoundProps {
  readonly found: PreviewAnswer;
  /** Leads to a place of the form. */
  readonly onGo: (place: string) => void;
}

/** What was found, in a sentence and in its parts. */
function PreviewFound({ found, onGo }: PreviewFoundProps) {
  const say = useEditorWords();
  const { problems, remarks } = found;
  const failed = found.rows.filter(({ failure }) => failure !== undefined).length;
  const dropped = found.rows.filter(({ outcome }) => outcome === "dropped").length;
  const fine = found.rows.length - failed - dropped;
  const isForNothing = found.rows.length > 0 && fine === 0;
  const tone =
    problems.length > 0 || (isForNothing && failed > 0)
      ? "bad"
      : failed > 0 || isForNothing
        ? "doubtful"
        : "good";
  const title =
    problems.length > 0
      ? say("cannotRun", { count: problems.length })
      : say(isForNothing ? "writesNothing" : failed > 0 ? "canRunPartly" : "canRun");
  return (
    <Stack gap="sm">
      <Notice tone={tone} title={title}>
        {problems.length > 0 ? (
          <ProblemLines problems={problems.map(problemOf)} onGo={onGo} />
        ) : (
          <Text size="sm">
            {found.rows.length === 0 ? say("noRowsYet") : say("rowsWould", { fine, failed, dropped })}
          </Text>
        )}
      </Notice>
      {remarks.length > 0 && (
        <Notice tone="plain" title={say("remarks")}>
          <ProblemLines problems={remarks.map(problemOf)} onGo={onGo} />
        </Notice>
      )}
      {found.rows.length > 0 && <PreviewTable rows={found.rows} />}
      <Text size="xs" c="dimmed">
        {say("nothingWritten")}
      </Text>
    </Stack>
  );
}

function PreviewTable({ rows }: { readonly rows: PreviewAnswer["rows"] }) {
  const say = useEditorWords();
  const columns = [...new Set(rows.flatMap(({ mapped }) => Object.keys(mapped ?? {})))];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who works by keyboard scrolls it, too (WCAG 2.1.1).
    <section style={{ overflow: "auto", maxHeight: 420 }} tabIndex={0} aria-label={say("previewTable")}>
      <Table stickyHeader verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("row")}</Table.Th>
            <Table.Th>{say("outcome")}</Table.Th>
            {columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
            <Table.Th>{say("sourceRow")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ place, source, mapped, outcome, failure, remarks }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one row of the source may become several.
            <Table.Tr key={index}>
              <Table.Td style={{ whiteSpace: "nowrap" }}>{place.replace(/^row /, "")}</Table.Td>
              <Table.Td miw={200}>
                <Badge variant="light" color={failure === undefined ? "accent" : "red"} tt="none">
                  {say(outcomeKey(outcome))}
                </Badge>
                {failure !== undefined && (
                  <Text size="xs">
                    {failure.said === undefined ? <HubWords>{failure.words}</HubWords> : failure.words}
                  </Text>
                )}
                {remarks.map((remark) => (
                  <Text size="xs" c="dimmed" key={remark}>
                    <HubWords>{remark}</HubWords>
                  </Text>
                ))}
              </Table.Td>
              {columns.map((column) => (
                <Table.Td key={column}>
                  <Text size="sm" truncate maw={200} title={shortly(mapped?.[column])}>
                    {shortly(mapped?.[column]) ?? "–"}
                  </Text>
                </Table.Td>
              ))}
              <Table.Td miw={280} maw={400}>
                <Text
                  size="xs"
                  ff="monospace"
                  truncate
                  maw={400}
                  title={JSON.stringify(source, undefined, 2)}
                >
                  {JSON.stringify(source)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

const outcomes = [
  "dropped",
  "failed",
  "through",
  "create",
  "insert",
  "update",
  "upsert",
  "delete",
  "replace",
  "inserted",
  "updated",
  "unchanged",
  "deleted",
  "written",
  "missing",
] as const;

function outcomeKey(outcome: string): `outcome_${(typeof outcomes)[number]}` {
  return `outcome_${outcomes.find((one) => one === outcome) ?? "written"}`;
}

export interface PreviewDialogProps {
  readonly preview: ReturnType<typeof usePreview>;
  readonly onClose: () => void;
  /** Somebody wants to see a place of the form. */
  readonly onGo: () => void;
}

export function PreviewDialog({ preview, onClose, onGo }: PreviewDialogProps) {
  const say = useEditorWords();
  return (
    <Modal
      opened
      onClose={onClose}
      size="90%"
      title={say("preview")}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <div aria-live="polite">
        {preview.isPending && <Text>{say("previewing")}</Text>}
        {preview.isError && <FailureNotice failure={failureOf(preview.error)} />}
        {preview.isSuccess && (
          <PreviewFound
            found={preview.data}
            onGo={(place) => {
              onClose();
              onGo();
              goToPlace(place);
            }}
          />
        )}
      </div>
    </Modal>
  );
}
