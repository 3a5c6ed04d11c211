/** Sends a test message to those who are to be told, and says what came of it. */
import { Button, List, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { FailureNotice } from "../failure-notice.tsx";
import { HubWords } from "../hub-words.tsx";
import type { AlertSettings } from "./settings.ts";
import { useAlertWords } from "./words.ts";

type Receivers = Pick<AlertSettings, "email" | "webhook">;

/** Whether the hub has a mail server; true while that is not known. */
export function useHasMail(): boolean {
  const { data } = useQuery({
    queryKey: ["alerts", "channels"],
    queryFn: ({ signal }) => told(api.GET("/api/v1/alerts/channels", { signal })),
    staleTime: 60_000,
  });
  return data?.email ?? true;
}

export function TryOut({ receivers }: { readonly receivers: Receivers }) {
  const say = useAlertWords();
  const test = useMutation({
    mutationFn: ({ email, webhook }: Receivers) =>
      told(
        api.POST("/api/v1/alerts/tests", {
          body: {
            ...(email === undefined ? {} : { email: [...email] }),
            ...(webhook === undefined ? {} : { webhook }),
          },
        }),
      ),
  });
  return (
    <Stack gap="xs">
      <Button
        variant="default"
        w="fit-content"
        disabled={receivers.email === undefined && receivers.webhook === undefined}
        loading={test.isPending}
        onClick={() => test.mutate(receivers)}
      >
        {say("tryOut")}
      </Button>
      <div role="status">
        {test.isSuccess && (
          <List size="sm">
            {test.data.tests.map(({ channel, receiver, error }) => (
              <List.Item key={channel}>
                {error === undefined ? (
                  say("arrived", { receiver })
                ) : (
                  <Text span size="sm" c="red.9">
                    {say("notArrived", { receiver })} <HubWords>{error}</HubWords>
                  </Text>
                )}
              </List.Item>
            ))}
          </List>
        )}
      </div>
      {test.isError && <FailureNotice failure={failureOf(test.error)} />}
    </Stack>
  );
}
