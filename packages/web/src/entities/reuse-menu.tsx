/** The query for use elsewhere: as a command, and as an address of the API. */
import { Button, Code, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconClipboard, IconLink, IconTerminal2 } from "@tabler/icons-react";
import { type Parameters, rowsAddress } from "../api/rows.ts";
import { commandOf } from "./request.ts";
import { useDataWords } from "./words.ts";

export function ReuseMenu({
  entity,
  parameters,
}: {
  readonly entity: string;
  readonly parameters: Parameters;
}) {
  const say = useDataWords();
  const copy = async (text: string) => {
    // Browsers have no clipboard for pages that come over plain http from another machine; then it can be read and marked.
    const isCopied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    const title = say(isCopied ? "copied" : "copyFailed");
    notifications.show({ title, message: <Code block>{text}</Code>, autoClose: isCopied ? 4_000 : false });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconClipboard size={16} aria-hidden />}>
          {say("reuse")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconTerminal2 size={16} aria-hidden />}
          onClick={() => void copy(commandOf(entity, parameters))}
        >
          {say("copyCommand")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLink size={16} aria-hidden />}
          onClick={() => void copy(location.origin + rowsAddress(entity, parameters))}
        >
          {say("copyAddress")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
