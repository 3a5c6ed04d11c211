/** Starts a sync of a replica, or stops the one that is under way. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { failureOf } from "../api/failure.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { type Replica, replicasQuery } from "./replica.ts";
import { useReplicaWords } from "./words.ts";

export interface SyncButtonsProps {
  readonly replica: Replica;
  /** Offers the reading of everything as well. */
  readonly withComplete?: boolean;
}

export function SyncButtons({ replica: { name, syncing }, withComplete = false }: SyncButtonsProps) {
  const say = useReplicaWords();
  const queries = useQueryClient();
  const params = { path: { name } };
  const onSettled = () => queries.invalidateQueries({ queryKey: replicasQuery.queryKey });
  const sync = useMutation({
    mutationFn: (complete: boolean) =>
      told(api.POST("/api/v1/replicas/{name}/sync", { params, body: { complete } })),
    onSettled,
  });
  const stop = useMutation({
    mutationFn: () => told(api.POST("/api/v1/replicas/{name}/stop", { params })),
    onSuccess: () =>
      notifications.show({
        message: say("stopping"),
      }),
    onSettled,
  });
  const error = sync.error ?? stop.error;
  return (
    <>
      {syncing === null ? (
        <>
          {withComplete && (
            <Button
              variant="default"
              title={say("syncAllText")}
              loading={sync.isPending}
              onClick={() => sync.mutate(true)}
            >
              {say("syncAll")}
            </Button>
          )}
          <Button loading={sync.isPending} onClick={() => sync.mutate(false)}>
            {say("sync")}
          </Button>
        </>
      ) : (
        <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
          {say("stop")}
        </Button>
      )}
      {error !== null && <FailureNotice failure={failureOf(error)} />}
    </>
  );
}
