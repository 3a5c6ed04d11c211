/** Home: what wants a hand, what comes next, how the connections are and what they use. */
import { Button, Grid, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import { useTellAsText } from "../api/hub-words/use-tell.ts";
import { useMay } from "../api/session.ts";
import { type Connection, connectionsQuery, healthOf } from "../connections/connection.ts";
import { useConnectionWords } from "../connections/words.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { Budget } from "./budget.tsx";
import { Hand } from "./hand.tsx";
import { UpcomingWebinars } from "./upcoming-webinars.tsx";
import { useHomeWords } from "./words.ts";

export function HomePage() {
  const say = useHomeWords();
  const mayConnect = useMay("connections:write");
  const {
    data: { connections },
  } = useSuspenseQuery(connectionsQuery);
  if (connections.length === 0) {
    return (
      <>
        <PageTitle title={say("title")} />
        <EmptyState text={say("noConnections")}>
          {mayConnect && (
            <Button component={Link} to="/connections">
              {say("connect")}
            </Button>
          )}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageTitle title={say("title")} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack gap="lg">
            <Section title={say("hand")}>
              <Suspense fallback={<Skeleton h={32} />}>
                <Hand />
              </Suspense>
            </Section>
            <Section title={say("upcoming")}>
              <UpcomingWebinars connections={connections} />
            </Section>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="lg">
            <Section title={say("connections")}>
              <Health connections={connections} />
            </Section>
            <Section title={say("budget")}>
              <Budget connections={connections} />
            </Section>
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function Health({ connections }: { readonly connections: readonly Connection[] }) {
  const say = useConnectionWords();
  const tell = useTellAsText();
  const now = new Date();
  return (
    <Stack gap="sm">
      {connections.map((connection) => (
        <div key={connection.alias}>
          <Text fw={600}>{connection.name}</Text>
          <Text size="sm">{healthOf(connection, say, tell, now)}</Text>
        </div>
      ))}
    </Stack>
  );
}
