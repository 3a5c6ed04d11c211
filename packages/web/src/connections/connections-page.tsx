/** Connections: how each is in a sentence, what uses it, and the few things that can be done with it. */
import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useMay } from "../api/session.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { AddConnection } from "./add-connection.tsx";
import { connectionsQuery } from "./connection.ts";
import { ConnectionCard } from "./connection-card.tsx";
import { useConnectionWords } from "./words.ts";

export function ConnectionsPage() {
  const say = useConnectionWords();
  const { data } = useSuspenseQuery(connectionsQuery);
  const [adding, { open, close }] = useDisclosure();
  const mayWrite = useMay("connections:write");
  const add = mayWrite ? <Button onClick={open}>{say("add")}</Button> : undefined;
  return (
    <>
      <PageTitle
        title={say("title")}
        text={say("text")}
        action={data.connections.length === 0 ? undefined : add}
      />
      {data.connections.length === 0 ? (
        <EmptyState text={say("none")}>{add}</EmptyState>
      ) : (
        <Stack>
          {data.connections.map((connection) => (
            <ConnectionCard key={connection.alias} connection={connection} mayWrite={mayWrite} />
          ))}
        </Stack>
      )}
      {adding && <AddConnection onClose={close} />}
    </>
  );
}
