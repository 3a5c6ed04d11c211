/**
 * The records of a CSV text, with the lines they stand on. A record that breaks the rules of quoting is reported and
 * reading goes on with the line after its first: the parser of the library would take all the rest of the file for
 * one field, or (when told to be lenient) make a row of what is none.
 */
import { CsvError, type Parser, parse } from "csv-parse";
import type { CsvOptions } from "../files/options.ts";

/** The fields, and the number of the line on which the record ends. */
export interface CsvRecord {
  readonly fields: readonly string[];
  readonly line: number;
}

export interface BrokenLine {
  readonly line: number;
  readonly text: string;
  readonly code: string;
  readonly words: string;
}

/** Bytes. A quote that is never closed would otherwise take in all the rest of the file before anybody notices. */
const longestRecord = 4_000_000;
/** Bytes given to the parser at once; after a broken record, at most these are parsed again. */
const pieceBytes = 32_768;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

const words: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: "A quote is closed in the middle of a field.",
  INVALID_OPENING_QUOTE: "A quote begins in the middle of a field.",
  CSV_QUOTE_NOT_CLOSED: "A quote is opened and never closed.",
  CSV_MAX_RECORD_SIZE: "A quote is opened and not closed for too long.",
};

/** `text` is the file's, in pieces. */
export async function* recordsOf(
  text: AsyncIterable<string>,
  options: CsvOptions,
): AsyncGenerator<readonly (CsvRecord | BrokenLine)[]> {
  const reader = new Reader(options);
  for await (const some of text) {
    const bytes = Buffer.from(some);
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      await reader.take(bytes.subarray(start, start + pieceBytes));
    }
    yield reader.given();
  }
  await reader.end();
  yield reader.given();
}

class Reader {
  readonly #options: CsvOptions;
  #records: (CsvRecord | BrokenLine)[] = [];
  #parser: Parser;
  /** Bytes after the last good record, of those that the parser has had. */
  #open = Buffer.alloc(0);
  /** How many of this parser's bytes lie before those. */
  #before = 0;
  /** How many of this parser's bytes make up its good records. */
  #good = 0;
  /** Lines before this parser's first. */
  #linesBefore = 0;
  /** The last line of the last good record, counted by this parser. */
  #lastLine = 0;
  /** A broken line whose end has not come yet. */
  #broken: BrokenLine | undefined;

  constructor(options: CsvOptions) {
    this.#options = options;
    this.#parser = this.#start();
  }

  given(): readonly (CsvRecord | BrokenLine)[] {
    return this.#records.splice(0);
  }

  async take(bytes: Buffer): Promise<void> {
    let rest: Buffer | undefined = bytes;
    while (rest !== undefined && rest.length > 0) rest = await this.#feed(rest);
  }

  async end(): Promise<void> {
    while (true) {
      if (this.#broken !== undefined) this.#records.push(this.#broken);
      const error = await new Promise<unknown>((resolve) => {
        this.#parser.once("error", resolve);
        this.#parser.end(() => resolve(undefined));
        this.#parser.resume();
      });
      if (error === undefined || error === null) return;
      const rest = this.#breakAt(error, Buffer.alloc(0));
      if (rest === undefined) {
        if (this.#broken !== undefined) this.#records.push(this.#broken);
        return;
      }
      await this.take(rest);
    }
  }

  /** Answers what is to be read again after a broken line. */
  async #feed(bytes: Buffer): Promise<Buffer | undefined> {
    if (this.#broken !== undefined) return this.#pass(bytes);
    const error = await new Promise<unknown>((resolve) => {
      this.#parser.once("error", resolve);
      this.#parser.write(bytes, (failed) => {
        if (failed) return;
        this.#parser.removeListener("error", resolve);
        resolve(undefined);
      });
    });
    if (error !== undefined) return this.#breakAt(error, bytes);
    this.#advance(bytes);
    return undefined;
  }

  #advance(bytes: Buffer): void {
    const all = Buffer.concat([this.#open, bytes]);
    const good = this.#good - this.#before;
    this.#open = all.subarray(Math.max(0, good));
    this.#before += all.length - this.#open.length;
  }

  #breakAt(error: unknown, bytes: Buffer): Buffer | undefined {
    if (!(error instanceof CsvError) || words[error.code] === undefined) throw error;
    this.#advance(bytes);
    let rest = this.#open;
    let line = this.#linesBefore + this.#lastLine + 1;
    // Empty lines before the broken one are no records.
    while (rest[0] === lineFeed || rest[0] === carriageReturn) {
      if (rest[0] === lineFeed) line += 1;
      rest = rest.subarray(1);
    }
    this.#broken = { line, text: "", code: error.code, words: words[error.code] ?? "" };
    this.#linesBefore = line;
    this.#parser.destroy();
    this.#parser = this.#start();
    return this.#pass(rest);
  }

  /** Passes over the rest of the broken line. */
  #pass(bytes: Buffer): Buffer | undefined {
    const broken = this.#broken;
    if (broken === undefined) return bytes;
    const end = bytes.indexOf(lineFeed);
    const text = broken.text + bytes.subarray(0, end < 0 ? bytes.length : end).toString();
    this.#broken = { ...broken, text: text.slice(0, 1_000).trimEnd() };
    if (end < 0) return undefined;
    this.#records.push(this.#broken);
    this.#broken = undefined;
    return bytes.subarray(end + 1);
  }

  #start(): Parser {
    this.#open = Buffer.alloc(0);
    this.#before = 0;
    this.#good = 0;
    this.#lastLine = 0;
    const { delimiter, quote } = this.#options;
    const linesBefore = this.#linesBefore;
    return parse({
      delimiter,
      quote,
      escape: quote,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: longestRecord,
      record_delimiter: ["\r\n", "\n"],
      on_record: (fields: string[], { lines, bytes }) => {
        this.#lastLine = lines;
        this.#good = bytes;
        this.#records.push({ fields, line: linesBefore + lines });
        // Taken here: what waits in the parser's own stream would be lost when it fails.
        return null;
      },
    });
  }
}
