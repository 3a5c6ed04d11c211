/** Registrations over time: how many had registered by the end of each day. Pure. */

export interface Registering {
  readonly webinar: string;
  /** When somebody registered; what is no instant is not counted in the curve. */
  readonly at: string;
}

/** One day of the curve: its date in the reader's zone, and by webinar how many had registered by then. */
export interface Day {
  readonly date: Date;
  readonly registered: Readonly<Record<string, number>>;
}

/**
 * The last `count` days up to today, oldest first. Who registered before the first of them is in from the start. Days
 * are those of the reader's calendar, also where the clock changes.
 */
export function daysOf(
  webinars: readonly string[],
  registrations: readonly Registering[],
  count: number,
  now: Date,
): readonly Day[] {
  const times = new Map(
    webinars.map((webinar) => [
      webinar,
      registrations
        .filter((one) => one.webinar === webinar)
        .map(({ at }) => Date.parse(at))
        .filter((time) => !Number.isNaN(time))
        .toSorted((one, other) => one - other),
    ]),
  );
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (count - 1 - index));
    const end = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
    const registered = Object.fromEntries(
      [...times].map(([webinar, all]) => [webinar, all.filter((time) => time < end).length]),
    );
    return { date, registered };
  });
}
