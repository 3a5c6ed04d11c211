/** The pictures of a webinar: registrations over time, the funnel, the people in the room. */
import { Text } from "@mantine/core";
import { currentLanguage } from "../language/language.ts";
import { figure, share } from "../language/moments.ts";
import { Picture } from "../parts/picture.tsx";
import { Area } from "./area.tsx";
import { Bars } from "./bars.tsx";
import { completedShare, type Funnel } from "./funnel.ts";
import { minutesOf, peakOf, timePresent } from "./presence.ts";
import { registrationsByDay } from "./registrations.ts";
import type { Attendee, Registrant, Session } from "./webinar.ts";
import { useWebinarWords } from "./words.ts";

export function RegistrationsPicture({ registrants }: { readonly registrants: readonly Registrant[] }) {
  const say = useWebinarWords();
  const days = registrationsByDay(registrants);
  const [first] = days;
  if (first === undefined) return <Text>{say("registrationsNone")}</Text>;
  const best = days.reduce((most, day) => (day.registered > most.registered ? day : most), first);
  return (
    <Picture
      title={say("registrationsTitle")}
      text={say("registrationsText", {
        count: registrants.length,
        first: dayName(first.day, "whole"),
        day: dayName(best.day, "whole"),
        most: figure(best.registered),
      })}
      columns={[say("day"), say("onDay"), say("byThen")]}
      rows={days.map(({ day, registered, total }) => [dayName(day), figure(registered), figure(total)])}
    >
      <Area
        name={say("byThen")}
        points={days.map(({ day, total }) => ({ at: dayName(day), value: total }))}
        shape="linear"
      />
    </Picture>
  );
}

export function FunnelPicture({ funnel }: { readonly funnel: Funnel }) {
  const say = useWebinarWords();
  const { registered, attended, completed } = funnel;
  const of = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const steps = [
    { name: say("funnelRegistered"), text: say("funnelRegisteredText"), people: registered },
    { name: say("funnelAttended"), text: say("funnelAttendedText"), people: attended },
    {
      name: say("funnelCompleted"),
      text: say("funnelCompletedText", { share: share(completedShare) }),
      people: completed,
    },
  ];
  return (
    <Picture
      title={say("funnelTitle")}
      text={`${say("funnelText", {
        registered: figure(registered),
        attended: figure(attended),
        completed: figure(completed),
        attendedShare: share(of(attended, registered)),
        completedShare: share(of(completed, attended)),
      })} ${say("funnelInvited")}`}
      columns={[say("step"), say("people"), say("ofRegistered")]}
      rows={steps.map(({ name, people }) => [name, figure(people), share(of(people, registered))])}
    >
      <Bars
        bars={steps.map(({ name, text, people }) => ({
          name,
          text,
          value: `${figure(people)} · ${share(of(people, registered))}`,
          share: of(people, registered),
        }))}
      />
    </Picture>
  );
}

export function PresencePicture({
  session: { startTime, endTime },
  attendees,
}: {
  readonly session: Session;
  /** Those of this session. */
  readonly attendees: readonly Attendee[];
}) {
  const say = useWebinarWords();
  const minutes = minutesOf(attendees, startTime, endTime);
  const peak = peakOf(minutes);
  if (attendees.length === 0 || peak === undefined) return <Text>{say("presenceNone")}</Text>;
  const times = [...timePresent(attendees).values()];
  const inMinutes = (ms: number) => figure(Math.round(ms / 60_000));
  return (
    <Picture
      title={say("presenceTitle")}
      text={say("presenceText", {
        count: times.length,
        at: timeOfDay(peak.at),
        peak: figure(peak.people),
        minutes: inMinutes(times.reduce((sum, time) => sum + time, 0) / times.length),
        length: inMinutes(Date.parse(endTime) - Date.parse(startTime)),
      })}
      columns={[say("minute"), say("people")]}
      rows={minutes.map(({ at, people }) => [timeOfDay(at), figure(people)])}
    >
      <Area
        name={say("people")}
        points={minutes.map(({ at, people }) => ({ at: timeOfDay(at), value: people }))}
        shape="stepAfter"
      />
    </Picture>
  );
}

/** "24 Nov", of YYYY-MM-DD; whole: with its year. */
function dayName(day: string, length: "short" | "whole" = "short"): string {
  return new Intl.DateTimeFormat(currentLanguage(), {
    day: "numeric",
    month: "short",
    ...(length === "whole" ? { year: "numeric" } : {}),
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));
}

function timeOfDay(at: number): string {
  return new Intl.DateTimeFormat(currentLanguage(), { hour: "2-digit", minute: "2-digit" }).format(at);
}
