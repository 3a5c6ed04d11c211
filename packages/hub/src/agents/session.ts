/**
 * The hub's side of one run that an agent carries out: endpoints, readers and writers that are open for it, and the
 * numbered calls with their answers until the agent has them. Lives in the memory of one process of the hub; when that
 * ends, readers are opened again from their position, and a run that was writing through the hub goes on from its last
 * step, as after any crash (docs/flows.md). NOT what may be asked: `permitted.ts` is asked first, for every call.
 */
import type { Batch, Endpoint, ReadRequest, Row, WriteRequest, Writer } from "../endpoints/index.ts";
import type { FlowRunRecord, KeptRow, LookupTable, Sender, SendRequest } from "../flows/index.ts";
import { HubError } from "../platform/errors.ts";
import { permittedTo } from "./permitted.ts";
import { type Call, notHere } from "./protocol.ts";

type CallOf<What extends Call["what"]> = Extract<Call, { what: What }>;

/** A run that an agent holds, or a preview: a run of which nothing is written. */
export type Held = Pick<FlowRunRecord, "id" | "attempt" | "definition"> &
  ({ readonly kind: "preview" } | FlowRunRecord);

export interface SessionPorts {
  open(endpoint: string, onCall: () => void): Promise<Endpoint>;
  sender(signal: AbortSignal, onCall: () => void): Sender;
  lookupTable(name: string): Promise<LookupTable>;
  keptRows(
    run: FlowRunRecord,
    after: Row | undefined,
  ): AsyncGenerator<{ rows: readonly KeptRow[]; position: Row }>;
}

export interface Session {
  readonly attempt: number;
  /** Calls to GoTo so far. */
  calls(): number;
  /** The answer to a call, begun at its first asking. Rejects with what the call met. */
  answer(number: number, call: Call): Promise<unknown>;
  /** Forgets answers that have arrived: these, and all before `from`. Their calls are not begun again. */
  received(numbers: readonly number[], from: number): void;
  close(): Promise<void>;
}

/** The code of an error that is not the call's own: it was broken off from outside. */
export const closedHere = "agent.closed";

/** Answers that were not fetched; an honest agent has a dozen. */
const mostUnfetched = 200;
const mostOpen = 200;
/** Rows of a look-up that come in one answer. */
const mostWhole = 100;

export function createSession(run: Held, ports: SessionPorts): Session {
  const permitted = permittedTo(run.definition, run.kind);
  const leave = new AbortController();
  const endpoints = new Map<string, Promise<Endpoint>>();
  const readers = new Map<
    number,
    { readonly reading: AsyncIterator<Batch>; readonly left: AbortController }
  >();
  const writers = new Map<number, Writer>();
  const answers = new Map<number, Promise<unknown>>();
  /** Calls whose answers have arrived. All before `first` have. */
  const fetched = new Set<number>();
  let first = 1;
  let calls = 0;
  const onCall = () => {
    calls += 1;
  };
  const sender = ports.sender(leave.signal, onCall);

  function endpoint(name: string): Promise<Endpoint> {
    let one = endpoints.get(name);
    if (one === undefined) {
      one = ports.open(name, onCall);
      endpoints.set(name, one);
      // What could not be opened is tried again when it is asked for again.
      one.catch(() => endpoints.delete(name));
    }
    return one;
  }

  async function read(number: number, call: CallOf<"read">): Promise<unknown> {
    const { what: _, endpoint: name, whole, ...wish } = call;
    permitted.table(name, call.table, "read");
    const left = new AbortController();
    const request = { ...wish, signal: AbortSignal.any([leave.signal, left.signal]) } as ReadRequest;
    const reading = (await endpoint(name)).read(request)[Symbol.asyncIterator]();
    if (!whole) {
      if (readers.size >= mostOpen) throw tooMany();
      readers.set(number, { reading, left });
      return pull(number);
    }
    const batches: Batch[] = [];
    let rows = 0;
    for (let one = await reading.next(); one.done !== true; one = await reading.next()) {
      batches.push(one.value);
      rows += one.value.rows.length;
      if (rows >= mostWhole) break;
    }
    await reading.return?.();
    return { batches, end: true };
  }

  async function pull(number: number): Promise<unknown> {
    const found = readers.get(number);
    if (found === undefined) throw gone("reader");
    const { value, done } = await found.reading.next();
    if (done !== true) return { batches: [value], end: false };
    readers.delete(number);
    return { batches: [], end: true };
  }

  async function openWriter(number: number, call: CallOf<"write to">): Promise<unknown> {
    const { what: _, endpoint: name, ...wish } = call;
    permitted.table(name, call.table, call.operation);
    if (writers.size >= mostOpen) throw tooMany();
    const request = { ...wish, signal: leave.signal } as WriteRequest;
    writers.set(number, await (await endpoint(name)).openWriter(request));
    return {};
  }

  async function check({ what: _, endpoint: name, rows, ...wish }: CallOf<"check">): Promise<unknown> {
    permitted.check(name, wish.table, wish.operation);
    const asked = await endpoint(name);
    return { checked: await asked.check?.(wish as WriteRequest, rows as Row[]) };
  }

  function writerOf(number: number): Writer {
    const found = writers.get(number);
    if (found === undefined) throw gone("writer");
    return found;
  }

  async function carryOut(number: number, call: Call): Promise<unknown> {
    switch (call.what) {
      case "open":
        permitted.endpoint(call.endpoint);
        return { kind: (await endpoint(call.endpoint)).kind };
      case "describe":
        permitted.describe(call.endpoint, call.table);
        return (await endpoint(call.endpoint)).describe(call.table);
      case "read":
        return read(number, call);
      case "next":
        return pull(call.reader);
      case "leave":
        readers.get(call.reader)?.left.abort(new DOMException("The reader has left.", "AbortError"));
        await readers.get(call.reader)?.reading.return?.();
        readers.delete(call.reader);
        return {};
      case "write to":
        return openWriter(number, call);
      case "check":
        return check(call);
      case "write":
        return { results: await writerOf(call.writer).write(call.rows as Row[], new Set(call.again)) };
      case "checkpoint":
        return { checkpoint: await writerOf(call.writer).checkpoint() };
      case "finish":
        await writerOf(call.writer).finish();
        return {};
      case "abort":
        await writerOf(call.writer).abort();
        return {};
      case "send":
        permitted.send(call);
        return { value: await sender.send(sendRequest(call)) };
      case "lookup table":
        permitted.lookupTable(call.name);
        return { entries: [...(await ports.lookupTable(call.name))] };
      case "kept rows": {
        permitted.keptRows();
        if (run.kind === "preview") return {};
        const page = await ports.keptRows(run, call.after as Row | undefined).next();
        return page.done === true ? {} : page.value;
      }
    }
  }

  return {
    attempt: run.attempt,
    calls: () => calls,
    answer(number, call) {
      let answer = answers.get(number);
      if (answer === undefined) {
        // A request that hung somewhere on the way and comes now, when nobody waits for it any more.
        if (number < first || fetched.has(number)) return Promise.reject(late(number));
        if (answers.size >= mostUnfetched) throw tooMany();
        answer = carryOut(number, call).catch((error: unknown) => {
          throw leave.signal.aborted ? ending() : error;
        });
        answer.catch(() => {});
        answers.set(number, answer);
      }
      return answer;
    },
    received(numbers, from) {
      for (const number of numbers) {
        answers.delete(number);
        fetched.add(number);
      }
      first = Math.max(first, from);
      for (const number of fetched) if (number < first) fetched.delete(number);
      for (const number of answers.keys()) if (number < first) answers.delete(number);
    },
    async close() {
      leave.abort(new DOMException("The run is over here.", "AbortError"));
      await Promise.allSettled(answers.values());
      await Promise.allSettled([...readers.values()].map(({ reading }) => reading.return?.()));
      await sender.close();
      // Writers are left as they are, as a crash would: what they made outlast one is gone on with.
      for (const one of endpoints.values()) await (await one.catch(() => undefined))?.close();
    },
  };
}

function sendRequest({ connection, method, path, query, headers, body }: CallOf<"send">): SendRequest {
  return {
    connection,
    method,
    path,
    query: query as Row,
    headers: headers as Row,
    body: body as SendRequest["body"],
  };
}

function gone(what: string): HubError {
  return new HubError({
    kind: "conflict",
    code: notHere,
    message: `This process of the hub has no such ${what}.`,
    meaning: "The hub was started anew, or the run was silent for too long. Nothing was done.",
    remedy: "Nothing needs to be done: the agent goes on from the run's last step.",
  });
}

/** Not the run's failure: the agent asks again. */
function ending(): HubError {
  return new HubError({
    kind: "unavailable",
    code: closedHere,
    message: "The hub is ending, or has closed what this run had open.",
    meaning: "The call was broken off.",
    remedy: "Nothing needs to be done: the agent asks again.",
  });
}

function late(number: number): HubError {
  return new HubError({
    kind: "conflict",
    code: "agent.late-call",
    message: `Call ${number} was answered before, and the agent has the answer.`,
    meaning: "This request came late. Nothing was done again.",
    remedy: "Nothing needs to be done.",
  });
}

function tooMany(): HubError {
  return new HubError({
    kind: "limited",
    code: "agent.too-many",
    message: "The agent has too many calls or tables open at once.",
    meaning: "The hub keeps a bounded number for each run. Nothing was done.",
    remedy: "Report it: an agent of this version does not do that.",
  });
}
