/** Which page stands at which address. Each page is loaded when it is first opened. */
import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { dataRoutes } from "./data-routes.ts";
import { PageFailure, PageMissing, PageWaiting } from "./fallbacks.tsx";
import { flowRoutes } from "./flow-routes.ts";
import { at, root } from "./root-route.tsx";
import { parseSearch, texts } from "./search.ts";
import { settingsRoutes } from "./settings-routes.ts";

const home = createRoute({
  ...at("/"),
  component: lazyRouteComponent(() => import("../home/home-page.tsx"), "HomePage"),
});
const connections = createRoute({
  ...at("/connections"),
  component: lazyRouteComponent(() => import("../connections/connections-page.tsx"), "ConnectionsPage"),
});
const endpoints = createRoute({
  ...at("/endpoints"),
  component: lazyRouteComponent(() => import("../endpoints/endpoints-page.tsx"), "EndpointsPage"),
  validateSearch: texts("of", "table", "add"),
});
const replicas = createRoute({
  ...at("/replicas"),
  component: lazyRouteComponent(() => import("../replicas/replicas-page.tsx"), "ReplicasPage"),
});
const replica = createRoute({
  ...at("/replicas/$name"),
  component: lazyRouteComponent(() => import("../replicas/replica-page.tsx"), "ReplicaPage"),
});

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      home,
      connections,
      ...dataRoutes,
      ...flowRoutes,
      endpoints,
      replicas,
      replica,
      settingsRoutes,
    ]),
    context: { queries },
    parseSearch,
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
