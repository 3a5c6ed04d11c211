/** What is wrong with a flow, as a list: each with where it is, as people call the place, and the way there. */
import { Anchor, List } from "@mantine/core";
import { Fragment } from "react";
import { HubWords } from "../../parts/hub-words.tsx";
import { type Problem, stepOf } from "./problems.ts";
import { useEditorWords } from "./words.ts";

export interface ProblemLinesProps {
  readonly problems: readonly Problem[];
  /** Leads to a place of the form. */
  readonly onGo: (place: string) => void;
}

/** The same words at several places are one line. */
export function ProblemLines({ problems, onGo }: ProblemLinesProps) {
  const say = useEditorWords();
  const byWords = Map.groupBy(problems, ({ words }) => words);
  return (
    <List size="sm" spacing={4}>
      {[...byWords].map(([words, same]) => {
        const places = [
          ...new Set(same.flatMap(({ places: [first] }) => (first === undefined ? [] : [first]))),
        ];
        return (
          <List.Item key={words}>
            {places.map((place, index) => (
              <Fragment key={place}>
                {index > 0 && "; "}
                <Anchor component="button" type="button" size="sm" onClick={() => onGo(place)}>
                  {nameOf(place, say)}
                </Anchor>
              </Fragment>
            ))}
            {places.length > 0 && ": "}
            <HubWords>{words}</HubWords>
          </List.Item>
        );
      })}
    </List>
  );
}

const parts = ["endpoint", "table", "write", "as", "path", "method", "message"] as const;

/** "source.where.age" begins with a word of the YAML; people have another for it. */
function nameOf(place: string, say: ReturnType<typeof useEditorWords>): string {
  const step = stepOf(place);
  const [top = "", ...rest] = step === undefined ? place.split(".") : ["", ...step.rest.split(".")];
  const first =
    step !== undefined
      ? say("stepNumber", { number: step.number })
      : top === "source" || top === "target" || top === "flow"
        ? say(`place_${top}`)
        : top;
  const last = parts.find((part) => part === rest.at(-1));
  return [first, last === undefined ? rest.join(".") : say(`part_${last}`)].filter(Boolean).join(", ");
}

/** Once the dialog has given the keyboard back: to the part of the form that is the nearest around a place. */
export function goToPlace(place: string): void {
  setTimeout(() => {
    const parts = [...document.querySelectorAll<HTMLElement>("[data-place]")];
    const around = parts.filter(
      ({ dataset: { place: at = "" } }) => place === at || place.startsWith(`${at}.`),
    );
    const nearest = around.toSorted((one, other) => lengthOf(other) - lengthOf(one))[0];
    nearest?.focus();
    nearest?.scrollIntoView({ block: "center" });
  }, 100);
}

function lengthOf({ dataset }: HTMLElement): number {
  return dataset.place?.length ?? 0;
}
