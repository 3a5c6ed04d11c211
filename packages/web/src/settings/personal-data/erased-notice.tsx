/** What was erased, place by place, and what is left for somebody to decide. */
import { Alert, List, Stack, Text } from "@mantine/core";
import { figure } from "../../language/moments.ts";
import { HubWords } from "../../parts/hub-words.tsx";
import { Item, ItemList } from "../../parts/item-list.tsx";
import { AtGoTo } from "./at-goto.tsx";
import type { Erased } from "./found.ts";
import { usePersonalDataWords, useRecordKind } from "./words.ts";

export function ErasedNotice({ erased: { erased, left, atGoTo, mark } }: { readonly erased: Erased }) {
  const say = usePersonalDataWords();
  const kindOf = useRecordKind();
  const what = erased
    .map(({ kind, records }) => say("part", { kind: kindOf(kind), count: figure(records) }))
    .join("; ");
  return (
    <Stack>
      <Alert color="green" role="status">
        <Text>{erased.length === 0 ? say("erasedNothing") : say("erasedText", { what })}</Text>
        <Text size="sm">{say("mark", { mark })}</Text>
      </Alert>
      {left.length > 0 && (
        <>
          <Text>{say("left", { count: left.length })}</Text>
          <ItemList label={say("left", { count: left.length })}>
            {left.map((record) => (
              <Item key={`${record.where} ${record.what}`} name={kindOf(record.kind)}>
                <List size="sm" listStyleType="none">
                  <List.Item>
                    <HubWords>{record.what}</HubWords> ({record.where})
                  </List.Item>
                  {[record.why, record.remedy].map((words) => (
                    <List.Item key={words}>
                      <HubWords>{words}</HubWords>
                    </List.Item>
                  ))}
                </List>
              </Item>
            ))}
          </ItemList>
        </>
      )}
      <AtGoTo lines={atGoTo} />
    </Stack>
  );
}
