/** What belongs to one session of a webinar: the session is chosen where there are several, and stands in the address. */
import { NativeSelect, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { dayAndTime } from "../language/moments.ts";
import { Loaded } from "./loaded.tsx";
import { type Place, type Session, sessionsQuery } from "./webinar.ts";
import { useWebinarWords } from "./words.ts";

const route = getRouteApi("/data/Webinar/$webinarKey");

export interface SessionChoiceProps {
  readonly place: Place;
  readonly children: (session: Session) => ReactNode;
}

export function SessionChoice({ place, children }: SessionChoiceProps) {
  const say = useWebinarWords();
  const sessions = useQuery(sessionsQuery(place));
  const { session: wanted = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Loaded answer={sessions}>
      {(list) => {
        const held = list.toSorted((one, other) => one.startTime.localeCompare(other.startTime));
        const session = held[wanted - 1] ?? held[0];
        if (session === undefined) return <Text>{say("noSession")}</Text>;
        return (
          <Stack gap="lg">
            {held.length > 1 && (
              <NativeSelect
                label={say("session")}
                w="fit-content"
                value={String(held.indexOf(session) + 1)}
                onChange={({ currentTarget }) =>
                  void navigate({
                    search: (before) => ({ ...before, session: Number(currentTarget.value) }),
                    replace: true,
                  })
                }
                data={held.map(({ startTime }, place) => ({
                  value: String(place + 1),
                  label: say("sessionAt", { place: place + 1, when: dayAndTime(new Date(startTime)) }),
                }))}
              />
            )}
            {children(session)}
          </Stack>
        );
      }}
    </Loaded>
  );
}
