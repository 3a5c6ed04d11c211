/** Cancels a webinar for good, or deletes one that is over: asked twice, with who gets an e-mail. */
import { Checkbox, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { writeRow } from "../api/write.ts";
import { Confirmation } from "../parts/confirmation.tsx";
import { MailNotice } from "./mail-notice.tsx";
import type { PartProps } from "./overview.tsx";
import { usePlanWords } from "./plan-words.ts";
import { connectionOf, standingOf } from "./webinar.ts";

export function Cancellation({ webinar, place, onClose }: PartProps & { readonly onClose: () => void }) {
  const say = usePlanWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { subject, recurrenceType, times, webinarKey, numberOfRegistrants: count = 0 } = webinar;
  const isOver = standingOf(webinar, Date.now()).state === "over";
  const isSeries = recurrenceType === "series" && !isOver;
  const [sendMails, setSendMails] = useState(!isOver && count > 0);
  const [deleteAll, setDeleteAll] = useState(false);
  const [isSure, setSure] = useState(false);
  const change = useMutation({
    mutationFn: () =>
      writeRow({
        entity: "Webinar",
        operation: "delete",
        row: { webinarKey },
        query: {
          ...connectionOf(place),
          sendCancellationEmails: String(sendMails),
          deleteAll: String(deleteAll),
        },
      }),
    async onSuccess() {
      notifications.show({ message: say(isOver ? "deleted" : "cancelled", { subject }) });
      // Gone: what the page knew of it would be asked for in vain.
      await navigate({ href: "/data/Webinar" });
      queries.removeQueries({ queryKey: ["webinar", place.connection, webinarKey] });
      await queries.invalidateQueries();
    },
  });
  const what = isOver
    ? say("cancelOver")
    : recurrenceType === "sequence"
      ? say("cancelSequence", { count: times.length })
      : say(isSeries ? "cancelSeries" : "cancelSingle");
  return (
    <Confirmation
      title={say(isOver ? "deleteTitle" : "cancelTitle", { subject })}
      action={say(isOver ? "deleteAction" : "cancelAction")}
      keep={say("keep")}
      isReady={isSure}
      change={change}
      onClose={onClose}
    >
      <Stack>
        <Text size="sm">{what}</Text>
        {isSeries && (
          <Checkbox
            label={say("deleteAll")}
            checked={deleteAll}
            onChange={({ currentTarget }) => setDeleteAll(currentTarget.checked)}
          />
        )}
        {!isOver && (
          <Checkbox
            label={say("sendMails")}
            checked={sendMails}
            onChange={({ currentTarget }) => setSendMails(currentTarget.checked)}
          />
        )}
        <MailNotice>
          <Text size="sm">{say(sendMails ? "cancelMails" : "cancelSilent", { count })}</Text>
          {sendMails && deleteAll && <Text size="sm">{say("cancelMailsOthers")}</Text>}
        </MailNotice>
        <Checkbox
          label={say(isOver ? "sureDelete" : "sure")}
          checked={isSure}
          onChange={({ currentTarget }) => setSure(currentTarget.checked)}
        />
      </Stack>
    </Confirmation>
  );
}
