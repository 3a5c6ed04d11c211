/** How a replica is, and where its copy is. */
import { Text } from "@mantine/core";
import { useTellAsText } from "../api/hub-words/use-tell.ts";
import { scheduleInWords } from "../parts/schedule/in-words.ts";
import { useScheduleWords } from "../parts/schedule/words.ts";
import { placeOf, type Replica, sentencesOf } from "./replica.ts";
import { useReplicaWords } from "./words.ts";

export function ReplicaSentences({ replica }: { readonly replica: Replica }) {
  const say = useReplicaWords();
  const tell = useTellAsText();
  const saySchedule = useScheduleWords();
  const { schema, schedule, connection } = replica;
  return (
    <>
      <Text>{sentencesOf(replica, scheduleInWords(schedule, saySchedule), say, tell, new Date())}</Text>
      <Text size="sm" c="dimmed">
        {say("where", { database: placeOf(replica, say) ?? say("own"), schema })}
        {connection !== null && ` ${say("by", { connection })}`}
      </Text>
    </>
  );
}
