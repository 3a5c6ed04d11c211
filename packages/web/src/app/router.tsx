/** Which page stands at which address. Each page is loaded when it is first opened. */
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
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

/** Takes these texts of the address bar's search, and nothing else. */
const texts =
  <const Name extends string>(...names: readonly Name[]) =>
  (search: Readonly<Record<string, unknown>>): { [Key in Name]?: string } =>
    Object.fromEntries(
      // Numbers in an address are read as such.
      names.flatMap((name) =>
        ["string", "number"].includes(typeof search[name]) ? [[name, String(search[name])]] : [],
      ),
    ) as { [Key in Name]?: string };

const home = createRoute({
  ...at("/"),
  component: lazyRouteComponent(() => import("../home/home-page.tsx"), "HomePage"),
});
const connections = createRoute({
  ...at("/connections"),
  component: lazyRouteComponent(() => import("../connections/connections-page.tsx"), "ConnectionsPage"),
});
const flow = createRoute({
  ...at("/flows/$name"),
  component: lazyRouteComponent(() => import("../flows/runs/flow-page.tsx"), "FlowPage"),
});
const flowRun = createRoute({
  ...at("/flows/$name/runs/$id"),
  component: lazyRouteComponent(() => import("../flows/runs/run-page.tsx"), "RunPage"),
});
const failedRows = createRoute({
  ...at("/flows/$name/failed-rows"),
  component: lazyRouteComponent(() => import("../flows/runs/failed-rows-page.tsx"), "FailedRowsPage"),
  validateSearch: texts("run", "code", "row", "again"),
});
const endpoints = createRoute({
  ...at("/endpoints"),
  component: lazyRouteComponent(() => import("../endpoints/endpoints-page.tsx"), "EndpointsPage"),
  validateSearch: texts("of", "table"),
});

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([home, connections, flow, flowRun, failedRows, endpoints]),
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
