/** For tests: one command of the command line, run like a function, with what it wrote. */
import { PassThrough, Readable, Writable } from "node:stream";
import { runCli } from "../program.ts";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly environment?: Record<string, string>;
  /** Standard input: text, or lines typed at a terminal one after the other. */
  readonly input?: string;
  readonly typed?: readonly string[];
  readonly signal?: AbortSignal;
  /** Hears of standard error while it is written. */
  readonly onNote?: (text: string) => void;
}

export async function run(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const [stdout, stderr] = [new Collected(), new Collected(options.onNote)];
  const terminal = options.typed !== undefined;
  const stdin = terminal
    ? typing(options.typed ?? [], stderr)
    : Readable.from([options.input ?? ""], { objectMode: false });
  const streams = {
    stdin: Object.assign(stdin, { isTTY: terminal }),
    stdout,
    stderr: Object.assign(stderr, { isTTY: terminal }),
  };
  const signal = options.signal ?? new AbortController().signal;
  const code = await runCli(words, { ROSTRUM_PORT: "0", ...options.environment }, streams, signal);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class Collected extends Writable {
  text = "";
  readonly #heard: ((text: string) => void) | undefined;
  constructor(heard?: (text: string) => void) {
    super({ decodeStrings: false });
    this.#heard = heard;
  }
  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    const text = chunk.toString();
    this.text += text;
    this.#heard?.(text);
    this.emit("wrote", text);
    done();
  }
}

/** Types the next line whenever a question stands there: readline drops what comes before it listens. */
function typing(lines: readonly string[], asked: Writable): Readable {
  const input = new PassThrough();
  const left = [...lines];
  asked.on("wrote", (text: string) => {
    if (!text.endsWith(": ")) return;
    const line = left.shift();
    if (line !== undefined) setImmediate(() => input.write(`${line}\r`));
  });
  return input;
}
