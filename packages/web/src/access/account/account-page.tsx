/** My account: who I am, my password, where I am signed in, language and colours. NOT other people (`people/`). */
import { NativeSelect, Stack, Text, Title, useMantineColorScheme } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { meQuery } from "../../api/session.ts";
import { chooseLanguage, currentLanguage } from "../../language/language.ts";
import { PageTitle } from "../../parts/page-title.tsx";
import { PasswordForm } from "./password-form.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { Sessions } from "./sessions.tsx";
import { useAccountWords } from "./words.ts";

export function AccountPage() {
  const say = useAccountWords();
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <>
      <PageTitle title={say("title")} />
      <Stack gap="xl">
        {me.kind === "person" && me.person !== null ? (
          <>
            <Part title={say("who")}>
              <ProfileForm person={me.person} teams={me.teams} />
            </Part>
            <Part title={say("password")} text={say("passwordText")}>
              <PasswordForm email={me.person.email} />
            </Part>
            <Part title={say("sessions")}>
              <Sessions />
            </Part>
          </>
        ) : (
          <Text>{say("noPerson")}</Text>
        )}
        <Part title={say("looks")}>
          <Looks />
        </Part>
      </Stack>
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}

function Part({ title, text, children }: PartProps) {
  return (
    <Stack component="section" gap="sm" aria-label={title}>
      <div>
        <Title order={2} size="h4">
          {title}
        </Title>
        {text !== undefined && (
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
}

/** These are kept in the browser, and count for it alone. */
function Looks() {
  const say = useAccountWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = ["auto", "light", "dark"] as const;
  return (
    <Stack maw={400}>
      <NativeSelect
        label={say("languageLabel")}
        value={currentLanguage()}
        data={[
          { value: "en", label: "English" },
          { value: "es", label: "Español" },
        ]}
        onChange={({ currentTarget }) => void chooseLanguage(currentTarget.value === "es" ? "es" : "en")}
      />
      <NativeSelect
        label={say("colours")}
        value={colorScheme}
        data={schemes.map((scheme) => ({ value: scheme, label: say(scheme) }))}
        onChange={({ currentTarget }) => {
          const chosen = schemes.find((scheme) => scheme === currentTarget.value);
          if (chosen !== undefined) setColorScheme(chosen);
        }}
      />
    </Stack>
  );
}
