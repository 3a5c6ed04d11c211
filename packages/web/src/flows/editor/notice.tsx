/** Something that somebody should know, in words first; colour and icon only repeat it. NOT a failure: that is FailureNotice. */
import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";

const looks = {
  good: { color: "green", icon: IconCircleCheck },
  doubtful: { color: "orange", icon: IconAlertTriangle },
  bad: { color: "red", icon: IconCircleX },
  plain: { color: "gray", icon: IconInfoCircle },
} as const;

export interface NoticeProps {
  readonly tone: keyof typeof looks;
  readonly title: string;
  readonly children?: ReactNode;
}

export function Notice({ tone, title, children }: NoticeProps) {
  const { color, icon: Icon } = looks[tone];
  return (
    <Alert color={color} icon={<Icon aria-hidden />}>
      <Stack gap="xs">
        {/* The alert's own title has the colour, too faint to be read upon it. */}
        <Text size="sm" fw={600}>
          {title}
        </Text>
        {children}
      </Stack>
    </Alert>
  );
}
