/**
 * What the hub says, in the reader's language; what stays English within it is marked, so that it is read aloud as English, and
 * in the place of a command stands the page where the same is done.
 */
import { useTell } from "../api/hub-words/use-tell.ts";
import { CommandPage } from "./command-page.tsx";
import { partsOf } from "./commands.ts";

/** One sentence or more. */
export function HubWords({ children }: { readonly children: string }) {
  const tell = useTell();
  return tell(children).map(({ text, isEnglish }, place) =>
    isEnglish ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence do not move.
      <span key={place} lang="en">
        <WithPages text={text} />
      </span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <WithPages key={place} text={text} />
    ),
  );
}

function WithPages({ text }: { readonly text: string }) {
  return partsOf(text).map((part, place) =>
    part.page === undefined ? (
      part.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence do not move.
      <CommandPage key={place} of={part.page} />
    ),
  );
}
