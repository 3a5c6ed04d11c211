/** The link to the file that a run wrote, where its flow writes to a file of the hub's. NOT where an agent writes to its own. */
import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../api/session.ts";
import { endpointsQuery } from "../../endpoints/endpoint.ts";
import { fileAddress, fileOf, hasFiles } from "../../endpoints/files.ts";
import { flowQuery } from "../flow.ts";
import { definitionOf } from "./definition.ts";
import { useRunWords } from "./run-words.ts";

export function WrittenFile({ flow }: { readonly flow: string }) {
  const say = useRunWords();
  const mayRead = useMay("files:read");
  const { data: kept } = useQuery({ ...flowQuery(flow), enabled: mayRead });
  const { data } = useQuery({ ...endpointsQuery, enabled: mayRead });
  if (!mayRead || kept === undefined || data === undefined) return null;
  const { target, agent } = definitionOf(kept);
  const { endpoint, table } = target ?? {};
  if (agent !== undefined || endpoint === undefined || table === undefined) return null;
  if (!hasFiles(endpoint, data.endpoints.find(({ name }) => name === endpoint)?.kind)) return null;
  const file = fileOf(table);
  return (
    <Text size="sm">
      {say("wroteTo")}{" "}
      <Anchor size="sm" href={fileAddress(endpoint, file)} download>
        {file}
      </Anchor>
    </Text>
  );
}
