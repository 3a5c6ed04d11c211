/** Whether a connection also works from where the agents stand: asked for together with the hub's own test. */
import { Alert, Stack } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { agentsQuery } from "../api/agents.ts";
import { api, told } from "../api/client.ts";
import { failureOf } from "../api/failure.ts";
import { useMay } from "../api/session.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { HubWords } from "../parts/hub-words.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { useConnectionWords } from "./words.ts";

/** `asked` counts how often somebody pressed the button; each agent is asked once for each. */
export function AgentTests({ alias, asked }: { readonly alias: string; readonly asked: number }) {
  const say = useConnectionWords();
  const mayTest = useMay("agents:write");
  const { data } = useQuery({ ...agentsQuery, enabled: mayTest && asked > 0 });
  const agents = data?.agents.filter(({ state }) => state === "alive") ?? [];
  const tests = useQueries({
    queries: agents.map(({ name }) => ({
      queryKey: ["agents", name, "test", alias, asked],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        told(
          api.POST("/api/v1/agents/{name}/tests", {
            params: { path: { name } },
            body: { endpoint: `goto:${alias}` },
            signal,
          }),
        ),
      retry: false,
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  return (
    <Stack gap="xs">
      {agents.map(({ name }, place) => {
        const test = tests[place];
        const found = test?.data?.tests.find(({ endpoint }) => endpoint === `goto:${alias}`);
        if (test?.error) return <FailureNotice key={name} failure={failureOf(test.error)} />;
        if (found === undefined) {
          return <Waiting key={name} words={say("agentAsked", { name })} isShown size="xs" />;
        }
        return found.works === true ? (
          <Alert key={name} color="green">
            {say("agentWorks", { name })}
          </Alert>
        ) : (
          <Alert key={name} color="red" title={say("agentFails", { name })}>
            <HubWords>{[found.message, found.meaning, found.remedy].filter(Boolean).join(" ")}</HubWords>
          </Alert>
        );
      })}
    </Stack>
  );
}
