/**
 * Files as a whole: taken along from an endpoint's folder, and brought into it. What is brought appears in one step when all of
 * it is there. NOT rows: what is in a file, and whether it can be read, is found out when somebody reads it.
 */
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { link, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { HubError } from "../../platform/errors.ts";
import type { FileExchange } from "../endpoint.ts";
import { wrongEnding } from "../errors.ts";
import type { Folder } from "./folder.ts";
import type { FileFormat } from "./format.ts";

/** A mistake must not fill the disk; rows by the million fit. */
const mostBytes = 1024 ** 3;

export function createFileExchange(
  folder: Folder,
  format: Pick<FileFormat, "extension" | "called">,
): FileExchange {
  async function locate(name: string): Promise<string> {
    const file = await folder.locate(name);
    if (!file.toLowerCase().endsWith(format.extension))
      throw wrongEnding(name, format.extension, format.called);
    return file;
  }
  const isThere = (file: string) =>
    stat(file).then(
      (state) => state.isFile(),
      () => false,
    );

  return {
    async open(name) {
      const file = await locate(name);
      if (!(await isThere(file))) throw unknownFile(name);
      // Opened at once: what takes the place of the file meanwhile is not mixed in.
      const handle = await open(file, "r");
      return { bytes: (await handle.stat()).size, content: createReadStream(file, { fd: handle }) };
    },

    async put(name, content, replace) {
      const file = await locate(name);
      if (!replace && (await isThere(file))) throw fileThere(name);
      await folder.makeRoomFor(name);
      // Named as parts are, and cleared away with them where this process dies.
      const own = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.new`);
      try {
        const { gate, count } = countTo(mostBytes, name);
        await pipeline(content, gate, createWriteStream(own, { flags: "wx", mode: 0o600, flush: true }));
        const replaced = await isThere(file);
        if (replace) await rename(own, file);
        // Refuses where somebody made it meanwhile.
        else
          await link(own, file).catch((error: unknown) =>
            Promise.reject(isTaken(error) ? fileThere(name) : error),
          );
        return { bytes: count(), replaced };
      } finally {
        await rm(own, { force: true });
      }
    },
  };
}

function countTo(most: number, name: string) {
  let bytes = 0;
  const gate = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      if (bytes > most) done(tooLarge(name, most));
      else done(null, piece);
    },
  });
  return { gate, count: () => bytes };
}

const isTaken = (error: unknown) => error instanceof Error && "code" in error && error.code === "EEXIST";

function unknownFile(name: string): HubError {
  return new HubError({
    kind: "unknown",
    code: "endpoint.unknown-file",
    message: `There is no file "${name}" in the endpoint's folder.`,
    meaning: "Nothing was read.",
    remedy: "See the tables of the endpoint: they are its files.",
  });
}

function fileThere(name: string): HubError {
  return new HubError({
    kind: "conflict",
    code: "endpoint.file-exists",
    message: `There is a file "${name}" already.`,
    meaning: "It was left as it is.",
    remedy: "Give the file another name, or say that it is to be replaced.",
  });
}

function tooLarge(name: string, most: number): HubError {
  return new HubError({
    kind: "usage",
    code: "endpoint.file-too-large",
    message: `"${name}" is larger than ${most / 1024 ** 3} GB.`,
    meaning: "Nothing of it was kept.",
    remedy: "Put it into the hub's folder for files by other means, or split it.",
  });
}
