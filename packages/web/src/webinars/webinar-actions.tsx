/** What can be done with a webinar, at the right of its title. Who may not write sees only the export. */
import { Button, Menu } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { rowsAddress } from "../api/rows.ts";
import { useMay } from "../api/session.ts";
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
    <>
      {isOver ? (
        <Button
          component="a"
          download
          href={rowsAddress("AttendeeRollup", {
            ...connectionOf(place),
            where: `webinarKey=${place.webinarKey}`,
            format: "csv",
            spreadsheet: "true",
          })}
        >
          {say("export")}
        </Button>
      ) : (
        mayWrite && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button>{say("register")}</Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => open("register")}>{say("registerOne")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )
      )}
      {mayWrite && action === "register" && (
        <RegisterForm webinar={webinar} place={place} onClose={() => open(undefined)} />
      )}
    </>
  );
}
