/** The whole app: looks, data, routes. NOT any page. */
import { MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Failure } from "../api/failure.ts";
import { createAppRouter } from "./router.tsx";
import { theme, variables } from "./theme.ts";
import { useFrameWords } from "./words.ts";

/** Tried again by itself: a hub that was not reached or is in trouble. Not: what it refused, which stays refused. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (times, error) =>
        error instanceof Failure && (error.status === 0 || error.status >= 502) && times < 2,
      staleTime: 10_000,
    },
  },
});
const router = createAppRouter(queries);

export function App() {
  const say = useFrameWords();
  const spoken = mergeThemeOverrides(theme, {
    // Whoever sees no cross hears what the button does.
    components: {
      Notification: { defaultProps: { closeButtonProps: { "aria-label": say("closeNotice") } } },
    },
  });
  return (
    <MantineProvider theme={spoken} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
