/** The root of all addresses: nobody sees a page before the hub knows who they are. NOT the pages (`*-routes.ts`). */
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, redirect } from "@tanstack/react-router";
import { Failure } from "../api/failure.ts";
import { meQuery } from "../api/session.ts";
import { Frame } from "./frame.tsx";

export const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  async beforeLoad({ context, location }) {
    try {
      await context.queries.ensureQueryData(meQuery);
    } catch (error) {
      if (error instanceof Failure && error.status === 401)
        throw redirect({ href: signInAddress(location.href), reloadDocument: true });
      throw error;
    }
  },
  component: Frame,
});

/** The hub's page of sign-in leads back to where somebody wanted to go. */
function signInAddress(wanted: string): string {
  return wanted === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next: wanted }).toString()}`;
}

/** For a page right under the frame. */
export const at = <const Path extends string>(path: Path) => ({ getParentRoute: () => root, path }) as const;
