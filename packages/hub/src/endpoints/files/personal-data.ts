/** People in the files that flows read and write. They are named, and left: somebody else may own them, or count on their bytes. */
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { PersonalDataSource } from "../../platform/personal-data/source.ts";
import { mentions, type Subject } from "../../platform/personal-data/subject.ts";

/** Packed, so that a text in them cannot be seen from outside. */
const packed = /\.(xlsx|parquet|gz|zip)$/i;
/** What is carried from one piece of a file to the next: longer than any address with what stands around it. */
const overlap = 400;

export function filePersonalData(folder: string): PersonalDataSource {
  async function look(subject: Subject) {
    const found: string[] = [];
    const unread: string[] = [];
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => a.name.localeCompare(b.name))) {
      if (!entry.isFile()) continue;
      const full = path.join(entry.parentPath, entry.name);
      const name = path.relative(folder, full);
      if (packed.test(name)) unread.push(name);
      else if (await holds(full, subject)) found.push(name);
    }
    return { found, unread };
  }
  return {
    kind: "files",
    tables: [],
    async find(subject) {
      const { found, unread } = await look(subject);
      return {
        records: found.map((name) => ({
          what: "A file that flows read or write",
          where: path.join(folder, name),
          data: { file: name },
        })),
        notSearched: unread.map(
          (name) => `The file ${path.join(folder, name)}: it is packed; open it and look`,
        ),
      };
    },
    async erase(subject) {
      const { found, unread } = await look(subject);
      const left = (name: string, why: string) => ({
        what: "A file that flows read or write",
        where: path.join(folder, name),
        why,
        remedy: "Delete it, or let its flow write it anew without them.",
      });
      return {
        erased: 0,
        left: [
          ...found.map((name) => left(name, "Files are not changed.")),
          ...unread.map((name) => left(name, "It is packed and was not looked into.")),
        ],
      };
    },
  };
}

async function holds(file: string, subject: Subject): Promise<boolean> {
  let rest = "";
  for await (const piece of createReadStream(file, { encoding: "utf8" })) {
    const text = rest + String(piece);
    if (mentions(text, subject)) return true;
    rest = text.slice(-overlap);
  }
  return false;
}
