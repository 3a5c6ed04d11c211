/** The systems that a flow can read from and write to, as somebody chooses among them: GoTo's connections, endpoints, files. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { Failure } from "../../api/failure.ts";
import { connectionsQuery } from "../../connections/connection.ts";
import { endpointsQuery } from "../../endpoints/endpoint.ts";
import { fileKinds } from "../../endpoints/files.ts";
import { useEditor } from "./editor-context.ts";
import { useReach } from "./reach.ts";
import { useEditorWords } from "./words.ts";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface KnownEndpoints {
  /** In groups that have any. */
  readonly groups: readonly { readonly group: string; readonly items: Choice[] }[];
  readonly connections: readonly Choice[];
  knows(endpoint: string): boolean;
}

export function useKnownEndpoints(): KnownEndpoints {
  const say = useEditorWords();
  const { data: connected } = useSuspenseQuery(connectionsQuery);
  const { data: added } = useSuspenseQuery(endpointsQuery);
  const { own } = useReach();
  const { agent } = useEditor().shown;
  const choice = ({ name, kind }: { readonly name: string; readonly kind: string }): Choice => ({
    value: name,
    label: `${name} (${kind})`,
  });
  const connections = connected.connections.map(({ alias, name }) => ({
    value: `goto:${alias}`,
    label: `GoTo: ${name}`,
  }));
  const groups = [
    { group: "GoTo", items: connections },
    { group: say("atAgent"), items: own.map(choice) },
    {
      group: say("systems"),
      items: added.endpoints.filter(({ name }) => !own.some((one) => one.name === name)).map(choice),
    },
    {
      group: say(agent === undefined ? "files" : "filesAtAgent"),
      items: fileKinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) })),
    },
  ].filter(({ items }) => items.length > 0);
  return {
    groups,
    connections,
    knows: (endpoint) => groups.some(({ items }) => items.some(({ value }) => value === endpoint)),
  };
}

/** Whether the hub does not know the endpoint at all: that is said once for the whole flow. */
export function isUnknownEndpoint(error: unknown): boolean {
  return error instanceof Failure && error.code === "endpoint.unknown";
}
