/** Replicas: how each is in sentences, synced, stopped, added. */
import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useMay } from "../api/session.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { Item, ItemList } from "../parts/item-list.tsx";
import { AnchorLink } from "../parts/links.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { type Replica, replicasQuery } from "./replica.ts";
import { ReplicaForm } from "./replica-form.tsx";
import { ReplicaSentences } from "./replica-sentences.tsx";
import { SyncButtons } from "./sync-buttons.tsx";
import { SyncProgress } from "./sync-progress.tsx";
import { useReplicaWords } from "./words.ts";

export function ReplicasPage() {
  const say = useReplicaWords();
  const { data } = useSuspenseQuery(replicasQuery);
  const [adding, { open, close }] = useDisclosure();
  const mayWrite = useMay("replicas:write");
  const { replicas } = data;
  const add = mayWrite ? <Button onClick={open}>{say("add")}</Button> : undefined;
  return (
    <>
      <PageTitle title={say("title")} text={say("text")} action={replicas.length === 0 ? undefined : add} />
      {replicas.length === 0 ? (
        <EmptyState text={say("none")}>{add}</EmptyState>
      ) : (
        <ItemList label={say("title")}>
          {replicas.map((replica) => (
            <ReplicaItem key={replica.name} replica={replica} mayWrite={mayWrite} />
          ))}
        </ItemList>
      )}
      {adding && <ReplicaForm onClose={close} />}
    </>
  );
}

function ReplicaItem({ replica, mayWrite }: { readonly replica: Replica; readonly mayWrite: boolean }) {
  const { name, syncing } = replica;
  return (
    <Item
      name={
        <AnchorLink to="/replicas/$name" params={{ name }}>
          {name}
        </AnchorLink>
      }
      actions={mayWrite ? <SyncButtons replica={replica} /> : undefined}
    >
      <Stack gap="xs">
        <ReplicaSentences replica={replica} />
        {syncing !== null && <SyncProgress sync={syncing} />}
      </Stack>
    </Item>
  );
}
