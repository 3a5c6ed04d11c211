/** Which page stands at which address. Each page is loaded when it is first opened. */
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { auditSearch } from "../access/audit/audit-search.ts";
import { Failure } from "../api/failure.ts";
import { meQuery } from "../api/session.ts";
import { PageFailure, PageMissing, PageWaiting } from "./fallbacks.tsx";
import { Frame } from "./frame.tsx";

const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  async beforeLoad({ context }) {
    try {
      await context.queries.ensureQueryData(meQuery);
    } catch (error) {
      if (error instanceof Failure && error.status === 401)
        throw redirect({ href: "/sign-in", reloadDocument: true });
      throw error;
    }
  },
  component: Frame,
});

const at = <const Path extends string>(path: Path) => ({ getParentRoute: () => root, path }) as const;

const home = createRoute({
  ...at("/"),
  component: lazyRouteComponent(() => import("../home/home-page.tsx"), "HomePage"),
});
const connections = createRoute({
  ...at("/connections"),
  component: lazyRouteComponent(() => import("../connections/connections-page.tsx"), "ConnectionsPage"),
});
const webinar = createRoute({
  ...at("/data/Webinar/$webinarKey"),
  validateSearch: ({ connection, tab, session, q, status, who, action }: Search) => ({
    ...texts({ connection, tab, q, status, who, action }),
    ...(typeof session === "number" ? { session } : {}),
  }),
  component: lazyRouteComponent(() => import("../webinars/webinar-page.tsx"), "WebinarPage"),
});
const newWebinar = createRoute({
  ...at("/data/Webinar/new"),
  validateSearch: ({ connection }: Search) => texts({ connection }),
  component: lazyRouteComponent(() => import("../webinars/plan-page.tsx"), "NewWebinarPage"),
});
const editWebinar = createRoute({
  ...at("/data/Webinar/$webinarKey/edit"),
  validateSearch: ({ connection }: Search) => texts({ connection }),
  component: lazyRouteComponent(() => import("../webinars/plan-page.tsx"), "EditWebinarPage"),
});

type Search = Readonly<Record<string, unknown>>;

/** What an address says in words; what is no text is left out. */
function texts<Name extends string>(
  search: Readonly<Record<Name, unknown>>,
): { [Key in Name]?: string | undefined } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => typeof value === "string")) as {
    [Key in Name]?: string | undefined;
  };
}

const settings = createRoute({
  ...at("/settings"),
  component: lazyRouteComponent(() => import("../settings/settings-frame.tsx"), "SettingsFrame"),
});
const setting = <const Path extends string>(path: Path) =>
  ({ getParentRoute: () => settings, path }) as const;

const settingsPages = [
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

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      home,
      connections,
      webinar,
      newWebinar,
      editWebinar,
      settings.addChildren(settingsPages),
    ]),
    context: { queries },
    defaultPreload: "intent",
    defaultPendingComponent: PageWaiting,
    defaultErrorComponent: PageFailure,
    defaultNotFoundComponent: PageMissing,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
