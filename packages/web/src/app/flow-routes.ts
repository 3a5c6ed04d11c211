/** The pages of flows: the list, the editor, their runs, and the rows that failed. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { at } from "./root-route.tsx";
import { texts } from "./search.ts";

export const flowRoutes = [
  createRoute({
    ...at("/flows"),
    validateSearch: texts("search", "only"),
    component: lazyRouteComponent(() => import("../flows/flows-page.tsx"), "FlowsPage"),
  }),
  createRoute({
    ...at("/flows/new"),
    validateSearch: texts("template", "tab"),
    component: lazyRouteComponent(() => import("../flows/editor/editor-page.tsx"), "NewFlowPage"),
  }),
  createRoute({
    ...at("/flows/$name/edit"),
    validateSearch: texts("tab"),
    component: lazyRouteComponent(() => import("../flows/editor/editor-page.tsx"), "EditFlowPage"),
  }),
  createRoute({
    ...at("/flows/$name"),
    component: lazyRouteComponent(() => import("../flows/runs/flow-page.tsx"), "FlowPage"),
  }),
  createRoute({
    ...at("/flows/$name/runs/$id"),
    component: lazyRouteComponent(() => import("../flows/runs/run-page.tsx"), "RunPage"),
  }),
  createRoute({
    ...at("/flows/$name/failed-rows"),
    validateSearch: texts("run", "code", "row", "again"),
    component: lazyRouteComponent(() => import("../flows/runs/failed-rows-page.tsx"), "FailedRowsPage"),
  }),
] as const;
