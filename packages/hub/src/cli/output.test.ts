import { execFileSync } from "node:child_process";
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough, Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RunProgress } from "../platform/http/runs.ts";
import { createOutput, type Terminal } from "./output.ts";

const running: RunProgress = {
  state: "running",
  lines: [
    { label: "Webinar", rows: 42, share: 1 },
    { label: "Attendee", rows: 3402, share: 0.62 },
  ],
  calls: 310,
  callsPerSecond: 9.81,
  callsPerSecondAllowed: 10,
  secondsLeft: 14.2,
  seconds: 31,
};
const done: RunProgress = {
  ...running,
  state: "done",
  summary: "Attendee of 6 webinars   3,402 rows",
  remarks: ["One was cancelled."],
};

function terminal(isTTY: boolean): { readonly stream: Terminal; readonly wrote: () => string } {
  let wrote = "";
  const stream = new Writable({
    write(chunk, _encoding, next) {
      wrote += chunk;
      next();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 100 }), wrote: () => wrote };
}

describe("progress", () => {
  it("on a terminal is bars that redraw themselves", () => {
    const stderr = terminal(true);
    const display = createOutput(terminal(true).stream, stderr.stream, () => 0).progress();
    display.show(running);
    display.show(done);
    display.end();
    const [first = "", second = ""] = stderr.wrote().split("\u001b[2A");
    expect(first).toContain("    Webinar     42 ━━━━━━━━━━━━━━━━━━━━ done");
    expect(first).toContain("    Attendee 3,402 ━━━━━━━━━━━━╸        62 %   9.8 calls/s of 10, 14 s left");
    expect(second).toContain("    Attendee 3,402 ━━━━━━━━━━━━━━━━━━━━ done");
    expect(second).toMatch(/3,402 rows\n {2}Remark: One was cancelled\.\n$/);
  });

  it("in a pipe is a plain line now and then, and the summary", () => {
    let now = 0;
    const stderr = terminal(false);
    const display = createOutput(terminal(false).stream, stderr.stream, () => now).progress();
    display.show(running);
    expect(stderr.wrote()).toBe("");
    now = 5_000;
    display.show(running);
    display.show(running);
    display.show(done);
    display.end();
    expect(stderr.wrote()).toBe(
      "  Webinar 42, Attendee 3,402 (62 %); 310 calls; 9.8 calls/s of 10, 14 s left\n" +
        "  Attendee of 6 webinars   3,402 rows\n  Remark: One was cancelled.\n",
    );
  });
});

describe("a body", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "rostrum-output-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const outputTo = (stdout: Terminal) => createOutput(stdout, terminal(false).stream, () => 0);

  it("is copied to standard output as it is", async () => {
    const stdout = new PassThrough();
    const wrote = text(stdout);
    await outputTo(stdout).copy(Readable.from([Buffer.from("a\u001b\n"), Buffer.from("b")]));
    stdout.end();
    expect(await wrote).toBe("a\u001b\nb");
  });

  it("appears in a file only when it is whole", async () => {
    const file = path.join(folder, "rows.csv");
    const output = outputTo(terminal(false).stream);
    const breaking = Readable.from(
      (async function* () {
        yield "a,b\n";
        throw new Error("broke off");
      })(),
    );
    await expect(output.copy(breaking, file)).rejects.toThrow("broke off");
    expect(readdirSync(folder)).toEqual([]);
    await output.copy(Readable.from(["a,b\n"]), file);
    expect(readFileSync(file, "utf8")).toBe("a,b\n");
    expect(readdirSync(folder)).toEqual(["rows.csv"]);
  });

  it("regression: is written to what a link stands for", async () => {
    const file = path.join(folder, "real.csv");
    writeFileSync(file, "old");
    symlinkSync(file, path.join(folder, "link.csv"));
    await outputTo(terminal(false).stream).copy(Readable.from(["new"]), path.join(folder, "link.csv"));
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(lstatSync(path.join(folder, "link.csv")).isSymbolicLink()).toBe(true);
  });

  it("regression: goes into a pipe or device, which stays what it is", async () => {
    const pipe = path.join(folder, "pipe.csv");
    execFileSync("sh", ["-c", 'mkfifo "$0"', pipe]);
    const read = readFile(pipe, "utf8");
    await outputTo(terminal(false).stream).copy(Readable.from(["a,b"]), pipe);
    expect(await read).toBe("a,b");
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect(readdirSync(folder)).toEqual(["pipe.csv"]);
  });

  it("ends quietly when the reader of a pipe has enough", async () => {
    const closed = new Writable({
      write(_chunk, _encoding, next) {
        next(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
      },
    });
    const body = Readable.from(["a", "b", "c"]);
    await outputTo(closed).copy(body);
    expect(body.destroyed).toBe(true);
  });
});
