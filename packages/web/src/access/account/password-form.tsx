/** Changes the password; what was typed stays when the hub refuses it. */
import { Alert, Button, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, told } from "../../api/client.ts";
import { failureOf } from "../../api/failure.ts";
import { FailureNotice } from "../../parts/failure-notice.tsx";
import { sessionsQuery } from "./sessions.tsx";
import { useAccountWords } from "./words.ts";

const shortest = 10;
const longest = 128;

export function PasswordForm({ email }: { readonly email: string }) {
  const say = useAccountWords();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { currentPassword: "", newPassword: "" },
    validateInputOnBlur: true,
    validate: {
      currentPassword: (value) => (value === "" ? say("required") : null),
      newPassword: (value, { currentPassword }) =>
        value.length < shortest
          ? say("tooShort")
          : value.length > longest
            ? say("tooLong")
            : value === currentPassword
              ? say("same")
              : null,
    },
  });
  const change = useMutation({
    mutationFn: (body: typeof form.values) => told(api.POST("/api/v1/me/password", { body })),
    onSuccess: async () => {
      form.reset();
      await queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <Stack maw={400}>
        {/* For password managers: whose password it is. */}
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <PasswordInput
          label={say("current")}
          autoComplete="current-password"
          {...form.getInputProps("currentPassword")}
        />
        <PasswordInput
          label={say("next")}
          description={say("nextText")}
          autoComplete="new-password"
          {...form.getInputProps("newPassword")}
        />
        {change.isError && <FailureNotice failure={failureOf(change.error)} />}
        {change.isSuccess && (
          <Alert color="green" role="status">
            {say("changed")}
          </Alert>
        )}
        <Button type="submit" variant="default" w="fit-content" loading={change.isPending}>
          {say("change")}
        </Button>
      </Stack>
    </form>
  );
}
