/** Runs a flow, after what it will do has been said. */
import { Button, Group, List, Modal, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { listed } from "../../language/moments.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import type { Flow } from "../flow.ts";
import { definitionOf } from "./definition.ts";
import { placeOf, rowsOf } from "./flow-words.ts";
import { runQuery, runsQuery } from "./run.ts";
import { mailsOf } from "./run-mails.ts";
import { useFlowPageWords } from "./words.ts";

export function RunNow({ flow }: { readonly flow: Flow }) {
  const say = useFlowPageWords();
  const [open, { open: ask, close }] = useDisclosure();
  return (
    <>
      <Button onClick={ask} disabled={!flow.enabled}>
        {say("run")}
      </Button>
      {open && <RunQuestion flow={flow} onClose={close} />}
    </>
  );
}

/** What the run will do, and the button that begins it. */
export function RunQuestion({ flow, onClose }: { readonly flow: Flow; readonly onClose: () => void }) {
  const say = useFlowPageWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { name } = flow;
  const run = useMutation({
    mutationFn: () => told(api.POST("/api/v1/flows/{name}/runs", { params: { path: { name } } })),
    onSuccess: async (begun) => {
      queries.setQueryData(runQuery(begun.id).queryKey, begun);
      void queries.invalidateQueries({ queryKey: runsQuery(name).queryKey });
      await navigate({ to: "/flows/$name/runs/$id", params: { name, id: begun.id } });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("runTitle", { flow: name })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack>
        <List spacing="xs">
          {sentencesOf(flow, say).map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
        {run.isError && <FailureNotice failure={failureOf(run.error)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say("cancel")}
          </Button>
          <Button loading={run.isPending} onClick={() => run.mutate()} data-autofocus>
            {say("run")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** What a run will do, before it does it. */
function sentencesOf(flow: Flow, say: ReturnType<typeof useFlowPageWords>): readonly string[] {
  const { source, target, then = [], errors, agent } = definitionOf(flow);
  const back = then.flatMap((step) =>
    Object.values(step).flatMap((one) =>
      typeof one === "object" && one !== null ? [placeOf(one, say)] : [],
    ),
  );
  return [
    say("runReads", { source: rowsOf(source, say) }),
    ...(source?.changed === undefined ? [] : [say("runChanges", { field: source.changed })]),
    ...(target === undefined
      ? []
      : [say("runWrites", { target: placeOf(target, say), how: say(writeKey(target.write)) })]),
    ...(back.length === 0 ? [] : [say("runWritesBack", { target: listed(back) })]),
    ...mailsOf(definitionOf(flow)).map((news) => say(news)),
    ...(agent === undefined ? [] : [say("runAgent", { agent })]),
    say(errors.row === "keep" ? "runKeeps" : "runIgnores"),
  ];
}

const writes = ["create", "insert", "update", "upsert", "delete", "replace"] as const;

function writeKey(write: string | undefined) {
  return `write_${writes.find((one) => one === write) ?? "upsert"}` as const;
}
