/** Data: what there is to read, and from which connection. NOT the rows. */
import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type Connection, connectionsQuery } from "../connections/connection.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { AnchorLink } from "../parts/links.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { type EntitySummary, entitiesQuery } from "./entity.ts";
import { useNames } from "./names.ts";
import { NoConnection } from "./no-connection.tsx";
import { useDataWords } from "./words.ts";

export function DataPage() {
  const say = useDataWords();
  const names = useNames();
  const { data } = useSuspenseQuery(entitiesQuery);
  const { connections } = useSuspenseQuery(connectionsQuery).data;
  const { connection, find = "" } = useSearch({ from: "/data" });
  const navigate = useNavigate({ from: "/data" });
  const wanted = find.trim().toLowerCase();
  const found = data.entities.filter((entity) =>
    [entity.name, names.entity(entity.name), names.about(entity)].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  );
  const title = <PageTitle title={say("title")} text={say("text")} />;
  if (connections.length === 0) {
    return (
      <>
        {title}
        <NoConnection />
      </>
    );
  }
  const products = Map.groupBy(found, ({ product }) => product);
  const search = (find: string) =>
    void navigate({
      search: (before) => ({ ...before, find: find === "" ? undefined : find }),
      replace: true,
    });
  return (
    <>
      {title}
      <Group align="flex-end" mb="lg">
        <TextInput
          label={say("find")}
          placeholder={say("findText")}
          leftSection={<IconSearch size={16} aria-hidden />}
          type="search"
          w={{ base: "100%", xs: 320 }}
          value={find}
          onChange={({ currentTarget }) => search(currentTarget.value)}
        />
        {connections.length > 1 && (
          <ConnectionChoice
            connections={connections}
            chosen={connection}
            onChoose={(alias) =>
              void navigate({ search: (before) => ({ ...before, connection: alias }), replace: true })
            }
          />
        )}
      </Group>
      {found.length === 0 && (
        <EmptyState text={say("noneFound", { find })}>
          <Button variant="default" onClick={() => search("")}>
            {say("showAll")}
          </Button>
        </EmptyState>
      )}
      <Stack gap="xl">
        {[...products].map(([product, entities]) => (
          <section key={product} aria-label={productName(product)}>
            <Title order={2} size="h4" mb="sm">
              {productName(product)}
            </Title>
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xs" verticalSpacing="xs">
              {entities.map((entity) => (
                <EntityLink key={entity.name} entity={entity} connection={connection} />
              ))}
            </SimpleGrid>
          </section>
        ))}
      </Stack>
    </>
  );
}

/** GoTo's names of its products are the same in every language. */
function productName(product: string): string {
  return `GoTo ${product.charAt(0).toUpperCase()}${product.slice(1)}`;
}

function EntityLink({
  entity,
  connection,
}: {
  readonly entity: EntitySummary;
  readonly connection: string | undefined;
}) {
  const names = useNames();
  return (
    <AnchorLink
      to="/data/$entity"
      params={{ entity: entity.name }}
      search={{ connection }}
      underline="never"
      c="inherit"
      p="sm"
      bd="1px solid var(--table-line)"
      bdrs="md"
    >
      <Text fw={600}>
        {names.entity(entity.name)}{" "}
        <Text span size="xs" c="dimmed" ff="monospace">
          {entity.name}
        </Text>
      </Text>
      <Text size="sm" c="dimmed">
        {names.about(entity)}
      </Text>
    </AnchorLink>
  );
}

function ConnectionChoice({
  connections,
  chosen,
  onChoose,
}: {
  readonly connections: readonly Connection[];
  readonly chosen: string | undefined;
  readonly onChoose: (alias: string) => void;
}) {
  const say = useDataWords();
  return (
    <Select
      label={say("connection")}
      data={connections.map(({ alias, name }) => ({ value: alias, label: name }))}
      value={chosen ?? connections[0]?.alias ?? null}
      allowDeselect={false}
      onChange={(alias) => alias !== null && onChoose(alias)}
    />
  );
}
