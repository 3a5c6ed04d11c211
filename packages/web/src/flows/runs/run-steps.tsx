/** What happened in a run, from the source through each step to the target and back. */
import { Paper, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTellAsText } from "../../api/hub-words/use-tell.ts";
import { figure } from "../../language/moments.ts";
import { TableFrame } from "../../parts/table-frame.tsx";
import { type Definition, flowQuery, type Step, tableOf } from "../flow.ts";
import { type Counts, failedRowKindsQuery, type Outcome, type Run } from "./run.ts";
import { useRunWords } from "./run-words.ts";

export function RunSteps({ run }: { readonly run: Run }) {
  const say = useRunWords();
  const tell = useTellAsText();
  const { data: flow } = useQuery(flowQuery(run.flow));
  const { data: failed } = useQuery(failedRowKindsQuery(run.flow, run.id));
  if (flow === undefined) return null;
  const definition = flow.definition as Definition;
  const { counts } = run;
  const said = (outcomes: readonly (Outcome | "read")[]) =>
    outcomes
      .filter((what) => counts[what] > 0)
      .map((what) => say(what, { count: counts[what], shown: figure(counts[what]) }));
  const failedAt = (id: string) =>
    (failed?.kinds ?? [])
      .filter(({ step }) => step === id)
      .map(({ rows, words }) => say("failedHere", { count: rows, shown: figure(rows), words: tell(words) }));
  const places = placesOf(definition);
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="sm">
        {say("steps")}
      </Title>
      <TableFrame minWidth={320} label={say("steps")}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("place")}</Table.Th>
              <Table.Th>{say("what")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {places.map(({ id, name, of, values }, position) => {
              const lines = [
                ...(id === "source" ? said(["read"]) : []),
                ...(position === lastStepOf(places) ? [...said(["dropped"]), ...reasonsOf(counts, say)] : []),
                ...(id === "target"
                  ? said(["inserted", "updated", "written", "deleted", "unchanged", "missing"])
                  : []),
                ...(id === "then.1" ? said(["writtenBack"]) : []),
                ...failedAt(id),
              ];
              return (
                <Table.Tr key={id}>
                  <Table.Th fw={400} style={{ verticalAlign: "top" }}>
                    {say(name, values)}
                    {of !== undefined && (
                      <Text size="sm" c="dimmed">
                        {of}
                      </Text>
                    )}
                  </Table.Th>
                  <Table.Td>
                    {lines.length === 0
                      ? say("nothing")
                      : lines.map((line) => (
                          <Text key={line} size="sm">
                            {line}
                          </Text>
                        ))}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </TableFrame>
    </Paper>
  );
}

interface PlaceShown {
  /** As failed rows name it. */
  readonly id: string;
  readonly name: "stepSource" | "step" | "stepTarget" | "stepThen";
  readonly values: Readonly<Record<string, string | number>>;
  /** What people wrote about it. */
  readonly of: string | undefined;
}

function placesOf({ source, steps = [], target, then = [] }: Definition): readonly PlaceShown[] {
  return [
    { id: "source", name: "stepSource", values: { from: placeWords(source) }, of: undefined },
    ...steps.flatMap((step, index) => stepPlaces(step, `steps.${index + 1}`, `${index + 1}`)),
    ...(target === undefined
      ? []
      : [{ id: "target", name: "stepTarget", values: { to: placeWords(target) }, of: undefined } as const]),
    ...then.map(
      (step, index): PlaceShown => ({
        id: `then.${index + 1}`,
        name: "stepThen",
        values: { number: `then.${index + 1}`, word: wordOf(step) },
        of: noteOf(step),
      }),
    ),
  ];
}

/** A step, and those within its branches. */
function stepPlaces(step: Step, id: string, number: string): readonly PlaceShown[] {
  const branch = step.branch as
    | { readonly then?: readonly Step[]; readonly else?: readonly Step[] }
    | undefined;
  const inner = (["then", "else"] as const).flatMap((way) =>
    (branch?.[way] ?? []).flatMap((one, index) =>
      stepPlaces(one, `${id}.${way}.${index + 1}`, `${number}.${way}.${index + 1}`),
    ),
  );
  return [{ id, name: "step", values: { number, word: wordOf(step) }, of: noteOf(step) }, ...inner];
}

/** What a step left out is counted for all of them: it stands with the last. */
function lastStepOf(places: readonly PlaceShown[]): number {
  const last = places.findLastIndex(({ name }) => name === "step");
  return last === -1 ? 0 : last;
}

function reasonsOf({ ignoredBecause }: Counts, say: ReturnType<typeof useRunWords>): readonly string[] {
  return Object.entries(ignoredBecause).map(([reason, rows]) =>
    say("ignoredBecause", { count: rows, shown: figure(rows), reason }),
  );
}

function placeWords(place: Definition["source"]): string {
  return [tableOf(place), place?.endpoint].filter(Boolean).join(" · ");
}

function wordOf(step: Step): string {
  return Object.keys(step).find((word) => word !== "note" && word !== "on_error") ?? "";
}

function noteOf({ note }: Step): string | undefined {
  return typeof note === "string" ? note : undefined;
}
