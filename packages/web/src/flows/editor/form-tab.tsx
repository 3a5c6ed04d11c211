/** The flow as a form, in the order in which a row goes through it. */
import { Button, Paper, Select, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { agentsQuery } from "../../api/agents.ts";
import { useMay } from "../../api/session.ts";
import { HubWords } from "../../parts/hub-words.tsx";
import { isFile, tableOf } from "../flow.ts";
import { withItem } from "./document.ts";
import { listOf, useEditor, useIsMissing, useText } from "./editor-context.ts";
import { ErrorsForm } from "./errors-form.tsx";
import { flowName } from "./missing.ts";
import { Notice } from "./notice.tsx";
import { problemsAt } from "./problems.ts";
import { AskedFields } from "./questions.tsx";
import { Said } from "./said.tsx";
import { SourceForm } from "./source-form.tsx";
import { newStep, writeWords } from "./step-words.ts";
import { Steps } from "./steps.tsx";
import { TargetForm } from "./target-form.tsx";
import { UnknownEndpoints } from "./unknown-endpoints.tsx";
import { useEditorWords } from "./words.ts";

export function FormTab({ isNameTaken }: { readonly isNameTaken: boolean }) {
  const say = useEditorWords();
  const { faults } = useEditor();
  const [fault] = faults;
  if (fault !== undefined) {
    return (
      <Notice tone="bad" title={say("yamlFaults")}>
        <Text size="sm">
          {say("faultAt", { line: fault.line, words: fault.message })} {say("mendYaml")}
        </Text>
      </Notice>
    );
  }
  return (
    <AskedFields>
      <Stack gap="lg">
        <UnknownEndpoints />
        <About isNameTaken={isNameTaken} />
        <Section place="source" title={say("sourceTitle")}>
          <SourceForm />
        </Section>
        <Section place="target" title={say("targetTitle")}>
          <TargetForm />
          <WithoutMap />
        </Section>
        <Section title={say("stepsTitle")} text={say("stepsText")}>
          <AtAgent />
          <Steps path={["steps"]} label={say("stepsTitle")} empty={say("stepsEmpty")} />
        </Section>
        <Section title={say("thenTitle")} text={say("thenText")}>
          <Steps path={["then"]} label={say("thenTitle")} empty={say("thenNone")} words={writeWords} />
        </Section>
        <Section place="errors" title={say("errorsTitle")}>
          <ErrorsForm />
        </Section>
      </Stack>
    </AskedFields>
  );
}

interface SectionProps {
  readonly title: string;
  readonly text?: string;
  /** Of which what is wrong is said here. */
  readonly place?: string;
  /** ... unless a field of it does so. */
  readonly isSaidInside?: boolean;
  readonly children: ReactNode;
}

function Section({ title, text, place, isSaidInside = false, children }: SectionProps) {
  const { problems } = useEditor();
  const said = place === undefined || isSaidInside ? [] : problemsAt(problems, place);
  return (
    <Paper
      withBorder
      p={{ base: "md", sm: "lg" }}
      component="section"
      aria-label={title}
      tabIndex={-1}
      data-place={place}
    >
      <Stack>
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          {text !== undefined && (
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          )}
        </div>
        <Said problems={said} />
        {children}
      </Stack>
    </Paper>
  );
}

function About({ isNameTaken }: { readonly isNameTaken: boolean }) {
  const say = useEditorWords();
  const { isNew, problems } = useEditor();
  const [name, setName] = useText(["flow"]);
  const [description, setDescription] = useText(["description"]);
  const fault = problemsAt(problems, "flow").find(({ isRemark }) => !isRemark);
  const isMissing = useIsMissing(["flow"]);
  const said = isNameTaken
    ? say("nameTaken")
    : name !== "" && !flowName.test(name)
      ? say("nameRule")
      : isMissing
        ? say("needed")
        : fault && <HubWords>{fault.words}</HubWords>;
  return (
    <Section place="flow" isSaidInside title={say("aboutTitle")}>
      <TextInput
        label={say("name")}
        description={say("nameText")}
        placeholder="attendees-to-csv"
        maw={480}
        disabled={!isNew}
        value={name}
        error={said}
        onChange={({ currentTarget }) => setName(currentTarget.value.toLowerCase().replaceAll(/\s+/g, "-"))}
      />
      <AgentChoice />
      <Textarea
        label={say("description")}
        description={say("descriptionText")}
        autosize
        value={description}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
    </Section>
  );
}

/** Where it runs: at the hub, or at an agent beside the systems that only it reaches. Shown where there is a choice. */
function AgentChoice() {
  const say = useEditorWords();
  const [agent, setAgent] = useText(["agent"]);
  const { data } = useQuery({ ...agentsQuery, enabled: useMay("agents:read") });
  const names = (data?.agents ?? []).map(({ name }) => name);
  if (names.length === 0 && agent === "") return null;
  const known = agent === "" || names.includes(agent) ? names : [...names, agent];
  return (
    <Select
      label={say("agent")}
      description={say("agentText")}
      maw={480}
      data={[
        { value: "", label: say("agentNone") },
        ...known.map((name) => ({ value: name, label: say("agentNamed", { name }) })),
      ]}
      value={agent}
      onChange={(next) => setAgent(next ?? undefined)}
      allowDeselect={false}
    />
  );
}

/** Why values are missing beside expressions, and what shows them all the same. */
function AtAgent() {
  const say = useEditorWords();
  const { agent } = useEditor().shown;
  if (agent === undefined) return null;
  return (
    <Notice tone="plain" title={say("atAgentTitle", { agent })}>
      <Text size="sm">{say("atAgentText", { preview: say("preview") })}</Text>
    </Notice>
  );
}

/** A flow without a mapping writes its rows as they come: said where it is so, with the way to another. */
function WithoutMap() {
  const say = useEditorWords();
  const { shown, change } = useEditor();
  const { source, target } = shown;
  const steps = listOf(shown.steps);
  const isMapped = steps.some((step) => JSON.stringify(step).includes('"map":'));
  if (isMapped || tableOf(source) === "" || tableOf(target) === "") return null;
  return (
    <Notice tone={isFile(target?.endpoint) ? "plain" : "doubtful"} title={say("noMapTitle")}>
      <Stack gap="xs">
        <Text size="sm">{say(isFile(target?.endpoint) ? "noMapFile" : "noMapTable")}</Text>
        <Button
          w="fit-content"
          size="xs"
          onClick={() => change((text) => withItem(text, ["steps"], steps.length, newStep("map")))}
        >
          {say("chooseFields")}
        </Button>
      </Stack>
    </Notice>
  );
}
