/** One flow: what it does, how it is, when it runs, who is told, and its history. */
import { Alert, Grid, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconPlayerPlay } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMay } from "../../api/session.ts";
import { figure } from "../../language/moments.ts";
import { AnchorLink, ButtonLink } from "../../parts/links.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { flowQuery } from "../flow.ts";
import { definitionOf } from "./definition.ts";
import { FlowAlerts } from "./flow-alerts.tsx";
import { FlowScheduleSection } from "./flow-schedule.tsx";
import { sentenceOf } from "./flow-words.ts";
import { History } from "./history.tsx";
import { isUnderWay, runsQuery } from "./run.ts";
import { RunNow } from "./run-now.tsx";
import { useFlowPageWords } from "./words.ts";

const route = getRouteApi("/flows/$name");
const lookEveryMs = 10_000;

export function FlowPage() {
  const say = useFlowPageWords();
  const { name } = route.useParams();
  const { data: flow } = useSuspenseQuery({ ...flowQuery(name), refetchInterval: lookEveryMs });
  const { data: history } = useSuspenseQuery(runsQuery(name));
  const underWay = history.runs.find(isUnderWay);
  const { keep_days: keepDays } = definitionOf(flow);
  return (
    <>
      <AnchorLink to="/flows" size="sm">
        ← {say("back")}
      </AnchorLink>
      <PageTitle
        title={name}
        text={flow.description ?? sentenceOf(flow, say)}
        action={
          <Group gap="xs">
            {useMay("flows:write") && (
              <ButtonLink variant="default" to="/flows/$name/edit" params={{ name }}>
                {say("edit")}
              </ButtonLink>
            )}
            {useMay("flows:run") && <RunNow flow={flow} />}
          </Group>
        }
      />
      <Stack>
        {underWay !== undefined && (
          <Alert color="blue" icon={<IconPlayerPlay aria-hidden />} role="status">
            <Group justify="space-between" gap="sm">
              <Text size="sm">{say("underWay")}</Text>
              <ButtonLink
                variant="default"
                size="xs"
                to="/flows/$name/runs/$id"
                params={{ name, id: underWay.id }}
              >
                {say("watch")}
              </ButtonLink>
            </Group>
          </Alert>
        )}
        {flow.keptRows > 0 && (
          <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
            <Group justify="space-between" gap="sm">
              <Text size="sm">{say("waiting", { count: flow.keptRows, shown: figure(flow.keptRows) })}</Text>
              <ButtonLink variant="default" size="xs" to="/flows/$name/failed-rows" params={{ name }}>
                {say("toFailedRows")}
              </ButtonLink>
            </Group>
          </Alert>
        )}
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <FlowScheduleSection flow={flow} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <FlowAlerts flow={flow} />
          </Grid.Col>
        </Grid>
        <History flow={name} keepDays={keepDays} />
      </Stack>
    </>
  );
}
