/** Registers many people: the list, which column is what, the check of each row, the sending, and what came of each. */
import { Alert, Anchor, Button, FileButton, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ColumnChoice } from "./column-choice.tsx";
import { Loaded } from "./loaded.tsx";
import { ManyCheck } from "./many-check.tsx";
import { ManyOutcome } from "./many-outcome.tsx";
import { useManyWords } from "./many-words.ts";
import type { PartProps } from "./overview.tsx";
import { type Columns, guessColumns, peopleOf, sheetOf } from "./people-list.ts";
import { labelOf } from "./register-form.tsx";
import { useRegisterMany } from "./register-many.ts";
import { useRegisterWords } from "./register-words.ts";
import { type FormField, formOf } from "./registration-form.ts";
import { type Place, registrationFormQuery } from "./webinar.ts";

export function RegisterMany({ place, webinar, onClose }: PartProps & { readonly onClose: () => void }) {
  const say = useManyWords();
  const fields = useQuery(registrationFormQuery(place));
  const { latest, outcomes, start, clear } = useRegisterMany(place);
  return (
    <Stack component="section" aria-label={say("title")}>
      <div>
        <Anchor component="button" size="sm" onClick={onClose}>
          {say("back")}
        </Anchor>
        <Title order={2} size="h3" mt={4}>
          {say("title")}
        </Title>
      </div>
      {latest === undefined ? (
        <Loaded answer={fields}>
          {(rows) => (
            <TheList
              form={formOf(rows)}
              place={place}
              isManual={webinar.approvalType === "MANUAL"}
              onStart={start}
            />
          )}
        </Loaded>
      ) : (
        <ManyOutcome latest={latest} outcomes={outcomes} onStart={start} onAnew={clear} />
      )}
    </Stack>
  );
}

interface TheListProps {
  readonly form: readonly FormField[];
  readonly place: Place;
  readonly isManual: boolean;
  readonly onStart: ReturnType<typeof useRegisterMany>["start"];
}

function TheList({ form, place, isManual, onStart }: TheListProps) {
  const say = useManyWords();
  const sayField = useRegisterWords();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Columns>({});
  const [isChecked, setChecked] = useState(false);
  const sheet = useMemo(() => sheetOf(text), [text]);
  const columns = { ...guessColumns(form, sheet), ...chosen };
  const people = peopleOf(form, sheet, columns, place.webinarKey);
  const names = (some: readonly FormField[]) => some.map((field) => labelOf(field, sayField)).join(", ");
  const missing = form.filter(({ name, required }) => required && columns[name] === undefined);
  // What decoding puts in place of bytes that are no UTF-8.
  const isGarbled = text.includes("\uFFFD");
  if (isChecked) {
    return (
      <ManyCheck
        people={people}
        place={place}
        isManual={isManual}
        onBack={() => setChecked(false)}
        onStart={onStart}
      />
    );
  }
  const take = (next: string) => {
    setText(next);
    setChosen({});
  };
  return (
    <Stack maw={800}>
      <Textarea
        label={say("paste")}
        description={say("pasteText", { fields: names(form.filter(({ required }) => required)) })}
        placeholder={say("example")}
        autosize
        minRows={6}
        maxRows={16}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        spellCheck={false}
        value={text}
        onChange={({ currentTarget }) => take(currentTarget.value)}
      />
      <FileButton accept=".csv,.txt,.tsv,text/csv" onChange={(file) => void file?.text().then(take)}>
        {(props) => (
          <Button {...props} variant="default" w="fit-content">
            {say("choose")}
          </Button>
        )}
      </FileButton>
      {isGarbled && (
        <Alert color="orange" role="alert">
          {say("notUtf8")}
        </Alert>
      )}
      {sheet.columns.length > 0 && (
        <ColumnChoice
          form={form}
          sheet={sheet}
          columns={columns}
          onChange={(name, place) => setChosen({ ...chosen, [name]: place })}
        />
      )}
      {sheet.columns.length > 0 && people.length === 0 && <Text size="sm">{say("noRows")}</Text>}
      {people.length > 0 && missing.length > 0 && (
        <Text size="sm" role="status">
          {say("needed", { fields: names(missing) })}
        </Text>
      )}
      {people.length > 0 && missing.length === 0 && !isGarbled && (
        <Group>
          <Button onClick={() => setChecked(true)}>{say("check", { count: people.length })}</Button>
          <Text size="sm" c="dimmed">
            {say("checkText")}
          </Text>
        </Group>
      )}
    </Stack>
  );
}
