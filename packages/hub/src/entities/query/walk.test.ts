/** Lists that change while they are read, over a list that is changed between any two calls. */
import { type ListedWebinar, NotFoundError } from "@rostrum/goto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConnectedClient } from "../../connections/index.ts";
import { systemClock } from "../../platform/clock/clock.ts";
import { type QueryRun, runQuery } from "./query.ts";

/** A GoTo with one list of webinars, which `change` may alter before each answer. */
function changing(start: readonly number[], change: (list: number[], call: number) => void) {
  const list = [...start];
  let calls = 0;
  const getWebinars = async ({ page = 0, size = 200 }: { page?: number; size?: number }) => {
    // Answers overtake one another.
    for (let turn = (page * 7) % 5; turn >= 0; turn--) await Promise.resolve();
    change(list, calls++);
    const items = list
      .slice(page * size, (page + 1) * size)
      .map((number) => ({ webinarKey: String(number) }));
    const totalPages = Math.ceil(list.length / size);
    return {
      items: items as ListedWebinar[],
      number: page,
      totalItems: list.length,
      totalPages,
      next: page + 1 < totalPages ? page + 1 : undefined,
    };
  };
  const goto = { webinar: { getWebinars } } as unknown as ConnectedClient["goto"];
  return { client: { organizerKey: "1", accountKey: "2", goto } as ConnectedClient, list };
}

async function keysRead(client: ConnectedClient, parallel: number): Promise<number[]> {
  const keys: number[] = [];
  const run = runQuery({ client, clock: systemClock, request: { entity: "Webinar" }, parallel });
  for await (const rows of run) keys.push(...rows.map(({ webinarKey }) => Number(webinarKey)));
  return keys;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const sizes = fc.constantFrom(0, 1, 199, 200, 201, 399, 400, 401, 1_000);
const parallels = fc.integer({ min: 1, max: 12 });

describe("a list that changes while it is read", () => {
  it("loses nothing that stays when others are removed, and doubles nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        parallels,
        fc.array(fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 1_000 }), fc.integer({ min: 1, max: 30 })), {
          maxLength: 3,
        }),
        async (size, parallel, removals) => {
          const { client, list } = changing(numbers(size), (now, call) => {
            for (const [when, place, count] of removals)
              if (when === call) now.splice(place % (now.length + 1), count);
          });
          const keys = await keysRead(client, parallel);
          expect(new Set(keys).size).toBe(keys.length);
          expect(keys).toEqual(expect.arrayContaining(list));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("loses nothing when others are added, and doubles nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        parallels,
        fc.array(fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 1_000 }), fc.integer({ min: 1, max: 300 })), {
          maxLength: 3,
        }),
        async (size, parallel, additions) => {
          let next = 1_000_000;
          const { client } = changing(numbers(size), (now, call) => {
            for (const [when, place, count] of additions) {
              if (when === call)
                now.splice(place % (now.length + 1), 0, ...Array.from({ length: count }, () => next++));
            }
          });
          const keys = await keysRead(client, parallel);
          expect(new Set(keys).size).toBe(keys.length);
          expect(keys).toEqual(expect.arrayContaining(numbers(size)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("is given up as an error when its totals never agree", async () => {
    const { client } = changing(numbers(1_000), () => {});
    const { getWebinars } = client.goto.webinar;
    client.goto.webinar.getWebinars = async (input, options) => {
      const page = await getWebinars(input, options);
      return { ...page, totalItems: 1_000 - page.number };
    };
    await expect(keysRead(client, 4)).rejects.toMatchObject({ code: "list-changed" });
  });

  it("is read to its end from the checkpoint once it has come to rest", async () => {
    const { client } = changing(numbers(1_000), () => {});
    const { getWebinars } = client.goto.webinar;
    let isRestless = true;
    client.goto.webinar.getWebinars = async (input, options) => {
      const page = await getWebinars(input, options);
      return isRestless ? { ...page, totalItems: 1_000 - page.number } : page;
    };
    const keys: number[] = [];
    const read = async (run: QueryRun) => {
      for await (const rows of run) keys.push(...rows.map(({ webinarKey }) => Number(webinarKey)));
    };
    const options = { client, clock: systemClock, parallel: 4 };
    const first = runQuery({ ...options, request: { entity: "Webinar" } });
    await expect(read(first)).rejects.toMatchObject({ code: "list-changed" });
    isRestless = false;
    await read(runQuery({ ...options, checkpoint: first.checkpoint() }));
    expect(keys.toSorted((one, other) => one - other)).toEqual(numbers(1_000));
  });

  it("may lose its last pages, which GoTo may then not know", async () => {
    const { client, list } = changing(numbers(450), (now, call) => {
      if (call === 1) now.length = 150;
    });
    const { getWebinars } = client.goto.webinar;
    client.goto.webinar.getWebinars = async (input, options) => {
      const page = await getWebinars(input, options);
      if (page.number > 0 && page.items.length === 0) throw new NotFoundError("GoTo has no such page.");
      return page;
    };
    expect(await keysRead(client, 3)).toEqual(expect.arrayContaining(list));
  });
});
