/** Where I am signed in; one or all the others can be ended. */
import { Badge, Button, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { fromNow } from "../../language/moments.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { Item, ItemList } from "../../parts/item-list.tsx";
import { deviceOf } from "./device.ts";
import { useAccountWords } from "./words.ts";

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/me/sessions", { signal })),
});

export function Sessions() {
  const say = useAccountWords();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(sessionsQuery);
  const refresh = () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const end = useMutation({
    mutationFn: (session: string) =>
      told(api.DELETE("/api/v1/me/sessions/{session}", { params: { path: { session } } })),
    onSettled: refresh,
  });
  const endOthers = useMutation({
    mutationFn: () => told(api.DELETE("/api/v1/me/sessions")),
    onSuccess: ({ ended }) => notifications.show({ message: say("ended", { count: ended }) }),
    onSettled: refresh,
  });
  const failed = end.error ?? endOthers.error;
  return (
    <Stack gap="sm">
      <ItemList label={say("sessions")}>
        {data.sessions.map(({ id, current, address, userAgent, createdAt }) => {
          const device = deviceOf(userAgent);
          const when = fromNow(new Date(createdAt), new Date());
          return (
            <Item
              key={id}
              name={device === undefined ? say("unknownDevice") : say("device", device)}
              {...(current
                ? {
                    badge: (
                      <Badge tt="none" variant="light">
                        {say("here")}
                      </Badge>
                    ),
                  }
                : {
                    actions: (
                      <Button
                        size="xs"
                        variant="default"
                        loading={end.isPending && end.variables === id}
                        onClick={() => end.mutate(id)}
                      >
                        {say("end")}
                      </Button>
                    ),
                  })}
            >
              <Text size="sm" c="dimmed">
                {address === null ? say("sessionNowhere", { when }) : say("session", { when, address })}
              </Text>
            </Item>
          );
        })}
      </ItemList>
      {failed !== null && <FailureNotice failure={failureOf(failed)} />}
      {data.sessions.length > 1 && (
        <Button
          variant="default"
          w="fit-content"
          loading={endOthers.isPending}
          onClick={() => endOthers.mutate()}
        >
          {say("endAll")}
        </Button>
      )}
    </Stack>
  );
}
