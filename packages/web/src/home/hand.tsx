/** What wants a hand: a sentence each, and the way to where it is put right. */
import { Button, Group, List, Text, ThemeIcon } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconHandStop } from "@tabler/icons-react";
import { useSuspenseQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { watchedAgentsQuery } from "../agents/agent.ts";
import { connectionsQuery } from "../connections/connection.ts";
import { flowsQuery } from "../flows/flow.ts";
import { figure, fromNow } from "../language/moments.ts";
import { replicasQuery } from "../replicas/replica.ts";
import { type Want, wantsOf } from "./wants-a-hand.ts";
import { useHomeWords } from "./words.ts";

export function Hand() {
  const say = useHomeWords();
  const now = new Date();
  const [connections, flows, replicas, agents] = useSuspenseQueries({
    queries: [connectionsQuery, flowsQuery, replicasQuery, watchedAgentsQuery],
  });
  const wants = wantsOf({ ...connections.data, ...flows.data, ...replicas.data, ...agents.data }, now);
  if (wants.length === 0) {
    return (
      <Group gap="xs" wrap="nowrap">
        <IconCircleCheck
          size={20}
          color="var(--mantine-color-green-filled)"
          style={{ flexShrink: 0 }}
          aria-hidden
        />
        <Text>{flows.data.flows.length === 0 ? say("nothingYet") : say("nothing")}</Text>
      </Group>
    );
  }
  return (
    <List listStyleType="none" spacing="sm">
      {wants.map((want) => (
        <List.Item
          key={`${want.what} ${want.name}`}
          icon={
            <ThemeIcon variant="transparent" color={urgent(want) ? "red" : "orange"} size="sm">
              {urgent(want) ? <IconAlertTriangle aria-hidden /> : <IconHandStop aria-hidden />}
            </ThemeIcon>
          }
          styles={{ itemWrapper: { width: "100%" }, itemLabel: { flex: 1 } }}
        >
          <Group justify="space-between" gap="xs">
            <Text>
              {say(want.what, {
                name: want.name,
                ...("count" in want ? { count: want.count, figure: figure(want.count) } : {}),
                ...("at" in want ? { when: fromNow(new Date(want.at), now) } : {}),
              })}
            </Text>
            <Button component={Link} to={placeOf(want)} size="compact-sm" variant="light">
              {say("look")}
            </Button>
          </Group>
        </List.Item>
      ))}
    </List>
  );
}

/** Something stands still already; the rest can wait for a moment. */
function urgent({ what }: Want): boolean {
  return what === "connectionDead" || what === "connectionFailing" || what === "runFailed";
}

function placeOf(want: Want): string {
  switch (want.what) {
    case "runFailed":
      return `/flows/${encodeURIComponent(want.name)}/runs/${want.run}`;
    case "rowsWait":
      return `/flows/${encodeURIComponent(want.name)}/failed-rows`;
    case "syncFailed":
      return `/replicas/${encodeURIComponent(want.name)}`;
    case "agentGone":
      return "/settings/agents";
    default:
      return "/connections";
  }
}
