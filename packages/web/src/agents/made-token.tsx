/** An agent's token, just made, with what to type over there; says so when the agent is heard of. */
import { Alert, Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Copyable } from "../parts/copyable.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { watchedAgentsQuery } from "./agent.ts";
import { useAgentWords } from "./words.ts";

interface MadeTokenProps {
  readonly name: string;
  readonly token: string;
  readonly onClose: () => void;
}

export function MadeToken({ name, token, onClose }: MadeTokenProps) {
  const say = useAgentWords();
  const [madeAt] = useState(Date.now);
  const { data } = useQuery(watchedAgentsQuery);
  const seenAt = data?.agents.find((agent) => agent.name === name)?.seenAt;
  const isThere = seenAt !== undefined && Date.parse(seenAt) > madeAt;
  return (
    <Stack>
      <Text>{say("tokenText")}</Text>
      <Copyable label={say("token")} value={token} />
      <Copyable
        label={say("command")}
        value={`export ROSTRUM_HUB=${location.origin}\nexport ROSTRUM_AGENT_TOKEN=${token}\nrostrum agent`}
      />
      {isThere ? (
        <Alert color="green" role="status">
          {say("isThere")}
        </Alert>
      ) : (
        <Waiting words={say("waiting")} isShown size="xs" />
      )}
      <Button onClick={onClose} w="fit-content" ml="auto">
        {say("done")}
      </Button>
    </Stack>
  );
}
