/** The editor of one flow: form, YAML and revisions of the same text; checked, previewed, saved and run from the foot. */
import { Box, Button, Group, Tabs, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { failureOf } from "../../api/failure.ts";
import { useMay } from "../../api/session.ts";
import { connectionsQuery } from "../../connections/connection.ts";
import { fromNow } from "../../language/moments.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { type Flow, flowQuery, flowsQuery } from "../flow.ts";
import { ReadyMadeButton } from "../ready-made.tsx";
import { RunQuestion } from "../runs/run-now.tsx";
import { templateNamed, templateText } from "../templates.ts";
import { useFlowWords } from "../words.ts";
import { textFor } from "./draft.ts";
import { EditorContext, type Editor as EditorInHand } from "./editor-context.ts";
import { EditorFoot } from "./editor-foot.tsx";
import { FormTab } from "./form-tab.tsx";
import { missingIn } from "./missing.ts";
import { Notice } from "./notice.tsx";
import { OvertakenNotice } from "./overtaken-notice.tsx";
import { PreviewDialog, usePreview } from "./preview.tsx";
import { goToPlace, ProblemLines } from "./problem-lines.tsx";
import { type Problem, problemsIn, problemsOf, unchanged } from "./problems.ts";
import { RevisionsTab } from "./revisions-tab.tsx";
import { type Saved, useDraft } from "./use-draft.ts";
import { useSaving } from "./use-saving.ts";
import { useEditorWords } from "./words.ts";

/** With the code editor, which who never looks at YAML need not load. */
const YamlTab = lazy(async () => ({ default: (await import("./yaml-tab.tsx")).YamlTab }));

export function NewFlowPage() {
  const sayList = useFlowWords();
  const { template } = useSearch({ from: "/flows/new" });
  const { data } = useSuspenseQuery(connectionsQuery);
  const chosen = templateNamed(template);
  const [only, ...others] = data.connections;
  const text =
    chosen === undefined
      ? ""
      : templateText(chosen, sayList(`template_${chosen}`), others.length === 0 ? only?.alias : undefined);
  // A space is in no name of a flow: each way to begin has a draft of its own.
  const place = chosen === undefined ? undefined : ` ${chosen}`;
  return <Editor name={undefined} draftPlace={place} saved={{ text, revision: 0 }} key={template} />;
}

export function EditFlowPage() {
  const { name } = useParams({ from: "/flows/$name/edit" });
  const { data } = useSuspenseQuery(flowQuery(name));
  const saved = { text: textFor(name, data.definition), revision: data.revision };
  return <Editor name={name} draftPlace={name} saved={saved} key={name} />;
}

/** For who may change flows; others are told why there is nothing to change. */
function Editor(props: FlowEditorProps) {
  const say = useEditorWords();
  return useMay("flows:write") ? <FlowEditor {...props} /> : <EmptyState text={say("mayNot")} />;
}

interface FlowEditorProps {
  /** Undefined for a new one. */
  readonly name: string | undefined;
  readonly draftPlace: string | undefined;
  readonly saved: Saved;
}

/** What the hub found wrong, and with what it was asked. */
interface Found {
  readonly problems: readonly Problem[];
  readonly of: EditorInHand["shown"];
}

function FlowEditor({ name, draftPlace, saved }: FlowEditorProps) {
  const say = useEditorWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { tab = "form" } = useSearch({ strict: false });
  const { data: all } = useSuspenseQuery(flowsQuery);
  const draft = useDraft(draftPlace, saved);
  const { text, definition, faults, shown, isDirty, change } = draft;
  const [found, setFound] = useState<Found>({ problems: [], of: shown });
  const [tried, setTried] = useState<"save" | "preview">();
  const [asking, setAsking] = useState<Flow>();
  const [previewing, dialog] = useDisclosure();
  const preview = usePreview((answer, error) =>
    setFound({ problems: answer === undefined ? problemsIn(error) : problemsOf(answer), of: shown }),
  );
  const toTab = (next: string | null) =>
    void navigate({
      to: ".",
      search: ({ tab: _before, ...rest }) => ({ ...rest, ...tabOf(next) }),
      replace: true,
    });
  const toPlace = (place: string) => {
    toTab("form");
    goToPlace(place);
  };
  const wanted = String(shown.flow ?? "");
  const isNew = name === undefined;
  const isNameTaken = isNew && all.flows.some((flow) => flow.name === wanted);
  /** A new flow has its own address from now on. */
  const toKept = async (kept: string) => {
    if (isNew) await navigate({ to: "/flows/$name/edit", params: { name: kept } });
  };
  const { save, takeTheirs, overtaken } = useSaving({
    name: name ?? wanted,
    draft,
    onSaved: (kept, thenRun) => {
      setFound({ problems: [], of: shown });
      if (thenRun) setAsking(kept);
      else void toKept(kept.name);
    },
    onError: (error) => setFound({ problems: problemsIn(error), of: shown }),
  });
  // A preview needs no name.
  const missingFor = (what: typeof tried) =>
    what === undefined ? [] : missingIn(shown).filter((place) => what === "save" || place !== "flow");
  const missing = missingFor(tried);
  /** Does it, or marks what is missing first: nothing is sent that cannot be taken. */
  const attempt = (what: "save" | "preview", work: () => void) => {
    const [first] = missingFor(what);
    setTried(first === undefined ? undefined : what);
    if (first === undefined && !(what === "save" && isNameTaken)) work();
    else toPlace(first ?? "flow");
  };
  const editor: EditorInHand = {
    text,
    definition,
    faults,
    shown,
    isNew,
    problems: unchanged(found.problems, found.of, shown),
    missing,
    change,
  };
  const refused = save.isError && overtaken === undefined ? problemsIn(save.error) : [];
  return (
    <EditorContext value={editor}>
      <PageTitle
        title={isNew ? say("newTitle") : say("editTitle", { name })}
        text={say("editText")}
        action={isNew && <ReadyMadeButton />}
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
          {!isNew && <Tabs.Tab value="revisions">{say("revisionsTab")}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="form">
          <FormTab isNameTaken={isNameTaken} />
        </Tabs.Panel>
        <Tabs.Panel value="yaml">
          <Suspense fallback={<Text>{say("waiting")}</Text>}>
            <YamlTab />
          </Suspense>
        </Tabs.Panel>
        {!isNew && (
          <Tabs.Panel value="revisions">
            <RevisionsTab
              name={name}
              isDirty={isDirty}
              onRestored={async () => {
                const restored = await queries.fetchQuery(flowQuery(name));
                draft.settle({ text: textFor(name, restored.definition), revision: restored.revision });
              }}
            />
          </Tabs.Panel>
        )}
      </Tabs>
      <EditorFoot
        isDirty={isDirty}
        isPreviewing={preview.isPending}
        isSaving={save.isPending}
        onPreview={() =>
          attempt("preview", () => {
            preview.mutate(shown);
            dialog.open();
          })
        }
        onSave={(comment, thenRun) => attempt("save", () => save.mutate({ comment, thenRun }))}
      >
        {missing.length > 0 && (
          <Notice tone="bad" title={say("isMissing", { count: missing.length })}>
            <ProblemLines
              problems={missing.map((place) => ({
                places: [place],
                words: say(place === "flow" && wanted !== "" ? "nameRule" : "needed"),
              }))}
              onGo={toPlace}
            />
          </Notice>
        )}
        {overtaken !== undefined && (
          <OvertakenNotice
            by={overtaken}
            isNew={isNew}
            isSaving={save.isPending}
            theirs={takeTheirs}
            onLook={() => {
              void queries.invalidateQueries({ queryKey: flowQuery(name ?? wanted).queryKey });
              toTab("revisions");
            }}
            onMine={() => save.mutate({ comment: "", thenRun: false, over: overtaken.revision })}
          />
        )}
        {refused.length > 0 ? (
          <Notice tone="bad" title={say("notSaved", { count: refused.length })}>
            <ProblemLines problems={refused} onGo={toPlace} />
          </Notice>
        ) : (
          save.isError && overtaken === undefined && <FailureNotice failure={failureOf(save.error)} />
        )}
      </EditorFoot>
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
