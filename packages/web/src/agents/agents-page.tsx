/** Agents: whether each is alive, what it reaches; add, test, new token, remove. */
import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { ItemList } from "../parts/item-list.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { AddAgent } from "./add-agent.tsx";
import { type Agent, watchedAgentsQuery } from "./agent.ts";
import { AgentItem } from "./agent-item.tsx";
import { Removal } from "./removal.tsx";
import { RenewToken } from "./renew-token.tsx";
import { useAgentWords } from "./words.ts";

type Doing = { readonly what: "add" } | { readonly what: "renew" | "remove"; readonly agent: Agent };

export function AgentsPage() {
  const say = useAgentWords();
  const { data } = useSuspenseQuery(watchedAgentsQuery);
  const mayWrite = useMay("agents:write");
  const [doing, setDoing] = useState<Doing>();
  const close = () => setDoing(undefined);
  const add = mayWrite ? <Button onClick={() => setDoing({ what: "add" })}>{say("add")}</Button> : undefined;
  return (
    <>
      <PageTitle
        title={say("title")}
        text={say("text")}
        action={data.agents.length === 0 ? undefined : add}
      />
      {data.agents.length === 0 ? (
        <EmptyState text={say("none")}>{add}</EmptyState>
      ) : (
        <ItemList label={say("title")}>
          {data.agents.map((agent) => (
            <AgentItem
              key={agent.name}
              agent={agent}
              {...(mayWrite ? { onDo: (what) => setDoing({ what, agent }) } : {})}
            />
          ))}
        </ItemList>
      )}
      {doing?.what === "add" && <AddAgent onClose={close} />}
      {doing?.what === "renew" && <RenewToken name={doing.agent.name} onClose={close} />}
      {doing?.what === "remove" && <Removal agent={doing.agent} onClose={close} />}
    </>
  );
}
