/**
 * Exports everything that the query means: the table's usual limit is for the eye and does not count here. Where somebody
 * has chosen a limit it holds, and a file that it ended is said to be cut. The browser itself saves what the hub sends, so
 * that the size does not matter, and the run says how far it is and how it ended: a file that was cut off is never said to
 * be whole. It is told at the edge of whatever page is open, because an export goes on when this one is left.
 */
import { Button, Menu, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconCheck, IconDownload, IconScissors, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import { failureIn, failureOf } from "../api/failure.ts";
import { type Parameters, rowsAddress } from "../api/rows.ts";
import { followRun, newRun, type RunProgress } from "../api/run-progress.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { HubWords } from "../parts/hub-words.tsx";
import type { DataSearch } from "./address.ts";
import { exportParametersOf } from "./request.ts";
import { callsIn, paceOf, rowsIn } from "./run-words.ts";
import { type DataSay, useDataWords } from "./words.ts";

/** Formats of the hub's rows; those of most people first. */
const formats = {
  excel: { extension: "xlsx", parameters: { format: "excel" } },
  spreadsheet: { extension: "csv", parameters: { format: "csv", spreadsheet: "true" } },
  csv: { extension: "csv", parameters: { format: "csv" } },
  json: { extension: "json", parameters: { format: "json" } },
  ndjson: { extension: "ndjson", parameters: { format: "ndjson" } },
  parquet: { extension: "parquet", parameters: { format: "parquet" } },
  table: { extension: "txt", parameters: { format: "table" } },
} as const;
type Format = keyof typeof formats;

export interface ExportMenuProps {
  readonly entity: string;
  /** The query with the columns that are shown. */
  readonly asked: DataSearch;
  readonly columns: readonly string[];
  /** All that a list has, keys too. */
  readonly allColumns: readonly string[];
}

export function ExportMenu({ entity, asked, columns, allColumns }: ExportMenuProps) {
  const say = useDataWords();
  const [isAll, { toggle }] = useDisclosure();
  const { limit = "all" } = asked;
  const parameters = exportParametersOf(asked, isAll ? [...new Set([...columns, ...allColumns])] : columns);
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <Button size="xs" leftSection={<IconDownload size={16} aria-hidden />}>
          {say("export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {limit === "all" ? say("exportAll") : say("exportLimited", { rows: rowsIn(limit, say) })}
        </Menu.Label>
        {(Object.keys(formats) as Format[]).map((format) => (
          <Menu.Item key={format} onClick={() => void exportRows({ entity, parameters, limit, format, say })}>
            {say(`format_${format}`)}
            <Text size="xs" c="dimmed">
              {say(`about_${format}`)}
            </Text>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.CheckboxItem checked={isAll} onChange={toggle} closeMenuOnClick={false}>
          {say("exportColumns")}
        </Menu.CheckboxItem>
      </Menu.Dropdown>
    </Menu>
  );
}

interface Export {
  readonly entity: string;
  readonly parameters: Parameters;
  readonly limit: number | "all";
  readonly format: Format;
  readonly say: DataSay;
}

async function exportRows({ entity, parameters, limit, format, say }: Export): Promise<void> {
  const { extension, parameters: how } = formats[format];
  const run = newRun();
  const file = `${entity}-${new Date().toISOString().slice(0, 10)}.${extension}`;
  save(rowsAddress(entity, { ...parameters, ...how, run }), file);
  const told = { id: run, autoClose: false, closeButtonProps: { "aria-label": say("close") } } as const;
  notifications.show({
    ...told,
    loading: true,
    title: say("exportWaiting", { file }),
    message: <Stop run={run} />,
  });
  const onProgress = (progress: RunProgress) =>
    notifications.update({
      ...told,
      loading: true,
      title: say("exporting", { file, rows: rowsIn(progress.lines[0]?.rows ?? 0, say) }),
      message: (
        <Stack gap={4}>
          <Text size="sm" c="dimmed">
            {paceOf(progress, say)}
          </Text>
          <Stop run={run} />
        </Stack>
      ),
    });
  const end = await followRun(run, { onProgress, signal: new AbortController().signal }).catch(failureOf);
  if (!(end instanceof Error) && end.state === "done") {
    const count = end.lines[0]?.rows ?? 0;
    const isCut = count === limit;
    notifications.update({
      ...told,
      loading: false,
      color: isCut ? "orange" : "green",
      icon: isCut ? <IconScissors size={16} aria-hidden /> : <IconCheck size={16} aria-hidden />,
      title: say(isCut ? "exportedCut" : "exported", {
        file,
        rows: rowsIn(count, say),
        calls: callsIn(end.calls, say),
      }),
      message: end.remarks && <HubWords>{end.remarks.join(" ")}</HubWords>,
    });
    return;
  }
  const failure = end instanceof Error ? end : failureIn(502, { error: end.error });
  notifications.update({
    ...told,
    loading: false,
    color: "red",
    icon: <IconX size={16} aria-hidden />,
    title: say(failure.code === "run.stopped" ? "exportStopped" : "exportCut", { file }),
    message: failure.code !== "run.stopped" && <FailureNotice failure={failure} />,
  });
}

/** The browser's download itself is out of reach; the hub ends what it sends, and then it is no whole file there. */
function Stop({ run }: { readonly run: string }) {
  const say = useDataWords();
  const stop = useMutation({
    mutationFn: () => told(api.POST("/api/v1/runs/{id}/stop", { params: { path: { id: run } } })),
  });
  return (
    <Button
      size="compact-xs"
      variant="default"
      w="fit-content"
      loading={stop.isPending}
      onClick={() => stop.mutate()}
    >
      {say("stop")}
    </Button>
  );
}

/** As a press on a link does, which a program may do too. */
function save(address: string, file: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = file;
  link.click();
}
