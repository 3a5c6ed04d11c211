/** How the registrations of the next webinars came about, day by day. */
import { dayOf, figure } from "../language/moments.ts";
import { Picture } from "../parts/picture.tsx";
import { daysOf } from "./days.ts";
import { Trend } from "./trend.tsx";
import { colorOf, type Known, webinarsOf } from "./upcoming.ts";
import { useHomeWords } from "./words.ts";

const shownDays = 30;

export function Registrations({ coming, registrations }: Pick<Known, "coming" | "registrations">) {
  const say = useHomeWords();
  const webinars = webinarsOf(coming);
  const keys = webinars.map(({ webinarKey }) => webinarKey);
  const days = daysOf(keys, [...registrations.values()].flat(), shownDays, new Date());
  const points = days.map(({ date, registered }) => ({
    label: dayOf(date),
    values: keys.map((key) => registered[key] ?? 0),
  }));
  const sumAt = (place: number) => points.at(place)?.values.reduce((sum, count) => sum + count, 0) ?? 0;
  return (
    <Picture
      title={say("registrationsTitle")}
      text={say("registrationsText", {
        count: sumAt(-1),
        figure: figure(sumAt(-1)),
        gained: figure(sumAt(-1) - sumAt(-8)),
      })}
      columns={[say("day"), ...webinars.map(({ subject }) => subject)]}
      rows={points.map(({ label, values }) => [label, ...values.map(figure)])}
    >
      <Trend
        height={180}
        points={points}
        series={webinars.map(({ subject }, place) => ({ name: subject, color: colorOf(place) }))}
      />
    </Picture>
  );
}
