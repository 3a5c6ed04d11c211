/** The filter of the audit log: who, what, when. It stands in the address bar; nothing is kept here but what is being typed. */
import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import type { AuditSearch } from "./audit-search.ts";
import { kinds, useAuditNames, useAuditWords } from "./words.ts";

interface FilterProps {
  readonly search: AuditSearch;
  readonly onChange: (search: AuditSearch) => void;
}

const typedForMs = 400;

export function Filter({ search, onChange }: FilterProps) {
  const say = useAuditWords();
  const names = useAuditNames();
  const { entry: _, ...filter } = search;
  const change = (part: AuditSearch) =>
    onChange(Object.fromEntries(Object.entries({ ...filter, ...part }).filter(([, value]) => value !== "")));
  const known = search.kind === undefined || kinds.includes(search.kind) ? kinds : [search.kind, ...kinds];
  return (
    <Group align="flex-end" gap="sm">
      <Typed label={say("who")} value={search.actor ?? ""} onChange={(actor) => change({ actor })} />
      <NativeSelect
        label={say("what")}
        w={168}
        value={search.kind ?? ""}
        data={[
          { value: "", label: say("anything") },
          ...known
            .map((kind) => ({ value: kind, label: names.kind(kind) }))
            .toSorted((one, other) => one.label.localeCompare(other.label)),
        ]}
        onChange={({ currentTarget }) => change({ kind: currentTarget.value })}
      />
      <Typed label={say("thing")} value={search.id ?? ""} onChange={(id) => change({ id })} />
      {(["from", "to"] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={say(end)}
          value={search[end] ?? ""}
          onChange={({ currentTarget }) => change({ [end]: currentTarget.value })}
        />
      ))}
      {Object.keys(filter).length > 0 && (
        <Button variant="subtle" onClick={() => onChange({})}>
          {say("clear")}
        </Button>
      )}
    </Group>
  );
}

interface TypedProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Looks when somebody stops typing. */
function Typed({ label, value, onChange }: TypedProps) {
  const say = useAuditWords();
  const [text, setText] = useState(value);
  const asked = useRef(value);
  useEffect(() => {
    // Changed from elsewhere. What was asked for here comes back late, when more may have been typed.
    if (value !== asked.current) setText(value);
    asked.current = value;
  }, [value]);
  const look = useDebouncedCallback((typed: string) => {
    asked.current = typed;
    onChange(typed);
  }, typedForMs);
  return (
    <TextInput
      label={label}
      placeholder={say("whoText")}
      w={168}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        look(currentTarget.value);
      }}
    />
  );
}
