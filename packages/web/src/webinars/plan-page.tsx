/** The pages on which a webinar is made and changed. */
import { Button, Checkbox, NativeSelect, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { failureOf } from "../api/failure.ts";
import { useMay } from "../api/session.ts";
import { writeRow } from "../api/write.ts";
import { connectionsQuery } from "../connections/connection.ts";
import { currentLanguage } from "../language/language.ts";
import { zoneLike } from "../language/wall-time.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { AnchorLink } from "../parts/links.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { forgetDraft } from "./draft.ts";
import { MailNotice } from "./mail-notice.tsx";
import { createRow, newPlan, type Plan, planOf, updateRow, whyFixed } from "./plan.ts";
import { PlanForm } from "./plan-form.tsx";
import { usePlanWords } from "./plan-words.ts";
import { connectionOf, definitionQuery, type Place, type Webinar, webinarQuery } from "./webinar.ts";
import { useWebinarWords } from "./words.ts";

const newRoute = getRouteApi("/data/Webinar/new");
const editRoute = getRouteApi("/data/Webinar/$webinarKey/edit");

export function NewWebinarPage() {
  const say = usePlanWords();
  const { data } = useSuspenseQuery(connectionsQuery);
  const { connection: wanted } = newRoute.useSearch();
  const navigate = newRoute.useNavigate();
  const working = data.connections.filter(({ state }) => state === "working");
  const connection = working.find(({ alias }) => alias === wanted)?.alias ?? working[0]?.alias;
  const mayWrite = useMay("entities:write");
  if (!mayWrite) return <NotAllowed title={say("newTitle")} />;
  return (
    <>
      <PageTitle title={say("newTitle")} text={say("newText")} />
      {connection === undefined ? (
        <EmptyState text={say("noConnection")}>
          <Button component={Link} to="/connections">
            {say("toConnections")}
          </Button>
        </EmptyState>
      ) : (
        <Stack>
          {working.length > 1 && (
            <NativeSelect
              label={say("connection")}
              maw={400}
              value={connection}
              data={working.map(({ alias, name }) => ({ value: alias, label: name }))}
              onChange={({ currentTarget: { value } }) =>
                void navigate({ search: { connection: value }, replace: true })
              }
            />
          )}
          <Creation connection={connection} />
        </Stack>
      )}
    </>
  );
}

/** Said before anybody fills in a form that the hub would refuse. */
function NotAllowed({ title }: { readonly title: string }) {
  const say = usePlanWords();
  return (
    <>
      <PageTitle title={title} />
      <EmptyState text={say("notAllowed")}>
        <Button component={Link} to="/data">
          {say("toData")}
        </Button>
      </EmptyState>
    </>
  );
}

const newDraft = "new";

function Creation({ connection }: { readonly connection: string }) {
  const say = usePlanWords();
  const navigate = newRoute.useNavigate();
  const queries = useQueryClient();
  const { zones, locales } = useChoices();
  const [start] = useState(() => {
    const now = Date.now();
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const locale = locales.find((one) => one.startsWith(currentLanguage())) ?? "en_US";
    return newPlan(zoneLike(own, zones, now) ?? "GMT", locale, now);
  });
  const creation = useMutation({
    mutationFn: (plan: Plan) =>
      writeRow({
        entity: "Webinar",
        operation: "create",
        row: createRow(plan),
        query: { connection },
      }),
    async onSuccess({ key }, { subject, kind }) {
      forgetDraft(newDraft);
      notifications.show({ message: say(kind === "series" ? "createdSeries" : "created", { subject }) });
      await queries.invalidateQueries();
      await navigate({
        to: "/data/Webinar/$webinarKey",
        params: { webinarKey: key?.webinarKey ?? "" },
        search: { connection },
      });
    },
  });
  return (
    <PlanForm
      draft={newDraft}
      start={start}
      isNew
      connection={connection}
      zones={zones}
      locales={locales}
      notice={
        <MailNotice>
          <Text size="sm">{say("noticeNew")}</Text>
        </MailNotice>
      }
      action={say("create")}
      isSending={creation.isPending}
      failure={creation.isError ? failureOf(creation.error) : undefined}
      onSend={(plan) => creation.mutate(plan)}
    />
  );
}

export function EditWebinarPage() {
  const say = usePlanWords();
  const sayWebinar = useWebinarWords();
  const { webinarKey } = editRoute.useParams();
  const { connection } = editRoute.useSearch();
  const place = { webinarKey, connection };
  const { data: webinar } = useSuspenseQuery(webinarQuery(place));
  const why = webinar === null ? undefined : whyFixed(webinar, Date.now());
  const mayWrite = useMay("entities:write");
  if (!mayWrite) return <NotAllowed title={say("editTitle", { subject: webinar?.subject ?? webinarKey })} />;
  return (
    <>
      <AnchorLink
        to="/data/Webinar/$webinarKey"
        params={{ webinarKey }}
        search={connectionOf(place)}
        size="sm"
      >
        {say("back")}
      </AnchorLink>
      <PageTitle title={say("editTitle", { subject: webinar?.subject ?? webinarKey })} />
      {webinar === null && <EmptyState text={sayWebinar("missing")} />}
      {why !== undefined && <EmptyState text={say(`fixed_${why}`)} />}
      {webinar !== null && why === undefined && <Change webinar={webinar} place={place} />}
    </>
  );
}

function Change({ webinar, place }: { readonly webinar: Webinar; readonly place: Place }) {
  const say = usePlanWords();
  const navigate = editRoute.useNavigate();
  const queries = useQueryClient();
  const { zones, locales } = useChoices();
  const [notify, setNotify] = useState(false);
  const { webinarKey, numberOfRegistrants: count = 0 } = webinar;
  const change = useMutation({
    mutationFn: ({ plan, setMails }: { readonly plan: Plan; readonly setMails: boolean }) =>
      writeRow({
        entity: "Webinar",
        operation: "update",
        row: updateRow(webinarKey, plan, setMails),
        query: { ...connectionOf(place), notifyParticipants: String(notify) },
      }),
    async onSuccess({ outcome }) {
      forgetDraft(webinarKey);
      notifications.show({ message: say(outcome === "unchanged" ? "unchanged" : "saved") });
      await queries.invalidateQueries();
      await navigate({
        to: "/data/Webinar/$webinarKey",
        params: { webinarKey },
        search: connectionOf(place),
      });
    },
  });
  return (
    <PlanForm
      draft={webinarKey}
      start={planOf(webinar, Date.now())}
      isNew={false}
      connection={place.connection}
      zones={zones}
      locales={locales}
      notice={
        <>
          {count > 0 && (
            <Checkbox
              label={say("notify", { count })}
              checked={notify}
              onChange={({ currentTarget }) => setNotify(currentTarget.checked)}
            />
          )}
          <MailNotice>
            <Text size="sm">{say(notify ? "noticeNotify" : "noticeSilent", { count })}</Text>
          </MailNotice>
        </>
      }
      action={say("save")}
      isSending={change.isPending}
      failure={change.isError ? failureOf(change.error) : undefined}
      onSend={(plan, setMails) => change.mutate({ plan, setMails })}
    />
  );
}

/** What GoTo takes, as the hub tells it. */
function useChoices() {
  const { data } = useSuspenseQuery(definitionQuery);
  const choicesOf = (name: string) => data.fields.find((field) => field.name === name)?.choices ?? [];
  return { zones: choicesOf("timeZone"), locales: choicesOf("locale") };
}
