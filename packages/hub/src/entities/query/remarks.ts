/**
 * Remarks: what a person should know about a result that is whole all the same, such as a webinar that was cancelled
 * while it was read. NOT errors: those end a query.
 */

export interface Remark {
  /** Stable, for programs: "webinar.gone", "session.no-data-yet", "row.gone", "webinar.unknown". */
  readonly code: string;
  readonly message: string;
  /** How often; the message is about the first. */
  readonly times: number;
}

const mostRemarks = 200;

export interface Remarks {
  /** Equal codes about the same thing are counted, not repeated. */
  add(code: string, about: string, message: string): void;
  all(): readonly Remark[];
}

export function createRemarks(): Remarks {
  const known = new Map<string, { code: string; message: string; times: number }>();
  let more = 0;
  return {
    add(code, about, message) {
      const name = `${code} ${about}`;
      const remark = known.get(name);
      if (remark !== undefined) remark.times++;
      else if (known.size < mostRemarks) known.set(name, { code, message, times: 1 });
      else more++;
    },
    all() {
      const list = [...known.values()].map((remark) => ({ ...remark }));
      if (more === 0) return list;
      return [...list, { code: "more", message: `And ${more} more remarks of this kind.`, times: more }];
    },
  };
}
