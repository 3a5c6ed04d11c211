/**
 * Somebody taken into the team: a panelist or a co-organizer from outside by name and e-mail address, or a co-organizer with
 * a seat in the account by organizer key, as GoTo takes them. GoTo gives no list of seats to a webinar's connection; whose
 * key this hub knows is offered.
 */
import { Autocomplete, Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf } from "../api/failure.ts";
import type { Row } from "../api/rows.ts";
import { useMay } from "../api/session.ts";
import { writeRow } from "../api/write.ts";
import { connectionsQuery } from "../connections/connection.ts";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { MailNotice } from "./mail-notice.tsx";
import { isAddress } from "./registration-form.ts";
import { useTeamWords } from "./team-words.ts";
import { connectionOf, type Place } from "./webinar.ts";

export type Part = "Panelist" | "CoOrganizer";

interface OfTeam {
  readonly part: Part;
  readonly place: Place;
}

/** The one who is added, and what to call them. */
interface Added {
  readonly row: Row;
  readonly name: string;
}

function useAdding({ part, place }: OfTeam, reset: () => void) {
  const say = useTeamWords();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ row }: Added) =>
      writeRow({
        entity: part,
        operation: "upsert",
        row: { webinarKey: place.webinarKey, ...row },
        query: connectionOf(place),
      }),
    async onSuccess({ outcome }, { name }) {
      reset();
      notifications.show({ message: say(outcome === "exists" ? "wasThere" : "added", { name }) });
      await queries.invalidateQueries();
    },
  });
}

/** With a seat in the account or from outside: GoTo knows the two by different things. */
export function AddCoOrganizer({
  place,
  members,
}: {
  readonly place: Place;
  readonly members: readonly string[];
}) {
  const say = useTeamWords();
  const [from, setFrom] = useState("outside");
  return (
    <Stack gap="sm">
      <Radio.Group label={say("from")} value={from} onChange={setFrom}>
        <Group mt={4}>
          <Radio value="outside" label={say("from_outside")} />
          <Radio value="account" label={say("from_account")} />
        </Group>
      </Radio.Group>
      {from === "account" ? (
        <AddSeat place={place} members={members} />
      ) : (
        <AddFromOutside part="CoOrganizer" place={place} />
      )}
    </Stack>
  );
}

/** Keys are 64-bit numbers at GoTo. */
const keyForm = /^\d{5,20}$/;

function AddSeat({ place, members }: { readonly place: Place; readonly members: readonly string[] }) {
  const say = useTeamWords();
  const known = useKnownSeats(place).filter(({ key }) => !members.includes(key));
  const form = useForm({
    initialValues: { key: "" },
    validate: { key: (key) => (keyForm.test(key.trim()) ? null : say("noKey")) },
    validateInputOnBlur: true,
  });
  const adding = useAdding({ part: "CoOrganizer", place }, form.reset);
  const { key } = form.values;
  const nameOf = (one: string) => known.find((seat) => seat.key === one)?.email ?? one;
  const add = ({ key: given }: typeof form.values) =>
    adding.mutate({ row: { external: false, organizerKey: given.trim() }, name: nameOf(given.trim()) });
  return (
    <form onSubmit={form.onSubmit(add)} noValidate>
      <Stack gap="sm">
        <Autocomplete
          label={say("organizerKey")}
          description={say(known.length === 0 ? "organizerKeyText" : "organizerKeyKnown")}
          required
          inputMode="numeric"
          data={known.map((seat) => seat.key)}
          filter={({ options }) => options}
          renderOption={({ option: { value } }) => `${nameOf(value)} (${value})`}
          {...form.getInputProps("key")}
        />
        {keyForm.test(key.trim()) && (
          <MailNotice>
            <Text size="sm">{say("mail_seat", { who: nameOf(key.trim()) })}</Text>
          </MailNotice>
        )}
        {adding.isError && <FailureNotice failure={failureOf(adding.error)} />}
        <Button type="submit" variant="default" w="fit-content" loading={adding.isPending}>
          {say("add_CoOrganizer")}
        </Button>
      </Stack>
    </form>
  );
}

/** Others who connected their GoTo to this hub: the only people with a seat in the same account whose key is known. */
function useKnownSeats({ connection }: Place): readonly { readonly key: string; readonly email: string }[] {
  const { data } = useQuery({ ...connectionsQuery, enabled: useMay("connections:read") });
  const all = data?.connections ?? [];
  const own = connection === undefined ? all[0] : all.find(({ alias }) => alias === connection);
  const seats = all.flatMap(({ accountKey, organizerKey: key, email, name }) =>
    accountKey === own?.accountKey && key !== null && key !== own?.organizerKey
      ? [[key, { key, email: email ?? name }] as const]
      : [],
  );
  return [...new Map(seats).values()];
}

export function AddFromOutside({ part, place }: OfTeam) {
  const say = useTeamWords();
  const form = useForm({
    initialValues: { name: "", email: "" },
    validate: {
      name: (value) => (value.trim() === "" ? say("required") : null),
      email: (value) => (isAddress(value.trim()) ? null : say("noAddress")),
    },
    validateInputOnBlur: ["email"],
  });
  const adding = useAdding({ part, place }, form.reset);
  const { email } = form.values;
  const add = (values: typeof form.values) => {
    const [name, address] = [values.name.trim(), values.email.trim()];
    // Of somebody from outside GoTo takes the full name as the given one.
    const row = part === "Panelist" ? { name } : { external: true, givenName: name };
    adding.mutate({ row: { ...row, email: address }, name });
  };
  return (
    <form onSubmit={form.onSubmit(add)} noValidate>
      <Stack gap="sm">
        <Group align="flex-start" grow preventGrowOverflow={false} wrap="wrap">
          <TextInput label={say("name")} required miw={180} {...form.getInputProps("name")} />
          <TextInput label={say("email")} type="email" required miw={180} {...form.getInputProps("email")} />
        </Group>
        {email !== "" && (
          <MailNotice>
            <Text size="sm">{say(`mail_${part}`, { email })}</Text>
          </MailNotice>
        )}
        {adding.isError && <FailureNotice failure={failureOf(adding.error)} />}
        <Button type="submit" variant="default" w="fit-content" loading={adding.isPending}>
          {say(`add_${part}`)}
        </Button>
      </Stack>
    </form>
  );
}
