/** What the hub said of a part of the flow when it was asked last, at that part. */
import { Alert, Text } from "@mantine/core";
import { HubWords } from "../../parts/hub-words.tsx";
import type { Problem } from "./problems.ts";

export function Said({ problems }: { readonly problems: readonly Problem[] }) {
  const faults = problems.filter(({ isRemark }) => !isRemark);
  const remarks = problems.filter(({ isRemark }) => isRemark);
  return (
    <>
      {faults.length > 0 && (
        <Alert color="red" p="xs" role="alert">
          <Lines problems={faults} />
        </Alert>
      )}
      {remarks.length > 0 && (
        <Alert color="gray" p="xs">
          <Lines problems={remarks} />
        </Alert>
      )}
    </>
  );
}

function Lines({ problems }: { readonly problems: readonly Problem[] }) {
  return problems.map(({ words }) => (
    <Text size="sm" key={words}>
      <HubWords>{words}</HubWords>
    </Text>
  ));
}
