/**
 * The writers of one run: one per place in the flow that writes, opened when the first row comes, with their
 * checkpoints together. Calls of one writer never overlap, however many rows are under way.
 */
import type { Endpoint, Row, RowResult, WriteRequest, Writer, WriterCheckpoint } from "../endpoints/index.ts";

export interface WriterPool {
  /** The writer of that place; only the first request counts. Rejects with HubError when nothing could be written. */
  open(id: string, endpoint: string, request: WriteRequest): Promise<Pick<Writer, "write">>;
  /** By place; those that keep nothing are absent. */
  checkpoints(): Promise<Readonly<Record<string, WriterCheckpoint>>>;
  finish(): Promise<void>;
  abort(): Promise<void>;
}

export interface WriterPoolOptions {
  endpoint(name: string): Promise<Endpoint>;
  readonly checkpoints: Readonly<Record<string, WriterCheckpoint>>;
  /** Whether a killed run may have begun what is written now. */
  readonly repeated: boolean;
  readonly signal: AbortSignal;
}

export function createWriterPool(options: WriterPoolOptions): WriterPool {
  const writers = new Map<string, Promise<Writer>>();
  const lines = new Map<string, Promise<unknown>>();

  async function openWriter(id: string, name: string, request: WriteRequest): Promise<Writer> {
    const endpoint = await options.endpoint(name);
    const resume = options.checkpoints[id];
    return endpoint.openWriter({
      ...request,
      signal: options.signal,
      ...(options.repeated ? { repeated: true } : {}),
      ...(resume === undefined ? {} : { resume }),
    });
  }

  const all = () => Promise.all([...writers].map(async ([id, writer]) => [id, await writer] as const));

  return {
    async open(id, name, request) {
      let opening = writers.get(id);
      if (opening === undefined) {
        opening = openWriter(id, name, request);
        writers.set(id, opening);
      }
      const writer = await opening;
      return {
        write(rows: readonly Row[], again?: ReadonlySet<number>): Promise<readonly RowResult[]> {
          const before = lines.get(id) ?? Promise.resolve();
          const mine = before.then(() => writer.write(rows, again));
          lines.set(
            id,
            mine.catch(() => {}),
          );
          return mine;
        },
      };
    },
    async checkpoints() {
      const kept: Record<string, WriterCheckpoint> = {};
      for (const [id, writer] of await all()) {
        const checkpoint = await writer.checkpoint();
        if (checkpoint !== undefined) kept[id] = checkpoint;
      }
      return kept;
    },
    async finish() {
      for (const [, writer] of await all()) await writer.finish();
    },
    async abort() {
      await Promise.allSettled([...writers.values()].map(async (writer) => (await writer).abort()));
    },
  };
}
