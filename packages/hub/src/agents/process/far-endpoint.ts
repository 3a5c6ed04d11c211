/**
 * An endpoint of the hub's (GoTo, or one that was added there) as the agent's flows see it: the same port, carried by
 * numbered calls. Its credentials stay at the hub. NOT the agent's own endpoints, which are opened here.
 */
import type {
  Batch,
  CheckedRow,
  Endpoint,
  Position,
  ReadRequest,
  Row,
  RowResult,
  Table,
  TestResult,
  WriteRequest,
} from "../../endpoints/index.ts";
import { HubError } from "../../platform/errors.ts";
import { type Call, mostRows, notHere } from "../protocol.ts";
import type { Calls } from "./calls.ts";

/** The hub has forgotten what the run had open there: the run goes on from its last step. */
export class Forgotten extends Error {}

/** Look-ups ask for two rows: one call instead of three. */
const fewRows = 100;
/** Of one write, so that a slow line is not taken for a dead one. */
const mostBytes = 2 * 1024 * 1024;

export async function openFarEndpoint(name: string, calls: Calls): Promise<Endpoint> {
  const ask = async <Answer>(call: Call) => (await calls.make(call)).answer as Answer;
  const { kind } = await ask<{ kind: string }>({ what: "open", endpoint: name });
  const elsewhere = () => new Error("A run asks this of no endpoint of the hub's");

  async function* read(request: ReadRequest): AsyncGenerator<Batch> {
    const { signal, ...wish } = request;
    const make = (call: Call) => unlessLeft(calls.make(call), signal);
    const whole = wish.limit !== undefined && wish.limit <= fewRows;
    let position: Position | undefined = wish.after;
    let given = 0;
    let reader: number | undefined;
    type Answer = { readonly batches: readonly Batch[]; readonly end: boolean };
    try {
      for (;;) {
        let answer: Answer;
        try {
          if (reader === undefined) {
            const left = wish.limit === undefined ? {} : { limit: wish.limit - given };
            const after = position === undefined ? {} : { after: position };
            const call = { what: "read", endpoint: name, whole, ...wish, ...left, ...after };
            const made = await make(call as Call);
            reader = made.number;
            answer = made.answer as Answer;
          } else {
            answer = (await make({ what: "next", reader })).answer as Answer;
          }
        } catch (error) {
          if (!isForgotten(error)) throw error;
          // Another process of the hub: the read goes on where it was, if it can say where that is.
          reader = undefined;
          if (given > 0 && position === wish.after) throw new Forgotten();
          continue;
        }
        for (const batch of answer.batches) {
          position = batch.position ?? position;
          given += batch.rows.length + batch.unreadable.length;
          yield batch;
        }
        if (answer.end) {
          reader = undefined;
          return;
        }
      }
    } finally {
      // Left early: what the hub holds for it ends with the run at the latest.
      if (reader !== undefined) void calls.make({ what: "leave", reader }).catch(() => {});
    }
  }

  return {
    kind,
    read,
    describe: (table) => ask<Table>({ what: "describe", endpoint: name, table }),

    async openWriter({ signal: _, ...wish }: WriteRequest) {
      const call = { what: "write to", endpoint: name, ...wish } as Call;
      const { number: writer } = await calls.make(call);
      const at = async <Answer>(one: Call): Promise<Answer> => {
        try {
          return await ask<Answer>(one);
        } catch (error) {
          throw isForgotten(error) ? new Forgotten() : error;
        }
      };
      return {
        async write(rows: readonly Row[], all?: ReadonlySet<number>) {
          const results: RowResult[] = [];
          for (const part of parts(rows)) {
            const again = [...part.keys()].filter((index) => all?.has(results.length + index));
            const answer = await at<{ results: readonly RowResult[] }>({
              what: "write",
              writer,
              rows: part as Row[],
              ...(again.length === 0 ? {} : { again }),
            });
            results.push(...answer.results);
          }
          return results;
        },
        async checkpoint() {
          return (await at<{ checkpoint?: Row }>({ what: "checkpoint", writer })).checkpoint;
        },
        finish: () => at<void>({ what: "finish", writer }),
        abort: () => at<void>({ what: "abort", writer }),
      };
    },

    async check({ signal: _, ...wish }, rows) {
      const checked: CheckedRow[] = [];
      for (const part of parts(rows)) {
        const call = { what: "check", endpoint: name, ...wish, rows: part } as Call;
        const answer = await ask<{ checked?: readonly CheckedRow[] }>(call);
        checked.push(...(answer.checked ?? []));
      }
      return checked;
    },

    test: (): Promise<TestResult> => Promise.reject(elsewhere()),
    tables: () => Promise.reject(elsewhere()),
    close: async () => {},
  };
}

/** A reader that leaves does not wait for what the hub is still fetching. */
async function unlessLeft<Answer>(answer: Promise<Answer>, signal: AbortSignal | undefined): Promise<Answer> {
  if (signal === undefined) return answer;
  signal.throwIfAborted();
  answer.catch(() => {});
  const left = Promise.withResolvers<never>();
  const leave = () => left.reject(signal.reason);
  signal.addEventListener("abort", leave, { once: true });
  try {
    return await Promise.race([answer, left.promise]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

/** Rows in parts that a slow line bears; one that is larger alone goes alone. */
export function* parts(rows: readonly Row[]): Generator<readonly Row[]> {
  let part: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = JSON.stringify(row).length;
    if (part.length > 0 && (bytes + size > mostBytes || part.length >= mostRows)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(row);
    bytes += size;
  }
  if (part.length > 0) yield part;
}

function isForgotten(error: unknown): boolean {
  return error instanceof HubError && error.code === notHere;
}
