/** Lines of a UTF-8 text file, with their numbers. Bytes that are no UTF-8 end it with words, not with signs of doubt. */
import { createReadStream } from "node:fs";
import path from "node:path";
import { HubError } from "../../platform/errors.ts";

export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** Some lines at a time, without empty ones. Closes the file when the reader leaves. */
export async function* linesOf(file: string, atOnce: number): AsyncGenerator<readonly Line[]> {
  let number = 0;
  let rest = "";
  let lines: Line[] = [];
  const take = (text: string) => {
    number += 1;
    const trimmed = text.endsWith("\r") ? text.slice(0, -1) : text;
    if (trimmed !== "") lines.push({ text: trimmed, number });
  };
  for await (const text of decoded(file, "utf-8")) {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      take(part);
      if (lines.length >= atOnce) {
        yield lines;
        lines = [];
      }
    }
  }
  if (rest !== "") take(rest);
  if (lines.length > 0) yield lines;
}

/** The text of a file, in pieces, without a byte order mark. */
export async function* decoded(file: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const explained = (cause: unknown): HubError =>
    new HubError({
      kind: "usage",
      code: "endpoint.bad-file",
      message: `${path.basename(file)} holds bytes that are no ${encoding} text.`,
      meaning: "Letters would come out wrong, so reading stopped there.",
      remedy:
        encoding === "utf-8"
          ? "Save it as UTF-8, or (CSV) name its encoding at the endpoint, e.g. windows-1252."
          : "Name the right encoding at the endpoint.",
      cause,
    });
  const decode = (bytes?: Buffer): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (error) {
      throw explained(error);
    }
  };
  for await (const bytes of createReadStream(file, { highWaterMark: 256 * 1024 }))
    yield decode(bytes as Buffer);
  const last = decode();
  if (last !== "") yield last;
}
