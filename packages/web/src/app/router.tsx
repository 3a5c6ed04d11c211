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
import { readChoiceSearch, readDataSearch } from "../entities/address.ts";
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

const data = createRoute({
  ...at("/data"),
  validateSearch: readChoiceSearch,
  component: lazyRouteComponent(() => import("../entities/data-page.tsx"), "DataPage"),
});
const rows = createRoute({
  ...at("/data/$entity"),
  validateSearch: readDataSearch,
  component: lazyRouteComponent(() => import("../entities/rows-page.tsx"), "RowsPage"),
});

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([home, connections, data, rows]),
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
