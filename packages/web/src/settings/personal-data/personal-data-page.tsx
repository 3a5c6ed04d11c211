/** Personal data: all that is known of an address, to export and to erase. The address never stands in the address bar. */
import { Button, Group, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { Findings } from "./findings.tsx";
import { usePersonalDataWords } from "./words.ts";

export function PersonalDataPage() {
  const say = usePersonalDataWords();
  const form = useForm({
    initialValues: { email: "" },
    validate: {
      email: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : say("badEmail")),
    },
  });
  const find = useMutation({
    mutationFn: (email: string) => told(api.POST("/api/v1/personal-data/find", { body: { email } })),
  });
  return (
    <>
      <PageTitle title={say("title")} text={say("text")} />
      <form onSubmit={form.onSubmit(({ email }) => find.mutate(email.trim()))}>
        <Group align="flex-end" mb="lg">
          <TextInput
            label={say("email")}
            inputMode="email"
            autoComplete="off"
            flex="1 1 240px"
            maw={400}
            {...form.getInputProps("email")}
          />
          <Button type="submit" loading={find.isPending}>
            {say("find")}
          </Button>
        </Group>
      </form>
      {find.isError && <FailureNotice failure={failureOf(find.error)} />}
      {find.isSuccess && (
        // Each look starts afresh: what was erased before concerns another address.
        <Findings key={find.submittedAt} email={find.variables} found={find.data} />
      )}
    </>
  );
}
