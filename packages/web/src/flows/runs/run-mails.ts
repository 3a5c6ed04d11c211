/** Which e-mails GoTo will send because of what a flow writes there. Pure. NOT the webinar's own settings: GoTo does not show those. */
import { isGoTo, type Step, tableOf } from "../flow.ts";
import type { KeptDefinition } from "./definition.ts";

/** Each is a sentence of its own. */
export type MailNews = "mailsConfirm" | "mailsAgain" | "mailsChange" | "mailsCancel" | "mailsOwn";

interface Write {
  readonly endpoint?: string;
  readonly table?: string;
  readonly entity?: string;
  readonly write?: string;
  readonly switches?: Readonly<Record<string, boolean>>;
}

/** What is written at GoTo in the middle, at the end, and back. */
function writesOf({ steps = [], target, then = [] }: KeptDefinition): readonly Write[] {
  return [...(target === undefined ? [] : [target]), ...[...steps, ...then].flatMap(writesIn)];
}

const writeWords = ["create", "insert", "update", "upsert", "delete"];

function writesIn(step: Step): readonly Write[] {
  return Object.entries(step).flatMap(([word, inside]) => {
    if (writeWords.includes(word)) return [{ ...(inside as Write), write: word }];
    if (word !== "branch") return [];
    const { then = [], else: other = [] } = inside as { then?: readonly Step[]; else?: readonly Step[] };
    return [...then, ...other].flatMap(writesIn);
  });
}

/** Without doubles; none where nothing is written at GoTo. */
export function mailsOf(definition: KeptDefinition): readonly MailNews[] {
  const news = writesOf(definition)
    .filter(({ endpoint }) => isGoTo(endpoint))
    .flatMap((write): readonly MailNews[] => {
      const { switches = {} } = write;
      const isNew = write.write !== "delete" && write.write !== "update";
      if (tableOf(write) === "Registrant" && isNew)
        return switches.resendConfirmation ? ["mailsConfirm", "mailsAgain"] : ["mailsConfirm"];
      if (switches.notifyParticipants) return ["mailsChange"];
      if (switches.sendCancellationEmails) return ["mailsCancel"];
      return ["mailsOwn"];
    });
  return [...new Set(news)];
}
