/** Who is signed in and what they may do. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { api, told } from "./client.ts";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => told(api.GET("/api/v1/me", { signal })),
  staleTime: 60_000,
});

/** Whether the person may do something; what they may not is not shown to them, and the hub refuses it anyway. */
export function useMay(permission: string): boolean {
  const { data } = useSuspenseQuery(meQuery);
  return data.permissions.some((one) => one === permission);
}

/** Signs in from within a page; resolves false when the hub does not take it. */
export async function signIn(email: string, password: string): Promise<boolean> {
  const answer = await fetch("/sign-in", {
    method: "POST",
    body: new URLSearchParams({ email, password }),
    redirect: "manual",
  });
  return answer.type === "opaqueredirect";
}
