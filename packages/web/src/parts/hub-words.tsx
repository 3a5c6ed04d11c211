/** What the hub says, in the reader's language; what stays English within it is marked, so that it is read aloud as English. */
import { useTell } from "../api/hub-words/use-tell.ts";

/** One sentence or more. */
export function HubWords({ children }: { readonly children: string }) {
  const tell = useTell();
  return tell(children).map(({ text, isEnglish }, place) =>
    isEnglish ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence do not move.
      <span key={place} lang="en">
        {text}
      </span>
    ) : (
      text
    ),
  );
}
