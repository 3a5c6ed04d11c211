/** One registration in a drawer: what the person filled in, the join link, and what can still be done about it. */
import { Button, Divider, Drawer, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Row } from "../api/rows.ts";
import { useMay } from "../api/session.ts";
import { writeRow } from "../api/write.ts";
import { dayAndTime } from "../language/moments.ts";
import { Confirmation } from "../parts/confirmation.tsx";
import { Copyable } from "../parts/copyable.tsx";
import { Loaded } from "./loaded.tsx";
import type { PartProps } from "./overview.tsx";
import { nameOf } from "./people-search.tsx";
import { useRegisterWords } from "./register-words.ts";
import { standardFields } from "./registration-form.ts";
import { Resend } from "./resend.tsx";
import { connectionOf, type Registrant, registrantQuery, standingOf } from "./webinar.ts";

export interface PersonDrawerProps extends PartProps {
  readonly registrant: Registrant;
  readonly onClose: () => void;
}

export function PersonDrawer({ webinar, place, registrant, onClose }: PersonDrawerProps) {
  const say = useRegisterWords();
  const mayWrite = useMay("entities:write");
  const details = useQuery(registrantQuery(place, registrant.registrantKey));
  const [cancelling, cancellation] = useDisclosure();
  const isComing = standingOf(webinar, Date.now()).state === "coming";
  const { joinUrl, email, status } = registrant;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={nameOf(registrant)}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack>
        <Loaded answer={details}>{(row) => <Facts registrant={registrant} row={row} />}</Loaded>
        {joinUrl === undefined ? (
          <Text size="sm">{say("noLink")}</Text>
        ) : (
          <Copyable label={say("joinLink")} value={joinUrl} />
        )}
        {mayWrite && (
          <>
            <Divider />
            {isComing ? (
              <>
                {status === "APPROVED" && details.data !== undefined && (
                  <Resend email={email} row={async () => asWritten(details.data)} place={place} />
                )}
                <Text size="sm">{say("cannotChange")}</Text>
                <Button color="red" variant="outline" size="xs" w="fit-content" onClick={cancellation.open}>
                  {say("cancelRegistration")}
                </Button>
              </>
            ) : (
              <Text size="sm">{say("overNote")}</Text>
            )}
          </>
        )}
      </Stack>
      {cancelling && (
        <Cancellation registrant={registrant} place={place} onClose={cancellation.close} onDone={onClose} />
      )}
    </Drawer>
  );
}

function Facts({ registrant, row }: { readonly registrant: Registrant; readonly row: Row }) {
  const say = useRegisterWords();
  const { email, status, registrationDate } = registrant;
  const answers = Array.isArray(row.responses) ? (row.responses as readonly Answered[]) : [];
  const facts = [
    [say("email"), email],
    [say("status"), say(`status_${status}`)],
    [say("registeredAt"), dayAndTime(new Date(registrationDate))],
    ...standardFields
      .filter((field) => !["firstName", "lastName", "email"].includes(field))
      .flatMap((field) => (row[field] === undefined ? [] : [[say(`field_${field}`), String(row[field])]])),
    ...answers.map(({ question, answer }) => [question, answer]),
  ];
  return (
    <Table layout="fixed" withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
      <Table.Tbody>
        {facts.map(([name, value]) => (
          <Table.Tr key={name} style={{ verticalAlign: "top" }}>
            <Table.Th w="40%" fw={400} c="dimmed" pr="xs" style={{ overflowWrap: "anywhere" }}>
              {name}
            </Table.Th>
            <Table.Td style={{ overflowWrap: "anywhere" }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface Answered {
  readonly question: string;
  readonly answer: string;
}

/** The registration as a row that can be written: the hub takes answers by the text of their question. */
function asWritten(row: Row): Row {
  const names = ["webinarKey", ...standardFields, "responses"];
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));
}

interface CancellationProps extends Pick<PartProps, "place"> {
  readonly registrant: Registrant;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function Cancellation({ registrant, place, onClose, onDone }: CancellationProps) {
  const say = useRegisterWords();
  const queries = useQueryClient();
  const { registrantKey, email } = registrant;
  const name = nameOf(registrant);
  const change = useMutation({
    mutationFn: () =>
      writeRow({
        entity: "Registrant",
        operation: "delete",
        row: { webinarKey: place.webinarKey, registrantKey },
        query: connectionOf(place),
      }),
    onSuccess: async () => {
      onDone();
      notifications.show({ message: say("cancelled", { name }) });
      await queries.invalidateQueries();
    },
  });
  return (
    <Confirmation
      title={say("cancelTitle", { name })}
      action={say("cancelRegistration")}
      keep={say("keep")}
      change={change}
      onClose={onClose}
    >
      <Text size="sm">{say("cancelText", { email })}</Text>
    </Confirmation>
  );
}
