/** One field of the target, and the expression whose value goes into it. */
import { ActionIcon, Badge, Button, Group, Stack, Text, Tooltip } from "@mantine/core";
import { IconArrowRight, IconTrash } from "@tabler/icons-react";
import { useNames } from "../../entities/names.ts";
import { HubWords } from "../../parts/hub-words.tsx";
import type { Path } from "./document.ts";
import classes from "./editor.module.css";
import { useEditor, useValue } from "./editor-context.ts";
import { ExpressionField } from "./expression-field.tsx";
import type { Tried } from "./live.ts";
import type { Known } from "./names.ts";
import { placeOf, problemsAt } from "./problems.ts";
import { RawPart } from "./raw-part.tsx";
import type { TargetField } from "./tables.ts";
import { WebinarChoice } from "./webinar-choice.tsx";
import { typeInWords, useEditorWords } from "./words.ts";

export interface MappingRowProps {
  readonly path: Path;
  readonly field: TargetField;
  readonly known: Known;
  readonly values: readonly Tried[] | undefined;
  readonly suggestion: string | undefined;
  readonly onChange: (expression: string | undefined) => void;
  readonly onFocus: (field: HTMLTextAreaElement) => void;
}

export function MappingRow(props: MappingRowProps) {
  const { path, field, known, values, suggestion, onChange, onFocus } = props;
  const say = useEditorWords();
  const names = useNames();
  const about = field.description && names.meaning(field.description);
  const { problems } = useEditor();
  const [value] = useValue(path);
  const isSet = value !== undefined;
  const isDeep = typeof value === "object" && value !== null;
  const here = problemsAt(problems, placeOf(path));
  const said = here.find(({ isRemark }) => !isRemark)?.words;
  const remark = here.find(({ isRemark }) => isRemark)?.words;
  const missing = field.required && !isSet ? say("fieldMissing") : undefined;
  return (
    <fieldset className={classes.row} aria-label={field.name}>
      <Stack gap={0}>
        <Tooltip label={about ?? field.name} multiline maw={320} disabled={about === undefined} withArrow>
          <Text size="sm" fw={field.required ? 600 : 400} style={{ overflowWrap: "anywhere" }}>
            {field.name}
            {field.required && (
              <Text span c="var(--mantine-color-error)" aria-hidden>
                {" *"}
              </Text>
            )}
          </Text>
        </Tooltip>
        <Text size="xs" c="dimmed">
          {[field.required ? say("required") : undefined, typeInWords(field.type, say)]
            .filter(Boolean)
            .join(" · ")}
        </Text>
      </Stack>
      {isDeep ? (
        <RawPart path={path} label={field.name} />
      ) : (
        <div>
          <ExpressionField
            label={say("valueFor", { name: field.name })}
            hideLabel
            value={isSet ? String(value) : ""}
            onChange={onChange}
            onFocus={onFocus}
            known={known}
            values={isSet ? values : undefined}
            error={said}
            about={about}
            placeholder={suggestion === undefined ? say("expressionPlaceholder") : ""}
          />
          <WebinarChoice field={field.name} expression={isSet ? String(value) : ""} onChange={onChange} />
          {remark !== undefined && (
            <Text size="xs">
              <HubWords>{remark}</HubWords>
            </Text>
          )}
          {suggestion !== undefined && (
            <Group gap="xs" mt={4}>
              <IconArrowRight size={14} aria-hidden />
              <Text size="sm" ff="monospace">
                {suggestion}
              </Text>
              <Button
                size="compact-xs"
                variant="light"
                aria-label={say("acceptOne", { from: suggestion, to: field.name })}
                onClick={() => onChange(suggestion)}
              >
                {say("accept")}
              </Button>
            </Group>
          )}
          {missing !== undefined && suggestion === undefined && (
            <Badge size="sm" variant="light" color="orange" mt={4} tt="none">
              {missing}
            </Badge>
          )}
        </div>
      )}
      {isSet ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={say("removeNamed", { name: field.name })}
          onClick={() => onChange(undefined)}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      ) : (
        <span />
      )}
    </fieldset>
  );
}
