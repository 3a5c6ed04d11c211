/** Home: how the connections are, what comes next, what wants a hand. */
import { Button, Grid, Paper, Stack, Text, Title } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../api/session.ts";
import { connectionsQuery, healthOf } from "../connections/connection.ts";
import { useConnectionWords } from "../connections/words.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { Upcoming } from "./upcoming.tsx";
import { useHomeWords } from "./words.ts";

export function HomePage() {
  const say = useHomeWords();
  const mayConnect = useMay("connections:write");
  const { data } = useSuspenseQuery(connectionsQuery);
  if (data.connections.length === 0) {
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
          <Section title={say("upcoming")}>
            <Upcoming connections={data.connections} />
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Section title={say("connections")}>
            <Health />
          </Section>
        </Grid.Col>
      </Grid>
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title} h="100%">
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function Health() {
  const say = useConnectionWords();
  const { data } = useSuspenseQuery(connectionsQuery);
  const now = new Date();
  return (
    <Stack gap="sm">
      {data.connections.map((connection) => (
        <div key={connection.alias}>
          <Text fw={600}>{connection.name}</Text>
          <Text size="sm">{healthOf(connection, say, now)}</Text>
        </div>
      ))}
    </Stack>
  );
}
