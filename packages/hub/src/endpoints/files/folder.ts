/**
 * The folder of an endpoint, and the way to its files that never leads out of it: neither by name ("../", absolute
 * paths) nor by symbolic links. NOT a guard against whoever can write to the folder by other means while we look.
 */
import { constants } from "node:fs";
import { access, lstat, mkdir, readdir, realpath } from "node:fs/promises";
import path from "node:path";
import { HubError } from "../../platform/errors.ts";

export interface Folder {
  /** The folder as it is called, for messages. */
  readonly name: string;
  /** The full path of a file in it, which need not be there yet. */
  locate(file: string): Promise<string>;
  /** Names of the files with this ending, those in folders within it too, in order. */
  list(extension: string): Promise<readonly string[]>;
  /** Makes the folder in which the file is to be, if need be. */
  makeRoomFor(file: string): Promise<void>;
  /** Whether files can be made in it. Throws when it is not there. */
  isWritable(): Promise<boolean>;
}

const deepest = 4;

export function openFolder(root: string, name: string): Folder {
  const missing = (cause: unknown) =>
    new HubError({
      kind: "unavailable",
      code: "endpoint.no-folder",
      message: `The folder "${name === "" ? path.basename(root) : name}" is not there or cannot be read.`,
      meaning: "The endpoint's files cannot be found.",
      remedy: `Make the folder below ${root}, readable by the user that runs Rostrum, or correct its name.`,
      cause,
    });

  /** The real folder; everything must be within. */
  async function home(): Promise<string> {
    const top = await realpath(root).catch((error: unknown) => {
      throw missing(error);
    });
    const folder = await realpath(path.join(top, checked(name))).catch((error: unknown) => {
      throw missing(error);
    });
    if (!isWithin(top, folder)) throw outside(name);
    return folder;
  }

  async function locate(file: string): Promise<string> {
    if (file === "") throw outside(file);
    const folder = await home();
    const full = path.join(folder, checked(file));
    // What is there already, of the way to it, must not be a link to elsewhere.
    for (let part = full; part !== folder && part.length > folder.length; part = path.dirname(part)) {
      const state = await lstat(part).catch(() => undefined);
      if (state?.isSymbolicLink() && !isWithin(folder, await realpath(part).catch(() => "")))
        throw outside(file);
    }
    return full;
  }

  return {
    name,
    locate,
    async list(extension) {
      const found: string[] = [];
      const look = async (folder: string, prefix: string, depth: number): Promise<void> => {
        for (const entry of await readdir(folder, { withFileTypes: true })) {
          if (entry.name.startsWith(".")) continue;
          if (entry.isDirectory() && depth < deepest) {
            await look(path.join(folder, entry.name), `${prefix}${entry.name}/`, depth + 1);
          } else if (entry.isFile() && entry.name.toLowerCase().endsWith(extension)) {
            found.push(prefix + entry.name);
          }
        }
      };
      await look(await home(), "", 1);
      return found.toSorted();
    },
    async makeRoomFor(file) {
      await mkdir(path.dirname(await locate(file)), { recursive: true });
    },
    async isWritable() {
      const folder = await home();
      return access(folder, constants.W_OK).then(
        () => true,
        () => false,
      );
    },
  };
}

/** A relative path of plain names. Those that begin with a dot are kept for ourselves. */
function checked(name: string): string {
  const parts = name === "" ? [] : name.split("/");
  const plain = parts.every((part) => part !== "" && !part.startsWith(".") && !/[\\\0]/.test(part));
  if (!plain) throw outside(name);
  return parts.join(path.sep);
}

function isWithin(folder: string, file: string): boolean {
  return file === folder || file.startsWith(folder + path.sep);
}

function outside(name: string): HubError {
  return new HubError({
    kind: "usage",
    code: "endpoint.path-refused",
    message: `"${name}" does not name a file in the endpoint's folder.`,
    meaning: "Endpoints reach the files of their own folder only. Nothing was read or written.",
    remedy:
      'Give the name of a file in it, like "people.csv" or "2031/people.csv"; links that lead out are not followed.',
  });
}
