/**
 * The frame: a slim side bar, the page, and what concerns all pages (the hub away, the session ended, who I am). NOT the
 * pages themselves, and no data of any.
 */
import {
  AppShell,
  Burger,
  Group,
  Menu,
  NavLink,
  Text,
  UnstyledButton,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconArrowsExchange,
  IconDatabase,
  IconHome,
  IconPlugConnected,
  IconServer2,
  IconSettings,
  IconTable,
  IconUserCircle,
} from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { meQuery } from "../api/session.ts";
import { chooseLanguage, currentLanguage } from "../language/language.ts";
import { AwayNotice, SessionEnded } from "./presence-notices.tsx";
import { useFrameWords } from "./words.ts";

/** The pages of the side bar; who lacks the permission does not see the page. */
const pages = [
  { to: "/", name: "home", icon: IconHome, permission: undefined },
  { to: "/data", name: "data", icon: IconTable, permission: "entities:read" },
  { to: "/flows", name: "flows", icon: IconArrowsExchange, permission: "flows:read" },
  { to: "/replicas", name: "replicas", icon: IconDatabase, permission: "replicas:read" },
  { to: "/connections", name: "connections", icon: IconPlugConnected, permission: "connections:read" },
  { to: "/endpoints", name: "endpoints", icon: IconServer2, permission: "endpoints:read" },
  { to: "/settings", name: "settings", icon: IconSettings, permission: undefined },
] as const;

export function Frame() {
  const say = useFrameWords();
  const [open, { toggle, close }] = useDisclosure();
  const { data: me } = useSuspenseQuery(meQuery);
  const { pathname } = useLocation();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !open } }}
      padding={{ base: "md", sm: "xl" }}
    >
      <a className="skip" href="#content">
        {say("skip")}
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={say("menu")} />
            <img src="/assets/mark.svg" alt="" width={28} height={28} />
            <Text fw={600}>Rostrum</Text>
          </Group>
          <AccountMenu name={me.person?.name ?? me.name} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={say("pages")}>
        {pages
          .filter(({ permission }) => permission === undefined || me.permissions.includes(permission))
          .map(({ to, name, icon: Icon }) => (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={say(name)}
              leftSection={<Icon size={20} stroke={1.5} aria-hidden />}
              active={to === "/" ? pathname === "/" : pathname.startsWith(to)}
              aria-current={pathname === to ? "page" : undefined}
              onClick={close}
              // Settings stand at the foot, away from the work.
              mt={to === "/settings" ? "auto" : 0}
            />
          ))}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <AwayNotice />
        <Outlet />
        <SessionEnded email={me.person?.email} />
      </AppShell.Main>
    </AppShell>
  );
}

function AccountMenu({ name }: { readonly name: string }) {
  const say = useFrameWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={`${say("account")}: ${name}`} p="xs">
          <Group gap="xs" wrap="nowrap">
            <IconUserCircle size={22} stroke={1.5} aria-hidden />
            <Text size="sm" visibleFrom="xs">
              {name}
            </Text>
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/settings/account">
          {say("account")}
        </Menu.Item>
        <Menu.Item
          lang={currentLanguage() === "en" ? "es" : "en"}
          onClick={() => void chooseLanguage(currentLanguage() === "en" ? "es" : "en")}
        >
          {say("language")}
        </Menu.Item>
        <Menu.Label>{say("colours")}</Menu.Label>
        {(["light", "dark", "auto"] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            aria-current={colorScheme === scheme ? "true" : undefined}
            fw={colorScheme === scheme ? 600 : undefined}
          >
            {say(scheme)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <form method="post" action="/sign-out">
          <Menu.Item type="submit">{say("signOut")}</Menu.Item>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
