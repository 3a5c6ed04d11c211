/** The pages of data: entities and their rows, and a webinar's own page. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readChoiceSearch, readDataSearch } from "../entities/address.ts";
import { at } from "./root-route.tsx";
import { texts } from "./search.ts";

export const dataRoutes = [
  createRoute({
    ...at("/data"),
    validateSearch: readChoiceSearch,
    component: lazyRouteComponent(() => import("../entities/data-page.tsx"), "DataPage"),
  }),
  createRoute({
    ...at("/data/$entity"),
    validateSearch: readDataSearch,
    component: lazyRouteComponent(() => import("../entities/rows-page.tsx"), "RowsPage"),
  }),
  createRoute({
    ...at("/data/Webinar/$webinarKey"),
    validateSearch: (search: Readonly<Record<string, unknown>>) => ({
      ...texts("connection", "tab", "q", "status", "who", "action", "step")(search),
      // Which of its sessions, counted from the first.
      ...(typeof search.session === "number" ? { session: search.session } : {}),
    }),
    component: lazyRouteComponent(() => import("../webinars/webinar-page.tsx"), "WebinarPage"),
  }),
  createRoute({
    ...at("/data/Webinar/new"),
    validateSearch: texts("connection"),
    component: lazyRouteComponent(() => import("../webinars/plan-page.tsx"), "NewWebinarPage"),
  }),
  createRoute({
    ...at("/data/Webinar/$webinarKey/edit"),
    validateSearch: texts("connection"),
    component: lazyRouteComponent(() => import("../webinars/plan-page.tsx"), "EditWebinarPage"),
  }),
] as const;
