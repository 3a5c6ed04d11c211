/** The button that brings a file to an endpoint's folder; asks before one that is there is replaced. */
import { Button, FileButton, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconUpload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf } from "../api/failure.ts";
import { Confirmation } from "../parts/confirmation.tsx";
import { FailureNotice } from "../parts/failure-notice.tsx";
import { tablesQuery } from "./endpoint.ts";
import { bringFile, isThere } from "./files.ts";
import { useEndpointWords } from "./words.ts";

export function Upload({ endpoint }: { readonly endpoint: string }) {
  const say = useEndpointWords();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<File>();
  const bring = useMutation({
    mutationFn: (what: { readonly file: File; readonly replace: boolean }) =>
      bringFile({ endpoint, ...what }),
    onSuccess: async (_done, { file }) => {
      setAsking(undefined);
      notifications.show({ message: say("brought", { file: file.name }) });
      await queries.invalidateQueries({ queryKey: tablesQuery(endpoint).queryKey });
    },
    onError: (error, { file }) => {
      if (isThere(error)) setAsking(file);
    },
  });
  return (
    <Stack gap="xs">
      <FileButton onChange={(file) => file !== null && bring.mutate({ file, replace: false })}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            size="xs"
            w="fit-content"
            leftSection={<IconUpload size={16} aria-hidden />}
            loading={bring.isPending}
          >
            {say("bring")}
          </Button>
        )}
      </FileButton>
      {asking === undefined && bring.isError && !isThere(bring.error) && (
        <FailureNotice failure={failureOf(bring.error)} />
      )}
      {asking !== undefined && (
        <Confirmation
          title={say("replaceTitle", { file: asking.name })}
          action={say("replace")}
          change={{
            isPending: bring.isPending,
            error: isThere(bring.error) ? null : bring.error,
            mutate: () => bring.mutate({ file: asking, replace: true }),
          }}
          onClose={() => setAsking(undefined)}
        >
          <Text size="sm">{say("replaceText")}</Text>
        </Confirmation>
      )}
    </Stack>
  );
}
