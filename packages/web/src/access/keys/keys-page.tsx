/** API keys: mine, and for who may everybody's; create one, revoke one. */
import { Anchor, Badge, Button, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, told } from "../../api/client.ts";
import { meQuery, useMay } from "../../api/session.ts";
import { fromNow } from "../../language/moments.ts";
import { Confirmation } from "../../parts/confirmation.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Item, ItemList } from "../../parts/item-list.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { permissions, useAccessWords } from "../permission-words.ts";
import { CreateKey } from "./create-key.tsx";
import { type ApiKey, keysQuery } from "./key.ts";
import { useKeyWords } from "./words.ts";

export function KeysPage() {
  const say = useKeyWords();
  const { data } = useSuspenseQuery(keysQuery);
  const { data: me } = useSuspenseQuery(meQuery);
  const [creating, { open, close }] = useDisclosure();
  const mayWrite = useMay("keys:write");
  const [revoking, setRevoking] = useState<ApiKey>();
  const mine = data.apiKeys.filter(({ owner }) => owner === me.person?.email);
  const others = data.apiKeys.filter((key) => !mine.includes(key));
  const create = mayWrite ? <Button onClick={open}>{say("create")}</Button> : undefined;
  const list = (title: string, keys: readonly ApiKey[]) =>
    keys.length > 0 && (
      <Stack component="section" gap="sm" aria-label={title}>
        <Title order={2} size="h4">
          {title}
        </Title>
        <ItemList label={title}>
          {keys.map((key) => (
            <KeyItem key={key.id} apiKey={key} {...(mayWrite ? { onRevoke: () => setRevoking(key) } : {})} />
          ))}
        </ItemList>
      </Stack>
    );
  return (
    <>
      <PageTitle
        title={say("title")}
        text={say("text")}
        action={data.apiKeys.length === 0 ? undefined : create}
      />
      <Stack gap="xl">
        {data.apiKeys.length === 0 && <EmptyState text={say("none")}>{create}</EmptyState>}
        {list(say("mine"), mine)}
        {list(say("others"), others)}
        <Anchor href="/api/">{say("reference")}</Anchor>
      </Stack>
      {creating && <CreateKey onClose={close} />}
      {revoking !== undefined && <Revocation apiKey={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

function KeyItem({ apiKey, onRevoke }: { readonly apiKey: ApiKey; readonly onRevoke?: () => void }) {
  const say = useKeyWords();
  const sayPermission = useAccessWords();
  const now = new Date();
  const ends = new Date(apiKey.expiresAt);
  const isOver = ends <= now;
  const when = fromNow(ends, now);
  return (
    <Item
      name={apiKey.name}
      {...(isOver
        ? {
            badge: (
              <Badge variant="default" tt="none">
                {say("expired")}
              </Badge>
            ),
          }
        : {})}
      {...(onRevoke === undefined
        ? {}
        : {
            actions: (
              <Button
                size="xs"
                variant="subtle"
                color="red"
                onClick={onRevoke}
                aria-label={`${say("revoke")}: ${apiKey.name}`}
              >
                {say("revoke")}
              </Button>
            ),
          })}
    >
      <Text size="sm">
        {[
          apiKey.owner === null ? say("ownerHub") : say("owner", { owner: apiKey.owner }),
          isOver ? say("ended", { when }) : say("ends", { when }),
          apiKey.lastUsedAt === null
            ? say("unused")
            : say("used", { when: fromNow(new Date(apiKey.lastUsedAt), now) }),
        ].join(" ")}
      </Text>
      <details>
        <Text component="summary" size="sm" c="dimmed">
          {say("may", { count: apiKey.scopes.length })} · <code>{apiKey.beginning}…</code>
        </Text>
        <Text component="ul" size="sm" my={4}>
          {apiKey.scopes.map((scope) => {
            const known = permissions.find((permission) => permission === scope);
            return <li key={scope}>{known === undefined ? scope : sayPermission(known)}</li>;
          })}
        </Text>
      </details>
    </Item>
  );
}

function Revocation({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const say = useKeyWords();
  const queries = useQueryClient();
  const { id, name } = apiKey;
  const change = useMutation({
    mutationFn: () => told(api.DELETE("/api/v1/api-keys/{key}", { params: { path: { key: id } } })),
    onSuccess: async () => {
      onClose();
      notifications.show({ message: say("revoked", { name }) });
      await queries.invalidateQueries({ queryKey: keysQuery.queryKey });
    },
  });
  return (
    <Confirmation
      title={say("revokeTitle", { name })}
      action={say("revoke")}
      change={change}
      onClose={onClose}
    >
      <Text>{say("revokeText")}</Text>
    </Confirmation>
  );
}
