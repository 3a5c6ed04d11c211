/** How the hub is: what it finds when it checks itself, and what to do. */
import { Anchor, Badge, Button, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { HubWords } from "../../parts/hub-words.tsx";
import { Item, ItemList } from "../../parts/item-list.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { useCheckName, useHealthWords } from "./words.ts";

const checksQuery = queryOptions({
  queryKey: ["checks"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/checks", { signal })),
});

const looks = {
  ok: { color: "green", icon: IconCircleCheck },
  warning: { color: "orange", icon: IconAlertTriangle },
  failed: { color: "red", icon: IconCircleX },
} as const;

export function HealthPage() {
  const say = useHealthWords();
  const nameOf = useCheckName();
  const { data, refetch, isFetching } = useSuspenseQuery(checksQuery);
  const mayMeasure = useMay("metrics:read");
  const count = (wanted: keyof typeof looks) => data.checks.filter(({ state }) => state === wanted).length;
  const sentences = [
    ...(count("failed") === 0 ? [] : [say("failed", { count: count("failed") })]),
    ...(count("warning") === 0 ? [] : [say("warnings", { count: count("warning") })]),
  ];
  return (
    <>
      <PageTitle
        title={say("title")}
        text={say("text")}
        action={
          <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
            {say("again")}
          </Button>
        }
      />
      <Stack gap="lg">
        <Text fw={600} role="status">
          {sentences.join(" ") || say("all")}
        </Text>
        <ItemList label={say("list")}>
          {data.checks.map(({ name, state, sentence, remedy }) => {
            const { color, icon: Icon } = looks[state];
            return (
              <Item
                key={`${name} ${sentence}`}
                name={nameOf(name)}
                badge={
                  <Badge
                    variant="default"
                    tt="none"
                    leftSection={
                      <Icon size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />
                    }
                  >
                    {say(`state_${state}`)}
                  </Badge>
                }
              >
                <Text size="sm">
                  <HubWords>{sentence}</HubWords>
                </Text>
                {remedy !== undefined && (
                  <Text size="sm" fw={500}>
                    <HubWords>{remedy}</HubWords>
                  </Text>
                )}
              </Item>
            );
          })}
        </ItemList>
        <Stack component="section" gap="xs" aria-label={say("programs")} align="flex-start">
          <Title order={2} size="h4">
            {say("programs")}
          </Title>
          <Anchor href="/api/">{say("reference")}</Anchor>
          {mayMeasure && <Anchor href="/metrics">{say("metrics")}</Anchor>}
        </Stack>
      </Stack>
    </>
  );
}
