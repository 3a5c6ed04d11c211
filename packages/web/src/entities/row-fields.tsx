/** The fields of a row: name, value, and on demand what each means. */
import { Anchor, Group, Stack, Switch, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Row } from "../api/rows.ts";
import { Moment } from "../parts/moment.tsx";
import { textOf } from "./cells.ts";
import { type Entity, fieldsOf } from "./entity.ts";
import { useNames } from "./names.ts";
import classes from "./row-fields.module.css";
import { useDataWords } from "./words.ts";

export function RowFields({ line, row }: { readonly line: readonly Entity[]; readonly row: Row }) {
  const say = useDataWords();
  const names = useNames();
  const [isExplained, { toggle }] = useDisclosure();
  const fields = fieldsOf(line);
  const there = [...fields.values()].flatMap(({ field }) => (field.name in row ? field : []));
  return (
    <Stack gap="xs" component="section" aria-label={say("fields")}>
      <Group justify="space-between">
        <Title order={3} size="h5">
          {say("fields")}
        </Title>
        <Switch size="xs" label={say("explain")} checked={isExplained} onChange={toggle} />
      </Group>
      <dl className={classes.list}>
        {there.map(({ name, type, description, unit }) => {
          const meaning = names.meaning(description, unit);
          const value = row[name];
          return (
            <div key={name} className={classes.field}>
              <dt title={`${meaning} ${name}`}>
                <Text size="sm" c="dimmed">
                  {names.field(name)}
                </Text>
                {isExplained && (
                  <Text size="xs" c="dimmed">
                    {meaning} <code>{name}</code>
                  </Text>
                )}
              </dt>
              <dd className={type === "key" ? classes.exact : undefined}>
                <Value value={value} type={type} />
              </dd>
            </div>
          );
        })}
      </dl>
    </Stack>
  );
}

function Value({ value, type }: { readonly value: unknown; readonly type: string }) {
  const say = useDataWords();
  const names = useNames();
  if (value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)) {
    return <Text c="dimmed">{say("empty")}</Text>;
  }
  if (type === "instant" && !Number.isNaN(Date.parse(String(value)))) {
    return (
      <>
        <Moment at={String(value)} /> · <Moment at={String(value)} relative />
      </>
    );
  }
  if (typeof value === "string" && /^https?:\/\//.test(value)) {
    return (
      <Anchor href={value} target="_blank" rel="noreferrer" inherit>
        {value}
      </Anchor>
    );
  }
  if (Array.isArray(value) && value.some((one) => typeof one === "object")) {
    return (
      <ul className={classes.items}>
        {value.map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: nested data have no name of their own, and do not move.
          <li key={place}>
            <Nested value={one} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value === "object" && !Array.isArray(value)) return <Nested value={value} />;
  return textOf(value, type, { say, names });
}

/** Nested data: each member as "name: value", moments as people say them. */
function Nested({ value }: { readonly value: unknown }) {
  const say = useDataWords();
  const names = useNames();
  if (typeof value !== "object" || value === null) return textOf(value, "text", { say, names });
  return Object.entries(value).map(([name, one], place) => (
    <span key={name}>
      {place > 0 && " · "}
      {names.field(name)}:{" "}
      {typeof one === "string" && /^\d{4}-\d\d-\d\dT/.test(one) ? (
        <Moment at={one} />
      ) : (
        textOf(one, "text", { say, names })
      )}
    </span>
  ));
}
