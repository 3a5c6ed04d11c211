/** Polls and survey of a session: a picture for each question, a list where people answered in their own words. */
import { Grid, List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { figure, share } from "../language/moments.ts";
import { Picture } from "../parts/picture.tsx";
import { Bars } from "./bars.tsx";
import { Loaded } from "./loaded.tsx";
import { SessionChoice } from "./session-choice.tsx";
import { favouritesOf, type Tally, tallyOf } from "./tally.ts";
import { type Place, type PollSums, pollsQuery, surveysQuery } from "./webinar.ts";
import { useWebinarWords } from "./words.ts";

export function Answers({ place }: { readonly place: Place }) {
  const say = useWebinarWords();
  const polls = useQuery(pollsQuery(place));
  const surveys = useQuery(surveysQuery(place));
  return (
    <SessionChoice place={place}>
      {({ sessionKey }) => (
        <>
          <Loaded answer={polls}>
            {(sums) => (
              <Section title={say("pollsTitle")} none={say("pollsNone")} sums={inSession(sums, sessionKey)} />
            )}
          </Loaded>
          <Loaded answer={surveys}>
            {(sums) => (
              <Section
                title={say("surveyTitle")}
                none={say("surveyNone")}
                sums={inSession(sums, sessionKey)}
              />
            )}
          </Loaded>
        </>
      )}
    </SessionChoice>
  );
}

function inSession(sums: readonly PollSums[], sessionKey: string): readonly PollSums[] {
  return sums
    .filter((one) => one.sessionKey === sessionKey)
    .toSorted((one, other) => one.position - other.position);
}

interface SectionProps {
  readonly title: string;
  readonly none: string;
  readonly sums: readonly PollSums[];
}

function Section({ title, none, sums }: SectionProps) {
  return (
    <Stack component="section" aria-label={title} gap="md">
      <Title order={2} size="h4">
        {title}
      </Title>
      {sums.length === 0 && <Text>{none}</Text>}
      <Grid gap="xl">
        {sums.map((one) => (
          <Grid.Col key={one.position} span={{ base: 12, md: 6 }}>
            <Question tally={tallyOf(one)} />
          </Grid.Col>
        ))}
      </Grid>
    </Stack>
  );
}

function Question({ tally }: { readonly tally: Tally }) {
  const say = useWebinarWords();
  const { kind, question, people, answers } = tally;
  const answered = say("answered", { count: people });
  if (kind === "texts") {
    return (
      <Stack gap="xs">
        <div>
          <Title order={3} size="h5">
            {question}
          </Title>
          <Text size="sm" c="dimmed">
            {answered} {say("written")}
          </Text>
        </div>
        <List size="sm" spacing={4}>
          {answers.map(({ text, people: times }) => (
            <List.Item key={text} style={{ whiteSpace: "pre-line" }}>
              {text}
              {times > 1 && (
                <Text span c="dimmed">
                  {" "}
                  × {figure(times)}
                </Text>
              )}
            </List.Item>
          ))}
        </List>
      </Stack>
    );
  }
  const favourites = favouritesOf(tally);
  const [favourite] = favourites;
  return (
    <Picture
      title={question}
      text={
        favourite === undefined
          ? answered
          : `${answered} ${say("favourites", {
              answers: favourites.map(({ text }) => text).join(", "),
              share: share(favourite.share),
            })}`
      }
      columns={[say("answer"), say("people"), say("share")]}
      rows={answers.map((answer) => [answer.text, figure(answer.people), share(answer.share)])}
    >
      <Bars
        bars={answers.map((answer) => ({
          name: answer.text,
          value: `${figure(answer.people)} · ${share(answer.share)}`,
          share: answer.share,
        }))}
      />
    </Picture>
  );
}
