/** Systems that the flow names and the hub does not know: said once, with the way to add them. */
import { Text } from "@mantine/core";
import { useMay } from "../../api/session.ts";
import { ButtonLink } from "../../parts/links.tsx";
import { useEditor } from "./editor-context.ts";
import { useKnownEndpoints } from "./known-endpoints.ts";
import { Notice } from "./notice.tsx";
import { endpointsIn } from "./reach.ts";
import { useEditorWords } from "./words.ts";

export function UnknownEndpoints() {
  const say = useEditorWords();
  const { shown } = useEditor();
  const { knows } = useKnownEndpoints();
  const mayAdd = useMay("endpoints:write");
  const { source, steps, target, then } = shown;
  const named = new Set(endpointsIn([source, steps, target, then]));
  const unknown = [...named].filter((one) => one !== "" && !/^goto(:|$)/.test(one) && !knows(one));
  if (unknown.length === 0) return null;
  return (
    <Notice
      tone="doubtful"
      title={say("unknownEndpoints", { count: unknown.length, names: unknown.join(", ") })}
    >
      <Text size="sm">{say("unknownEndpointsText")}</Text>
      {mayAdd && (
        <ButtonLink w="fit-content" size="xs" variant="default" to="/endpoints" search={{ add: "new" }}>
          {say("addEndpoint")}
        </ButtonLink>
      )}
    </Notice>
  );
}
