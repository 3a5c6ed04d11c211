/** How registrations came in, day by day. Pure but for the reader's zone, by which days are days. */
import type { Registrant } from "./webinar.ts";

export interface Day {
  /** As YYYY-MM-DD in the reader's zone. */
  readonly day: string;
  /** Who registered on that day. */
  readonly registered: number;
  /** All who had registered by its end. */
  readonly total: number;
}

/** Every day from the first registration to the last, those without any too. */
export function registrationsByDay(registrants: readonly Pick<Registrant, "registrationDate">[]): Day[] {
  const counts = new Map<string, number>();
  for (const { registrationDate } of registrants) {
    const day = dayOf(new Date(registrationDate));
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const known = [...counts.keys()].sort();
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return [];
  const days: Day[] = [];
  let total = 0;
  for (let day = first; day <= last; day = nextDay(day)) {
    const registered = counts.get(day) ?? 0;
    total += registered;
    days.push({ day, registered, total });
  }
  return days;
}

function dayOf(at: Date): string {
  const [month, day] = [at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${at.getFullYear()}-${month}-${day}`;
}

/** By the calendar and not by 24 hours, which a day is not where clocks are changed. */
function nextDay(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
