/** Registers many people: the list, which column is what, the check of each row, the sending, and what came of each. */
import {
  Alert,
  Anchor,
  Button,
  Checkbox,
  FileButton,
  Group,
  Stack,
  Text,
  Textarea,
  Title,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ColumnChoice } from "./column-choice.tsx";
import { Loaded } from "./loaded.tsx";
import { ManyCheck } from "./many-check.tsx";
import { ManyOutcome } from "./many-outcome.tsx";
import { useManyWords } from "./many-words.ts";
import type { PartProps } from "./overview.tsx";
import { guessColumns, peopleOf, sheetOf, unusedColumns } from "./people-list.ts";
import { labelOf } from "./register-form.tsx";
import { useRegisterMany } from "./register-many.ts";
import { useRegisterWords } from "./register-words.ts";
import { type FormField, formOf } from "./registration-form.ts";
import { useTyped } from "./typed.ts";
import { emptyList, isList, listName, none, placesOf } from "./typed-list.ts";
import { Unused } from "./unused.tsx";
import { type Place, registrationFormQuery } from "./webinar.ts";

interface RegisterManyProps extends PartProps, Stepping {
  readonly onClose: () => void;
}

/** The check is a step of its own in the address: Back leads to the list as it was. */
interface Stepping {
  readonly isChecking: boolean;
  readonly onStep: (step: "check" | undefined) => void;
}

export function RegisterMany({ place, webinar, onClose, ...stepping }: RegisterManyProps) {
  const say = useManyWords();
  const fields = useQuery(registrationFormQuery(place));
  const { latest, outcomes, start, clear } = useRegisterMany(place);
  const anew = () => {
    clear();
    stepping.onStep(undefined);
  };
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
              {...stepping}
            />
          )}
        </Loaded>
      ) : (
        <ManyOutcome latest={latest} outcomes={outcomes} onStart={start} onAnew={anew} />
      )}
    </Stack>
  );
}

interface TheListProps extends Stepping {
  readonly form: readonly FormField[];
  readonly place: Place;
  readonly isManual: boolean;
  readonly onStart: ReturnType<typeof useRegisterMany>["start"];
}

function TheList({ form, place, isManual, onStart, isChecking, onStep }: TheListProps) {
  const say = useManyWords();
  const sayField = useRegisterWords();
  const { value: list, change, isKept } = useTyped(listName(place), emptyList, isList);
  const { text, chosen } = list;
  const sheet = useMemo(() => sheetOf(list.text, list.isNamed), [list.text, list.isNamed]);
  const columns = { ...guessColumns(form, sheet), ...placesOf(chosen) };
  const people = peopleOf(form, sheet, columns, place.webinarKey);
  const unused = unusedColumns(sheet, columns);
  const names = (some: readonly FormField[]) => some.map((field) => labelOf(field, sayField)).join(", ");
  const missing = form.filter(({ name, required }) => required && columns[name] === undefined);
  // What decoding puts in place of bytes that are no UTF-8.
  const isGarbled = text.includes("\uFFFD");
  const isReady = people.length > 0 && missing.length === 0 && !isGarbled;
  if (isChecking && isReady) {
    return (
      <ManyCheck
        people={people}
        unused={unused}
        place={place}
        isManual={isManual}
        onBack={() => onStep(undefined)}
        onStart={onStart}
      />
    );
  }
  const take = (next: string) => change({ text: next, chosen: {} });
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
      {!isKept && <Text size="sm">{say("notKept")}</Text>}
      {sheet.columns.length > 0 && (
        <>
          <Checkbox
            label={say("isNamed")}
            description={sheet.isNamed || list.isNamed === false ? undefined : say("isPerson")}
            checked={sheet.isNamed}
            onChange={({ currentTarget }) => change({ text, chosen: {}, isNamed: currentTarget.checked })}
          />
          <ColumnChoice
            form={form}
            sheet={sheet}
            columns={columns}
            onChange={(name, place = none) => change({ ...list, chosen: { ...chosen, [name]: place } })}
          />
        </>
      )}
      {people.length > 0 && <Unused columns={unused} />}
      {sheet.columns.length > 0 && people.length === 0 && <Text size="sm">{say("noRows")}</Text>}
      {people.length > 0 && missing.length > 0 && (
        <Text size="sm" role="status">
          {say("needed", { fields: names(missing) })}
        </Text>
      )}
      {isReady && (
        <Group>
          <Button onClick={() => onStep("check")}>{say("check", { count: people.length })}</Button>
          <Text size="sm" c="dimmed">
            {say("checkText")}
          </Text>
        </Group>
      )}
    </Stack>
  );
}
