/** The frame of /settings: which sections there are, at the side or, on narrow screens, to choose from. NOT the sections. */
import { Box, Flex, NativeSelect, NavLink } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { meQuery } from "../api/session.ts";
import { useSettingsWords } from "./words.ts";

/** Who lacks the permission does not see the section. */
const sections = [
  { name: "account", permission: undefined },
  { name: "api-keys", permission: "keys:read" },
  { name: "people", permission: "people:read" },
  { name: "teams", permission: "people:read" },
  { name: "audit", permission: "audit:read" },
  { name: "agents", permission: "agents:read" },
  { name: "retention", permission: "retention:read" },
  { name: "personal-data", permission: "personal-data:read" },
  { name: "backup", permission: "backup:take" },
  { name: "health", permission: "status:read" },
] as const;

export function SettingsFrame() {
  const say = useSettingsWords();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { data: me } = useSuspenseQuery(meQuery);
  const visible = sections.filter(
    ({ permission }) => permission === undefined || me.permissions.includes(permission),
  );
  const open = visible.find(({ name }) => pathname.startsWith(`/settings/${name}`))?.name;
  return (
    <Flex gap="xl" direction={{ base: "column", md: "row" }} align={{ base: "stretch", md: "flex-start" }}>
      <Box component="nav" aria-label={say("sections")} w={208} visibleFrom="md" flex="none">
        {visible.map(({ name }) => (
          <NavLink
            key={name}
            component={Link}
            to={`/settings/${name}`}
            label={say(name)}
            active={name === open}
            aria-current={name === open ? "page" : undefined}
          />
        ))}
      </Box>
      <NativeSelect
        hiddenFrom="md"
        aria-label={say("sections")}
        value={open ?? "account"}
        data={visible.map(({ name }) => ({ value: name, label: say(name) }))}
        onChange={({ currentTarget }) => {
          const chosen = visible.find(({ name }) => name === currentTarget.value);
          if (chosen !== undefined) void navigate({ to: `/settings/${chosen.name}` });
        }}
      />
      <Box flex={1} miw={0} maw={960}>
        <Outlet />
      </Box>
    </Flex>
  );
}
