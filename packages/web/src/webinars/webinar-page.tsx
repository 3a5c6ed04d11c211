/** One webinar: what it is, when, how many come, and each of its parts when somebody looks at it. */
import { Alert, Button, Tabs } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { dayAndTime, fromNow } from "../language/moments.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { AnchorLink } from "../parts/links.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { Answers } from "./answers.tsx";
import { Attendance } from "./attendance.tsx";
import { Overview } from "./overview.tsx";
import { Questions } from "./questions.tsx";
import { RegisterMany } from "./register-many-view.tsx";
import { Registrants } from "./registrants.tsx";
import { Team } from "./team.tsx";
import { connectionOf, standingOf, type Webinar, webinarQuery } from "./webinar.ts";
import { WebinarActions } from "./webinar-actions.tsx";
import { useWebinarWords } from "./words.ts";

const route = getRouteApi("/data/Webinar/$webinarKey");

const tabs = ["overview", "registrants", "attendance", "answers", "questions", "team"] as const;

export function WebinarPage() {
  const say = useWebinarWords();
  const { webinarKey } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const place = { webinarKey, connection: search.connection };
  const mayWrite = useMay("entities:write");
  const { data: webinar } = useSuspenseQuery(webinarQuery(place));
  if (webinar === null) {
    return (
      <>
        <PageTitle title={webinarKey} />
        <EmptyState text={say("missing")}>
          <Button component={Link} to="/data/Webinar">
            {say("toWebinars")}
          </Button>
        </EmptyState>
      </>
    );
  }
  const open = tabs.find((tab) => tab === search.tab) ?? "overview";
  const go = (tab: string | null) =>
    void navigate({ search: { connection: search.connection, tab: tab ?? undefined } });
  if (search.action === "register-many" && mayWrite) {
    return (
      <>
        <PageTitle title={webinar.subject} text={standingSentence(webinar, say)} />
        <RegisterMany
          webinar={webinar}
          place={place}
          isChecking={search.step === "check"}
          onStep={(step) => void navigate({ search: (before) => ({ ...before, step }) })}
          onClose={() => go("registrants")}
        />
      </>
    );
  }
  return (
    <>
      <AnchorLink to="/data/$entity" params={{ entity: "Webinar" }} search={connectionOf(place)} size="sm">
        ← {say("allWebinars")}
      </AnchorLink>
      <PageTitle
        title={webinar.subject}
        text={standingSentence(webinar, say)}
        action={<WebinarActions webinar={webinar} place={place} />}
      />
      {search.tab !== undefined && search.tab !== open && (
        <Alert color="yellow" mb="md">
          {say("noTab", { tab: search.tab })}
        </Alert>
      )}
      <Tabs value={open} onChange={go} keepMounted={false}>
        <Tabs.List mb="lg" aria-label={say("tabs")}>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {say(`tab_${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Overview webinar={webinar} place={place} />
        </Tabs.Panel>
        <Tabs.Panel value="registrants">
          <Registrants webinar={webinar} place={place} />
        </Tabs.Panel>
        <Tabs.Panel value="attendance">
          <Attendance place={place} />
        </Tabs.Panel>
        <Tabs.Panel value="answers">
          <Answers place={place} />
        </Tabs.Panel>
        <Tabs.Panel value="questions">
          <Questions place={place} />
        </Tabs.Panel>
        <Tabs.Panel value="team">
          <Team place={place} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** How the webinar is, in a few short sentences. */
function standingSentence(webinar: Webinar, say: ReturnType<typeof useWebinarWords>): string {
  const now = new Date();
  const { state, meeting } = standingOf(webinar, now.getTime());
  const at = new Date((state === "over" ? meeting?.endTime : meeting?.startTime) ?? now);
  const said = [say(state, { when: dayAndTime(at), relative: fromNow(at, now) })];
  const { times, numberOfRegistrants } = webinar;
  if (state !== "over" && times.length > 1 && meeting !== undefined)
    said.push(say("oneOf", { place: times.indexOf(meeting) + 1, count: times.length }));
  if (numberOfRegistrants !== undefined)
    said.push(say(state === "over" ? "hadRegistered" : "registered", { count: numberOfRegistrants }));
  return said.join(" ");
}
