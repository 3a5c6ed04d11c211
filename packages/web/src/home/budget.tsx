/** How much of what GoTo allows was used in the last hour, minute by minute: one picture for each OAuth client. */
import { Stack, Text } from "@mantine/core";
import { queryOptions, useQueries } from "@tanstack/react-query";
import { api, told } from "../api/client.ts";
import type { Connection } from "../connections/connection.ts";
import { figure, share, timeOfDay } from "../language/moments.ts";
import { Picture } from "../parts/picture.tsx";
import { Trend } from "./trend.tsx";
import { useHomeWords } from "./words.ts";

const budgetQuery = (alias: string) =>
  queryOptions({
    queryKey: ["connections", alias, "budget"],
    queryFn: ({ signal }) =>
      told(api.GET("/api/v1/connections/{alias}/budget", { params: { path: { alias } }, signal })),
    refetchInterval: 60_000,
  });

/** As GoTo calls its products; they are the same in every language. */
const apiNames: Readonly<Record<string, string>> = {
  webinar: "GoTo Webinar",
  training: "GoTo Training",
  meeting: "GoTo Meeting",
  admin: "GoTo Admin",
  identity: "GoTo Identity",
};

export function Budget({ connections }: { readonly connections: readonly Connection[] }) {
  const say = useHomeWords();
  // Connections through one OAuth client share its budget.
  const aliases = [...new Map(connections.map(({ oauthClient, alias }) => [oauthClient, alias])).values()];
  const answers = useQueries({ queries: aliases.map(budgetQuery) });
  const budgets = answers.flatMap(({ data }) => (data === undefined || data.apis.length === 0 ? [] : [data]));
  if (budgets.length === 0 && answers.every(({ isSuccess }) => isSuccess)) {
    return <Text>{say("budgetNone")}</Text>;
  }
  return (
    <Stack gap="lg">
      {budgets.map(({ oauthClient, requestsPerSecond, apis }) =>
        apis.map(({ api: name, minutes }) => {
          const allowed = requestsPerSecond * 60;
          const sent = minutes.reduce((sum, { interactive, bulk }) => sum + interactive + bulk, 0);
          const limited = minutes.reduce((sum, { rateLimited }) => sum + rateLimited, 0);
          return (
            <Picture
              key={`${oauthClient} ${name}`}
              title={say("budgetOf", { api: apiNames[name] ?? name, client: oauthClient })}
              text={say(limited > 0 ? "budgetLimited" : "budgetText", {
                count: sent,
                sent: figure(sent),
                share: share(sent / (allowed * minutes.length)),
                limited: figure(limited),
              })}
              columns={[say("minute"), say("interactive"), say("bulk"), say("rateLimited")]}
              rows={minutes.map((minute) => [
                timeOfDay(new Date(minute.at)),
                figure(minute.interactive),
                figure(minute.bulk),
                figure(minute.rateLimited),
              ])}
            >
              <Trend
                height={96}
                top={allowed}
                points={minutes.map(({ at, interactive, bulk }) => ({
                  label: timeOfDay(new Date(at)),
                  values: [interactive, bulk],
                }))}
                series={[
                  { name: say("interactive"), color: "var(--mantine-color-orange-6)" },
                  { name: say("bulk"), color: "var(--mantine-color-accent-7)" },
                ]}
              />
            </Picture>
          );
        }),
      )}
    </Stack>
  );
}
