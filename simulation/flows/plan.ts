/**
 * The flows of a simulation, as people would write them: a copy with failed rows, a report in a file, registrations at
 * GoTo that are written back, a copy of what changed, and one with several rows for each. Each has its own promise about
 * what is at the far side in the end (`whatIsWrong`), given the source as it is then.
 */
import type { Row } from "../../packages/hub/src/endpoints/index.ts";
import { FlowDefinition } from "../../packages/hub/src/flows/definition.ts";
import type { Account } from "../goto/account.ts";
import type { Chance } from "../world/chance.ts";
import type { FarSide } from "./far-side.ts";

/** The sources at a moment: which rows there were, and the number of the latest change. */
export interface Sources {
  readonly ids: ReadonlySet<string>;
  readonly latest: string;
}

export interface PlannedFlow {
  readonly definition: FlowDefinition;
  /** How many rows its source has now. */
  rows(): number;
  /**
   * What is wrong at the far side when a run is done that began when the sources were as in `before`. `kept` are the ids
   * of source rows that wait as failed rows.
   */
  whatIsWrong(before: Sources, kept: ReadonlySet<string>): string | undefined;
}

const text = (row: Row, field: string) => String(row[field] ?? "");
export const mended = (row: Row) => text(row, "name").replace("bad", "good");
export const isRefused = (row: Row) => text(row, "name").startsWith("bad");

/**
 * Fills the far side and plans flows over it. `areValuesSure` is false where processes stand still: one that wakes up in
 * the middle of a batch writes its rest, as the rows were when it read them, and nothing at the far side keeps it away.
 * `grow` adds a row to the sources, `change` changes one.
 */
export function planFlows(
  chance: Chance,
  far: FarSide,
  accounts: readonly Account[],
  { rows, limit, areValuesSure }: { rows: number; limit: number; areValuesSure: boolean },
) {
  const table = (key: string[], fields: string[], refuses?: (row: Row) => string | undefined) => ({
    key,
    fields,
    rows: new Map<string, Row>(),
    ...(refuses === undefined ? {} : { refuses }),
  });
  const countries = table(["code"], ["code", "name"]);
  const people = table(["id"], ["id", "name", "country", "tags", "changed"]);
  const guests = table(["id"], ["id", "email", "first", "last", "webinar", "registrant", "joinUrl"]);
  const copies = table(["id"], ["id", "name"], (row) => (isRefused(row) ? "the name is refused" : undefined));
  const latest = table(["id"], ["id", "name", "changed"]);
  const tags = table(["id", "tag"], ["id", "tag"]);
  for (const [name, one] of Object.entries({ countries, people, guests, copies, latest, tags })) {
    far.tables.set(name, one);
  }
  for (const code of ["aa", "bb"]) countries.rows.set(code, { code, name: `Land ${code}` });
  let serial = 0;
  const number = () => String(++serial).padStart(6, "0");
  const addPerson = () => {
    const id = number();
    const kind = chance.pick(["good", "good", "good", "bad", "gone"]);
    const some = ["x", "y", "z"].slice(0, chance.whole(0, 3));
    const country = chance.pick(["aa", "bb"]);
    people.rows.set(id, { id, name: `${kind} ${id}`, country, tags: some, changed: number() });
  };
  const addGuest = (account: Account) => {
    const id = number();
    const email = `guest${id}@example.test`;
    guests.rows.set(id, {
      id,
      email,
      first: "A",
      last: id,
      webinar: account.flowWebinar.key,
      registrant: null,
      joinUrl: null,
    });
  };
  const grow = () => {
    addPerson();
    if (chance.hits(0.3)) addGuest(chance.pick(accounts.slice(0, 1)));
  };
  for (let row = 0; row < rows; row++) grow();

  const planned: PlannedFlow[] = [
    {
      definition: FlowDefinition.parse({
        flow: "copy",
        source: { endpoint: "crm", table: "people" },
        steps: [
          { filter: "$not($contains(name, 'gone'))" },
          { lookup: { endpoint: "crm", table: "countries", as: "land", where: { code: "=country" } } },
          { map: { id: "id", name: "name & ', ' & land.name" } },
        ],
        target: { endpoint: "crm", table: "copies", write: "upsert" },
        schedule: { cron: "*/10 * * * *" },
      }),
      rows: () => people.rows.size,
      whatIsWrong(before, kept) {
        for (const [id, row] of people.rows) {
          if (!before.ids.has(id)) continue;
          const copied = copies.rows.get(id);
          const wanted = `${text(row, "name")}, Land ${text(row, "country")}`;
          if (text(row, "name").startsWith("gone")) {
            if (copied !== undefined) return `${id} was to be left out`;
          } else if (isRefused(row)) {
            if (!kept.has(id)) return `${id} was refused and is not kept`;
          } else if (copied === undefined) {
            if (!kept.has(id)) return `${id} is lost`;
          } else if (
            text(row, "changed") <= before.latest &&
            text(copied, "name") !== wanted &&
            !kept.has(id)
          ) {
            return `${id} is "${text(copied, "name")}", not "${wanted}"`;
          }
        }
        return undefined;
      },
    },
    {
      definition: FlowDefinition.parse({
        flow: "report",
        source: { endpoint: "crm", table: "people", limit },
        target: { endpoint: "folder", table: "report.csv", write: "replace" },
        schedule: { every: "15 minutes" },
      }),
      rows: () => Math.min(limit, people.rows.size),
      whatIsWrong(before) {
        const { rows: lines } = far.file("report.csv");
        const ids = lines.map((row) => (row === undefined ? "nothing" : text(row, "id")));
        if (new Set(ids).size < ids.length)
          return `${ids.length - new Set(ids).size} rows are twice in the file`;
        const wanted = [...people.rows.keys()].sort().slice(0, limit);
        const lost = wanted.find((id) => before.ids.has(id) && !ids.includes(id));
        if (lost !== undefined) return `${lost} is not in the file`;
        const strange = ids.find((id) => !wanted.includes(id));
        return strange === undefined ? undefined : `${strange} is in the file, beyond the limit`;
      },
    },
    {
      definition: FlowDefinition.parse({
        flow: "invite",
        source: { endpoint: "crm", table: "guests" },
        steps: [{ map: { webinarKey: "webinar", email: "email", firstName: "first", lastName: "last" } }],
        target: { endpoint: "goto", entity: "Registrant", write: "upsert" },
        // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
        then: [
          {
            update: {
              endpoint: "crm",
              table: "guests",
              where: { id: "=id" },
              set: { registrant: "=result.registrantKey", joinUrl: "=result.joinUrl" },
            },
          },
        ],
        schedule: { cron: "5,35 * * * *" },
      }),
      rows: () => guests.rows.size,
      whatIsWrong(before, kept) {
        for (const [id, row] of guests.rows) {
          if (!before.ids.has(id) || kept.has(id)) continue;
          const account = accounts.find(({ flowWebinar }) => flowWebinar.key === row.webinar);
          const there = account?.flowWebinar.registrants.get(text(row, "email"));
          if (there === undefined) return `${id} is not registered at GoTo`;
          if (row.registrant !== there.key)
            return `${id} was given ${text(row, "registrant")} and is ${there.key} at GoTo`;
          if (row.joinUrl !== there.joinUrl) return `${id} has not its join link`;
        }
        return undefined;
      },
    },
    {
      definition: FlowDefinition.parse({
        flow: "latest",
        source: { endpoint: "crm", table: "people", changed: "changed", fields: ["id", "name", "changed"] },
        steps: [{ map: { id: "id", name: "name", changed: "changed" } }],
        target: { endpoint: "crm", table: "latest", write: "upsert" },
        schedule: { every: "5 minutes" },
      }),
      rows: () => people.rows.size,
      whatIsWrong(before) {
        for (const [id, row] of people.rows) {
          if (!before.ids.has(id)) continue;
          const there = latest.rows.get(id);
          if (there === undefined) return `${id} is lost`;
          const isOlder = text(there, "changed") < text(row, "changed");
          if (isOlder && text(row, "changed") <= before.latest) {
            return `${id} is of ${text(there, "changed")}, not of ${text(row, "changed")}`;
          }
        }
        return undefined;
      },
    },
    {
      definition: FlowDefinition.parse({
        flow: "tags",
        source: { endpoint: "crm", table: "people" },
        steps: [
          { each: { in: "tags", as: "tag" } },
          // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; it is data and never awaited
          { branch: { if: "tag = 'z'", then: [{ filter: "false" }], else: [] } },
          { map: { id: "id", tag: "tag" } },
        ],
        target: { endpoint: "crm", table: "tags", write: "insert" },
        schedule: { cron: "*/20 * * * *", zone: "Europe/Madrid" },
      }),
      rows: () => people.rows.size,
      whatIsWrong(before) {
        for (const [id, row] of people.rows) {
          if (!before.ids.has(id)) continue;
          for (const tag of row.tags as string[]) {
            const isThere = tags.rows.has(`${id} ${tag}`);
            if (isThere === (tag === "z")) return `${id} ${tag} is ${isThere ? "there" : "lost"}`;
          }
        }
        return undefined;
      },
    },
  ];

  return {
    planned,
    grow,
    /** Somebody changes a row where it comes from. */
    change() {
      const ids = [...people.rows.keys()];
      const row = ids.length === 0 ? undefined : people.rows.get(chance.pick(ids));
      if (row === undefined) return;
      people.rows.set(text(row, "id"), { ...row, name: `${text(row, "name")}'`, changed: number() });
    },
    sources: (): Sources => ({
      ids: new Set([...people.rows.keys(), ...guests.rows.keys()]),
      latest: areValuesSure ? String(serial).padStart(6, "0") : "",
    }),
    /** Somebody puts right in the source what the far side refuses. */
    mend(id: string): void {
      const row = people.rows.get(id);
      if (row === undefined || !isRefused(row)) return;
      people.rows.set(id, { ...row, name: mended(row), changed: number() });
    },
  };
}
