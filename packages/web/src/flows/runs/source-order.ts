/** The order in which a flow's source has its fields, as far as it can be asked now; without it rows stay as the hub tells them. */
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../api/session.ts";
import { tableQuery } from "../../endpoints/endpoint.ts";
import { flowQuery, tableOf } from "../flow.ts";
import { definitionOf } from "./definition.ts";

export function useSourceOrder(flow: string): readonly string[] {
  const mayAsk = useMay("endpoints:read");
  const { data: kept } = useQuery(flowQuery(flow));
  const { source, agent } = kept === undefined ? {} : definitionOf(kept);
  const isKnown = mayAsk && agent === undefined && source?.endpoint !== undefined;
  const { data: table } = useQuery({
    ...tableQuery(source?.endpoint ?? "", tableOf(source)),
    enabled: isKnown,
    retry: false,
  });
  return table?.fields.map(({ name }) => name) ?? [];
}
