/** The pages of settings, in a frame of their own. */
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { auditSearch } from "../access/audit/audit-search.ts";
import { at } from "./root-route.tsx";

const settings = createRoute({
  ...at("/settings"),
  component: lazyRouteComponent(() => import("../settings/settings-frame.tsx"), "SettingsFrame"),
});
const setting = <const Path extends string>(path: Path) =>
  ({ getParentRoute: () => settings, path }) as const;

const pages = [
  createRoute({
    ...setting("/"),
    beforeLoad: () => {
      throw redirect({ to: "/settings/account", replace: true });
    },
  }),
  createRoute({
    ...setting("account"),
    component: lazyRouteComponent(() => import("../access/account/account-page.tsx"), "AccountPage"),
  }),
  createRoute({
    ...setting("api-keys"),
    component: lazyRouteComponent(() => import("../access/keys/keys-page.tsx"), "KeysPage"),
  }),
  createRoute({
    ...setting("people"),
    component: lazyRouteComponent(() => import("../access/people/people-page.tsx"), "PeoplePage"),
  }),
  createRoute({
    ...setting("teams"),
    component: lazyRouteComponent(() => import("../access/teams/teams-page.tsx"), "TeamsPage"),
  }),
  createRoute({
    ...setting("audit"),
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import("../access/audit/audit-page.tsx"), "AuditPage"),
  }),
  createRoute({
    ...setting("agents"),
    component: lazyRouteComponent(() => import("../agents/agents-page.tsx"), "AgentsPage"),
  }),
  createRoute({
    ...setting("retention"),
    component: lazyRouteComponent(() => import("../settings/retention/retention-page.tsx"), "RetentionPage"),
  }),
  createRoute({
    ...setting("personal-data"),
    component: lazyRouteComponent(
      () => import("../settings/personal-data/personal-data-page.tsx"),
      "PersonalDataPage",
    ),
  }),
  createRoute({
    ...setting("backup"),
    component: lazyRouteComponent(() => import("../settings/backup/backup-page.tsx"), "BackupPage"),
  }),
  createRoute({
    ...setting("health"),
    component: lazyRouteComponent(() => import("../settings/health/health-page.tsx"), "HealthPage"),
  }),
] as const;

export const settingsRoutes = settings.addChildren(pages);
