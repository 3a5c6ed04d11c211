/** The query as a sentence of chips: of which connection and period, where what, up to how many rows. */
import { Group, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { Connection } from "../connections/connection.ts";
import { type DataSearch, usualLimit } from "./address.ts";
import { Chip } from "./chip.tsx";
import { ConnectionForm, LimitForm } from "./choice-forms.tsx";
import { readCondition, writeCondition } from "./condition.ts";
import { ConditionForm } from "./condition-form.tsx";
import { conditionInWords } from "./condition-words.ts";
import { type Entity, fieldsOf } from "./entity.ts";
import { useNames } from "./names.ts";
import { periodInWords } from "./period.ts";
import { PeriodForm } from "./period-form.tsx";
import { limitInWords } from "./run-words.ts";
import { useDataWords } from "./words.ts";

export interface SentenceProps {
  readonly line: readonly [Entity, ...Entity[]];
  readonly connections: readonly Connection[];
  readonly asked: DataSearch;
  readonly onChange: (part: DataSearch) => void;
}

export function Sentence({ line, connections, asked, onChange }: SentenceProps) {
  const say = useDataWords();
  const names = useNames();
  const [entity] = line;
  const { connection, from, to, zone, where = [], limit = usualLimit } = asked;
  const fields = fieldsOf(line);
  const setConditions = (next: readonly string[]) =>
    onChange({ where: next.length === 0 ? undefined : next });
  return (
    <Group gap="xs">
      {connections.length > 1 && (
        <>
          <Text size="sm">{say("of")}</Text>
          <Chip
            label={say("connection")}
            text={connections.find(({ alias }) => alias === connection)?.name ?? connection ?? ""}
            form={(close) => (
              <ConnectionForm
                connections={connections}
                chosen={connection}
                onChoose={(alias) => {
                  close();
                  onChange({ connection: alias });
                }}
              />
            )}
          />
        </>
      )}
      {entity.range !== undefined && (
        <Chip
          label={say("period")}
          text={periodInWords({ from, to, zone }, say)}
          form={(close) => (
            <PeriodForm
              period={{ from, to }}
              meaning={entity.range ?? ""}
              onChoose={(period) => {
                close();
                onChange({ from: period.from, to: period.to, zone: period.zone });
              }}
            />
          )}
        />
      )}
      {where.map((text, place) => {
        const words = conditionInWords(text, fields, { say, names });
        return (
          <Group key={text} gap="xs">
            <Text size="sm">{say(place === 0 ? "where" : "and")}</Text>
            <Chip
              label={words}
              text={words}
              removal={{
                label: say("removeCondition", { condition: words }),
                remove: () => setConditions(where.toSpliced(place, 1)),
              }}
              form={(close) => (
                <ConditionForm
                  line={line}
                  condition={readCondition(text)}
                  onApply={(condition) => {
                    close();
                    setConditions(where.with(place, writeCondition(condition)));
                  }}
                />
              )}
            />
          </Group>
        );
      })}
      <Chip
        label={say("addCondition")}
        text={say("addCondition")}
        icon={<IconPlus size={14} aria-hidden />}
        form={(close) => (
          <ConditionForm
            line={line}
            condition={undefined}
            onApply={(condition) => {
              close();
              setConditions([...new Set([...where, writeCondition(condition)])]);
            }}
          />
        )}
      />
      <Chip
        label={say("limit")}
        text={limitInWords(limit, say)}
        form={(close) => (
          <LimitForm
            limit={limit}
            onChoose={(next) => {
              close();
              onChange({ limit: next });
            }}
          />
        )}
      />
    </Group>
  );
}
