/** Which columns of a list go nowhere, before anything is sent. */
import { Alert } from "@mantine/core";
import { listed } from "../language/moments.ts";
import { useManyWords } from "./many-words.ts";

export function Unused({ columns }: { readonly columns: readonly string[] }) {
  const say = useManyWords();
  if (columns.length === 0) return null;
  return (
    <Alert color="yellow" p="xs">
      {say("unused", { count: columns.length, columns: listed(columns.map((name) => `“${name}”`)) })}
    </Alert>
  );
}
