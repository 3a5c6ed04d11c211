/** When a webinar takes place: kind, zone, and its meetings by the clock of that zone. */
import {
  Alert,
  Button,
  CloseButton,
  Group,
  NativeSelect,
  NumberInput,
  Radio,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { duration } from "../language/moments.ts";
import { isKnownZone, momentOf, wallTimeOf, zoneLike } from "../language/wall-time.ts";
import { meetingIn } from "./meeting-words.ts";
import { meetingsOf, type Plan, unlikelyMinutes } from "./plan.ts";
import type { PlanState } from "./plan-state.ts";
import { usePlanWords } from "./plan-words.ts";

export interface PlanWhenProps {
  readonly state: PlanState;
  /** The kind can be chosen, and a sequence is made by its pattern. */
  readonly isNew: boolean;
  /** GoTo's own. */
  readonly zones: readonly string[];
}

const kinds = ["single_session", "series", "sequence"] as const;
const patterns = ["daily", "weekly", "monthly"] as const;
const dayMs = 86_400_000;

export function PlanWhen({ state, isNew, zones }: PlanWhenProps) {
  const say = usePlanWords();
  const { kind, meetings, zone } = state.values;
  const isPattern = kind === "sequence" && isNew;
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Of the zones of GoTo's with the same clocks none need be the reader's own.
  const note =
    zones.includes(own) || zone !== zoneLike(own, zones, Date.now())
      ? say("zoneText")
      : `${say("zoneLike", { own, zone })} ${say("zoneText")}`;
  const choices = zones.filter((one) => isKnownZone(one) || one === zone).toSorted();
  return (
    <Stack>
      {isNew && (
        <Radio.Group
          label={say("kind")}
          description={say(`kindText_${kind}`)}
          value={kind}
          onChange={(next) => chooseKind(state, next as Plan["kind"])}
        >
          <Stack gap="xs" mt="xs">
            {kinds.map((one) => (
              <Radio key={one} value={one} label={say(`kind_${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Select
        label={say("zone")}
        description={note}
        required
        searchable
        allowDeselect={false}
        maw={400}
        data={choices}
        {...state.getInputProps("zone")}
      />
      <Stack gap="sm">
        {meetings.map((_, place) => (
          <MeetingFields
            // biome-ignore lint/suspicious/noArrayIndexKey: meetings have no name; their fields are kept by their place.
            key={place}
            state={state}
            place={place}
            name={
              isPattern
                ? say("firstMeeting")
                : meetings.length > 1
                  ? say("meeting", { place: place + 1 })
                  : say("when")
            }
            mayGo={kind === "series" && meetings.length > 2}
          />
        ))}
      </Stack>
      {kind === "series" && (
        <Button variant="default" size="xs" w="fit-content" onClick={() => addMeeting(state)}>
          {say("addMeeting")}
        </Button>
      )}
      {isPattern && (
        <Group align="flex-start">
          <NativeSelect
            label={say("pattern")}
            data={patterns.map((value) => ({ value, label: say(`pattern_${value}`) }))}
            {...state.getInputProps("pattern")}
          />
          <TextInput label={say("until")} type="date" required {...state.getInputProps("until")} />
        </Group>
      )}
    </Stack>
  );
}

interface MeetingFieldsProps {
  readonly state: PlanState;
  readonly place: number;
  readonly name: string;
  readonly mayGo: boolean;
}

function MeetingFields({ state, place, name, mayGo }: MeetingFieldsProps) {
  const say = usePlanWords();
  const meeting = state.values.meetings[place];
  const [moment] = meeting === undefined ? [] : (meetingsOf({ ...state.values, meetings: [meeting] }) ?? []);
  const path = `meetings.${place}`;
  return (
    <Stack component="fieldset" gap={4} m={0} p={0} style={{ border: 0 }}>
      <Text component="legend" size="sm" fw={500} mb={4}>
        {name}
      </Text>
      <Group align="flex-start" gap="sm">
        <TextInput label={say("date")} type="date" required {...state.getInputProps(`${path}.date`)} />
        <TextInput label={say("time")} type="time" required {...state.getInputProps(`${path}.time`)} />
        <NumberInput
          label={say("minutes")}
          required
          min={1}
          step={15}
          w={104}
          {...state.getInputProps(`${path}.minutes`)}
        />
        {mayGo && (
          <CloseButton
            mt={28}
            aria-label={say("removeMeeting", { place: place + 1 })}
            onClick={() => state.removeListItem("meetings", place)}
          />
        )}
      </Group>
      {Number(meeting?.minutes) >= unlikelyMinutes && (
        <Alert color="yellow" p="xs" w="fit-content">
          {say("veryLong", { span: duration(Number(meeting?.minutes) * 60) })}
        </Alert>
      )}
      {moment !== undefined && (
        <Text size="xs" c="dimmed">
          {meetingIn(moment, state.values.zone)} · {say("forYou", { when: meetingIn(moment) })}
        </Text>
      )}
    </Stack>
  );
}

/** A series begins with two times, the others with one. */
function chooseKind(state: PlanState, kind: Plan["kind"]): void {
  state.setFieldValue("kind", kind);
  const { meetings } = state.values;
  if (kind !== "series") state.setFieldValue("meetings", meetings.slice(0, 1));
  else if (meetings.length < 2) addMeeting(state);
}

/** A week after the last one. */
function addMeeting(state: PlanState): void {
  const { meetings, zone } = state.values;
  const last = meetings.at(-1);
  if (last === undefined) return;
  const at = momentOf(last, zone);
  const next = at === undefined ? last : { ...last, date: wallTimeOf(at + 7 * dayMs, zone).date };
  state.insertListItem("meetings", next);
}
