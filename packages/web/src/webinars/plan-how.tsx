/** How a new webinar is run. GoTo changes none of it later. */
import { Checkbox, NativeSelect, Radio, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { dayAndTime } from "../language/moments.ts";
import { Loaded } from "./loaded.tsx";
import type { PlanState } from "./plan-state.ts";
import { usePlanWords } from "./plan-words.ts";
import { type Place, recordingsQuery } from "./webinar.ts";

const experiences = ["classic", "broadcast", "simulive"] as const;

export interface PlanHowProps {
  readonly state: PlanState;
  readonly connection: Place["connection"];
}

export function PlanHow({ state, connection }: PlanHowProps) {
  const say = usePlanWords();
  return (
    <>
      <Radio.Group label={say("experience")} {...state.getInputProps("experience")}>
        <Stack gap="xs" mt="xs">
          {experiences.map((one) => (
            <Radio key={one} value={one} label={say(`experience_${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {state.values.experience === "simulive" && <RecordingChoice state={state} connection={connection} />}
      <Checkbox label={say("onDemand")} {...state.getInputProps("isOnDemand", { type: "checkbox" })} />
      <Checkbox
        label={say("password")}
        {...state.getInputProps("isPasswordProtected", { type: "checkbox" })}
      />
    </>
  );
}

function RecordingChoice({ state, connection }: PlanHowProps) {
  const say = usePlanWords();
  const recordings = useQuery(recordingsQuery(connection));
  return (
    <Loaded answer={recordings}>
      {(list) =>
        list.length === 0 ? (
          <Text size="sm">{say("noRecording")}</Text>
        ) : (
          <NativeSelect
            label={say("recording")}
            required
            data={[
              { value: "", label: say("choose") },
              ...list.map(({ recordingAssetKey, name, createTime }) => ({
                value: recordingAssetKey,
                label: `${name} (${dayAndTime(new Date(createTime))})`,
              })),
            ]}
            {...state.getInputProps("recording")}
          />
        )
      }
    </Loaded>
  );
}
