/** What the audience of a session asked, with the answers. */
import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { dayAndTime } from "../language/moments.ts";
import { Item, ItemList } from "../parts/item-list.tsx";
import { Loaded } from "./loaded.tsx";
import { SessionChoice } from "./session-choice.tsx";
import { type Place, questionsQuery } from "./webinar.ts";
import { useWebinarWords } from "./words.ts";

export function Questions({ place }: { readonly place: Place }) {
  const say = useWebinarWords();
  const questions = useQuery(questionsQuery(place));
  return (
    <SessionChoice place={place}>
      {({ sessionKey }) => (
        <Loaded answer={questions}>
          {(all) => {
            const asked = all.filter((one) => one.sessionKey === sessionKey);
            if (asked.length === 0) return <Text>{say("questionsNone")}</Text>;
            const answered = asked.filter(({ answers }) => answers.length > 0).length;
            return (
              <Stack maw={800}>
                <Text>{say("questionsText", { count: asked.length, answered })}</Text>
                <ItemList label={say("tab_questions")}>
                  {asked.map(({ position, question, askedBy, dateAsked, answers }) => (
                    <Item key={position} name={question}>
                      <Text size="sm" c="dimmed">
                        {say("asked", { who: askedBy, when: dayAndTime(new Date(dateAsked)) })}
                      </Text>
                      {answers.length === 0 && <Text size="sm">{say("unanswered")}</Text>}
                      {answers.map(({ answer, answererEmail }) => (
                        <Text key={answer} size="sm">
                          {answer}{" "}
                          {answererEmail !== undefined && (
                            <Text span c="dimmed">
                              ({answererEmail})
                            </Text>
                          )}
                        </Text>
                      ))}
                    </Item>
                  ))}
                </ItemList>
              </Stack>
            );
          }}
        </Loaded>
      )}
    </SessionChoice>
  );
}
