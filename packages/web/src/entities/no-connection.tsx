/** What stands in the place of data while no account is connected. */
import { Text } from "@mantine/core";
import { useMay } from "../api/session.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { ButtonLink } from "../parts/links.tsx";
import { useDataWords } from "./words.ts";

export function NoConnection() {
  const say = useDataWords();
  const mayConnect = useMay("connections:write");
  return (
    <EmptyState text={say("noConnection")}>
      {mayConnect ? (
        <ButtonLink to="/connections">{say("connect")}</ButtonLink>
      ) : (
        <Text size="sm">{say("askConnect")}</Text>
      )}
    </EmptyState>
  );
}
