/** The editor of one flow: form, YAML and revisions of the same text; checked, previewed, saved and run from the foot. */
import { Box, Button, Group, Paper, Tabs, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { useMay } from "../../api/session.ts";
import { fromNow } from "../../language/moments.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { type Flow, flowKeys, flowQuery, flowsQuery } from "../flow.ts";
import { RunQuestion } from "../runs/run-now.tsx";
import { templateNamed, templates } from "../templates.ts";
import { useFlowWords } from "../words.ts";
import { withValue } from "./document.ts";
import { keepText, textFor } from "./draft.ts";
import classes from "./editor.module.css";
import { EditorContext, type Editor as EditorInHand } from "./editor-context.ts";
import { FormTab } from "./form-tab.tsx";
import { Notice } from "./notice.tsx";
import { PreviewDialog, usePreview } from "./preview.tsx";
import { type Problem, problemsIn, problemsOf } from "./problems.ts";
import { RevisionsTab } from "./revisions-tab.tsx";
import { useDraft } from "./use-draft.ts";
import { useEditorWords } from "./words.ts";

/** With the code editor, which who never looks at YAML need not load. */
const YamlTab = lazy(async () => ({ default: (await import("./yaml-tab.tsx")).YamlTab }));

export function NewFlowPage() {
  const sayList = useFlowWords();
  const { template } = useSearch({ from: "/flows/new" });
  const chosen = templateNamed(template);
  const saved =
    chosen === undefined ? "" : withValue(templates[chosen], ["description"], sayList(`template_${chosen}`));
  return <Editor name={undefined} saved={saved} key={template} />;
}

export function EditFlowPage() {
  const { name } = useParams({ from: "/flows/$name/edit" });
  const { data } = useSuspenseQuery(flowQuery(name));
  return <Editor name={name} saved={textFor(name, data.definition)} key={name} />;
}

/** For who may change flows; others are told why there is nothing to change. */
function Editor(props: FlowEditorProps) {
  const say = useEditorWords();
  return useMay("flows:write") ? <FlowEditor {...props} /> : <EmptyState text={say("mayNot")} />;
}

interface FlowEditorProps {
  /** Undefined for a new one. */
  readonly name: string | undefined;
  readonly saved: string;
}

function FlowEditor({ name, saved }: FlowEditorProps) {
  const say = useEditorWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { tab = "form" } = useSearch({ strict: false });
  const mayRun = useMay("flows:run");
  const { data: all } = useSuspenseQuery(flowsQuery);
  const draft = useDraft(name, saved);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [asking, setAsking] = useState<Flow>();
  const [comment, setComment] = useState("");
  const [previewing, dialog] = useDisclosure();
  const preview = usePreview((found, error) =>
    setProblems(found === undefined ? problemsIn(error) : problemsOf(found)),
  );
  const toTab = (next: string | null) =>
    void navigate({
      to: ".",
      search: ({ tab: _before, ...rest }) => ({ ...rest, ...tabOf(next) }),
      replace: true,
    });
  const { text, definition, faults, shown, isDirty, change } = draft;
  const wanted = String(shown.flow ?? "");
  const isNameTaken = name === undefined && all.flows.some((flow) => flow.name === wanted);

  const save = useMutation({
    mutationFn: async (thenRun: boolean) => {
      const path = { name: name ?? wanted };
      const query = comment === "" ? {} : { comment };
      const kept = await told(
        api.PUT("/api/v1/flows/{name}", { params: { path, query }, body: { ...definition } }),
      );
      return { kept, thenRun };
    },
    onSuccess: async ({ kept, thenRun }) => {
      keepText(kept.name, text);
      draft.settle(text);
      setComment("");
      setProblems([]);
      queries.setQueryData(flowKeys.one(kept.name), kept);
      await queries.invalidateQueries({ queryKey: flowKeys.all });
      notifications.show({ message: say("saved", { name: kept.name }) });
      if (thenRun) setAsking(kept);
      else await toKept(kept.name);
    },
    onError: (error) => setProblems(problemsIn(error)),
  });
  /** A new flow has its own address from now on. */
  const toKept = async (kept: string) => {
    if (name === undefined) await navigate({ to: "/flows/$name/edit", params: { name: kept } });
  };
  const canSave = definition !== undefined && wanted !== "" && !isNameTaken;
  const editor: EditorInHand = {
    text,
    definition,
    faults,
    shown,
    isNew: name === undefined,
    problems,
    change,
  };
  return (
    <EditorContext value={editor}>
      <PageTitle
        title={name === undefined ? say("newTitle") : say("editTitle", { name })}
        text={say("editText")}
      />
      {draft.restoredAt !== undefined && (
        <Box mb="md">
          <Notice
            tone="plain"
            title={say("draftFound", { since: fromNow(new Date(draft.restoredAt), new Date()) })}
          >
            <Group>
              <Text size="sm">{draft.isOvertaken ? say("draftOvertaken") : say("draftText")}</Text>
              <Button size="xs" variant="default" onClick={() => draft.settle(saved)}>
                {say("draftDrop")}
              </Button>
            </Group>
          </Notice>
        </Box>
      )}
      <Tabs value={tab} onChange={toTab} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="form">{say("formTab")}</Tabs.Tab>
          <Tabs.Tab value="yaml">YAML</Tabs.Tab>
          {name !== undefined && <Tabs.Tab value="revisions">{say("revisionsTab")}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="form">
          <FormTab isNameTaken={isNameTaken} />
        </Tabs.Panel>
        <Tabs.Panel value="yaml">
          <Suspense fallback={<Text>{say("waiting")}</Text>}>
            <YamlTab />
          </Suspense>
        </Tabs.Panel>
        {name !== undefined && (
          <Tabs.Panel value="revisions">
            <RevisionsTab
              name={name}
              isDirty={isDirty}
              onRestored={async () => {
                const { definition: restored } = await queries.fetchQuery(flowQuery(name));
                draft.settle(textFor(name, restored));
              }}
            />
          </Tabs.Panel>
        )}
      </Tabs>
      <Paper className={classes.foot} withBorder p="sm">
        {save.isError && <FailureNotice failure={failureOf(save.error)} />}
        <Group justify="space-between" gap="sm">
          <Text size="sm" role="status">
            {faults.length > 0
              ? say("stateFaults")
              : wanted === ""
                ? say("stateUnnamed")
                : say(isDirty || name === undefined ? "stateDirty" : "stateSaved")}
          </Text>
          <Group gap="xs">
            {name !== undefined && isDirty && (
              <TextInput
                size="sm"
                aria-label={say("comment")}
                placeholder={say("comment")}
                value={comment}
                onChange={({ currentTarget }) => setComment(currentTarget.value)}
              />
            )}
            {mayRun && (
              <Button
                variant="default"
                disabled={definition === undefined}
                loading={preview.isPending}
                onClick={() => {
                  preview.mutate(shown);
                  dialog.open();
                }}
              >
                {say("preview")}
              </Button>
            )}
            {mayRun && (
              <Button
                variant="default"
                disabled={!canSave}
                loading={save.isPending && save.variables}
                onClick={() => save.mutate(true)}
              >
                {say(isDirty || name === undefined ? "saveAndRun" : "runNow")}
              </Button>
            )}
            <Button
              disabled={!canSave || (!isDirty && name !== undefined)}
              loading={save.isPending && !save.variables}
              onClick={() => save.mutate(false)}
            >
              {say("save")}
            </Button>
          </Group>
        </Group>
      </Paper>
      {asking !== undefined && (
        <RunQuestion
          flow={asking}
          onClose={() => {
            setAsking(undefined);
            void toKept(asking.name);
          }}
        />
      )}
      {previewing && <PreviewDialog preview={preview} onClose={dialog.close} onGo={() => toTab("form")} />}
    </EditorContext>
  );
}

/** The form is what an address without a tab shows. */
function tabOf(tab: string | null): { readonly tab?: string } {
  return tab === null || tab === "form" ? {} : { tab };
}
