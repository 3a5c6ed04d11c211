/** The state of a run as a badge: the word says it, colour and sign repeat it. */
import { Badge } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-react";
import type { Run } from "./run.ts";
import { useRunWords } from "./run-words.ts";

const looks = {
  waiting: { color: "gray", icon: IconCircleDashed },
  running: { color: "blue", icon: IconPlayerPlay },
  stopped: { color: "orange", icon: IconPlayerPause },
  done: { color: "green", icon: IconCircleCheck },
  /** Done, and some rows failed. */
  partly: { color: "orange", icon: IconAlertTriangle },
  failed: { color: "red", icon: IconCircleX },
} as const;

export function RunState({ state, failed = 0 }: { readonly state: Run["state"]; readonly failed?: number }) {
  const say = useRunWords();
  const look = state === "done" && failed > 0 ? "partly" : state;
  const { color, icon: Icon } = looks[look];
  return (
    <Badge
      variant="default"
      tt="none"
      miw="max-content"
      leftSection={<Icon size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />}
    >
      {say(`state_${look}`)}
    </Badge>
  );
}
