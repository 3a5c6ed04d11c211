/** What can be done with a webinar, at the right of its title. Who may not write sees only the export. */
import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { IconChevronDown, IconDots } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { Cancellation } from "./cancellation.tsx";
import { AttendeesExport } from "./exports.tsx";
import type { PartProps } from "./overview.tsx";
import { RegisterForm } from "./register-form.tsx";
import { connectionOf, standingOf } from "./webinar.ts";
import { useWebinarWords } from "./words.ts";

const route = getRouteApi("/data/Webinar/$webinarKey");

export function WebinarActions({ webinar, place }: PartProps) {
  const say = useWebinarWords();
  const mayWrite = useMay("entities:write");
  const { action } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (next: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, action: next }) });
  const { state } = standingOf(webinar, Date.now());
  const isOver = state === "over";
  return (
    <Group gap="xs">
      {mayWrite && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={say("more")}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {!isOver && (
              <Menu.Item
                renderRoot={(props) => (
                  <Link
                    to="/data/Webinar/$webinarKey/edit"
                    params={{ webinarKey: place.webinarKey }}
                    search={connectionOf(place)}
                    {...props}
                  />
                )}
              >
                {say("edit")}
              </Menu.Item>
            )}
            <Menu.Item color="red" onClick={() => open("cancel")}>
              {say(isOver ? "delete" : "cancel")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {isOver && <AttendeesExport webinar={webinar} place={place} />}
      {!isOver && mayWrite && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button rightSection={<IconChevronDown size={16} aria-hidden />}>{say("register")}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => open("register")}>{say("registerOne")}</Menu.Item>
            <Menu.Item onClick={() => open("register-many")}>{say("registerMany")}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {mayWrite && action === "register" && (
        <RegisterForm webinar={webinar} place={place} onClose={() => open(undefined)} />
      )}
      {mayWrite && action === "cancel" && (
        <Cancellation webinar={webinar} place={place} onClose={() => open(undefined)} />
      )}
    </Group>
  );
}
