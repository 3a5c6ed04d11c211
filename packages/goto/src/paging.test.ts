import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ListChangedError, UnexpectedAnswerError } from "./errors.ts";
import { type Page, readFlatPage, readHalMembers, readHalPage, walkPages } from "./paging.ts";

type Item = { key: string };
const asItem = (item: unknown) => item as Item;
const identify = (item: Item) => item.key;
const items = (count: number, from = 0): Item[] =>
  Array.from({ length: count }, (_, index) => ({ key: String(from + index) }));

/** GoTo's answer to one request, in each of the shapes (goto-webinar.md 4). */
const shapes = {
  hal(list: readonly Item[], number: number, size: number): Page<Item> {
    const found = list.slice(number * size, (number + 1) * size);
    const page = { size, totalElements: list.length, totalPages: Math.ceil(list.length / size), number };
    return readHalPage(
      found.length === 0 ? { page } : { _embedded: { things: found }, page },
      "things",
      asItem,
    );
  },
  flat(list: readonly Item[], page: number, limit: number): Page<Item> {
    const data = list.slice(page * limit, (page + 1) * limit);
    return readFlatPage({ data, total: list.length, page, limit, pageSize: data.length }, limit, asItem);
  },
  flatWithoutLimit(list: readonly Item[], page: number, limit: number): Page<Item> {
    const data = list.slice(page * limit, (page + 1) * limit);
    return readFlatPage({ data, total: list.length, page, pageSize: data.length }, limit, asItem);
  },
  flatCutToTwenty(list: readonly Item[], page: number, limit: number): Page<Item> {
    const cut = Math.min(limit, 20);
    const data = list.slice(page * cut, (page + 1) * cut);
    return readFlatPage({ data, total: list.length, page, pageSize: data.length }, limit, asItem);
  },
};
const borders = [0, 1, 2, 19, 20, 21, 39, 40, 41, 199, 200, 201, 399, 400, 401];

async function keysOf(walk: AsyncIterable<Item[]>): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of walk) {
    expect(page.length).toBeGreaterThan(0);
    keys.push(...page.map(identify));
  }
  return keys;
}

describe("reading a page", () => {
  it("takes an absent _embedded for no items", () => {
    const page = readHalPage(
      { page: { size: 20, totalElements: 0, totalPages: 0, number: 0 } },
      "webinars",
      asItem,
    );
    expect(page).toMatchObject({ items: [], totalItems: 0, next: undefined });
    expect(readHalMembers({}, "webhooks", asItem)).toEqual([]);
  });

  it("takes a bare array for the whole list", () => {
    expect(readFlatPage([{ key: "1" }], undefined, asItem)).toMatchObject({
      items: [{ key: "1" }],
      next: undefined,
    });
  });

  it("refuses an answer that is no page rather than take it for an empty one", () => {
    for (const body of [
      undefined,
      null,
      "<html>",
      7,
      [],
      {},
      { _embedded: { things: [] } },
      { _embedded: { others: [] }, page: {} },
    ]) {
      expect(() => readHalPage(body, "things", asItem)).toThrow(UnexpectedAnswerError);
    }
    for (const body of [undefined, null, "<html>", {}, { data: [] }, { total: 0, page: 0 }]) {
      expect(() => readFlatPage(body, 20, asItem)).toThrow(UnexpectedAnswerError);
    }
  });
});

describe("walking a list", () => {
  it.each(Object.keys(shapes) as (keyof typeof shapes)[])(
    "yields every item once and in order at every border (%s)",
    async (shape) => {
      for (const count of borders) {
        for (const size of [1, 19, 20, 21, 199, 200]) {
          let calls = 0;
          const list = items(count);
          const walk = walkPages(
            async (number) => {
              calls++;
              return shapes[shape](list, number, size);
            },
            {
              identify,
            },
          );
          expect(await keysOf(walk)).toEqual(list.map(identify));
          if (shape !== "flatCutToTwenty") expect(calls).toBe(Math.max(1, Math.ceil(count / size)));
        }
      }
    },
  );

  it("yields every item once and in order for any size, page size and concurrency", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(shapes) as (keyof typeof shapes)[])),
        fc.nat(700),
        fc.integer({ min: 1, max: 250 }),
        fc.integer({ min: 1, max: 6 }),
        fc.scheduler(),
        async (shape, count, size, concurrency, scheduler) => {
          const list = items(count);
          const fetchPage = scheduler.scheduleFunction(async (number: number) =>
            shapes[shape](list, number, size),
          );
          const walked = keysOf(walkPages(fetchPage, { identify, concurrency }));
          await scheduler.waitFor(walked);
          expect(await walked).toEqual(list.map(identify));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("misses no item that was there all the time, and yields none twice, while others are deleted", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.tuple(fc.nat(12), fc.nat(), fc.integer({ min: 1, max: 25 })), { maxLength: 6 }),
        async (count, size, concurrency, deletions) => {
          const list = items(count);
          const deleted = new Set<string>();
          let calls = 0;
          const walk = walkPages(
            async (number) => {
              const page = shapes.hal(list, number, size);
              for (const [when, where, many] of deletions) {
                if (when !== calls || list.length === 0) continue;
                for (const item of list.splice(where % list.length, many)) deleted.add(item.key);
              }
              calls++;
              return page;
            },
            { identify, concurrency },
          );
          let walked: string[];
          try {
            walked = await keysOf(walk);
          } catch (error) {
            expect(error).toBeInstanceOf(ListChangedError);
            return;
          }
          expect(new Set(walked).size).toBe(walked.length);
          const missed = items(count)
            .map(identify)
            .filter((key) => !walked.includes(key) && !deleted.has(key));
          expect(missed).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("misses and repeats nothing while items are added anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 5, max: 40 }),
        fc.array(fc.tuple(fc.nat(12), fc.nat(), fc.integer({ min: 1, max: 25 })), { maxLength: 4 }),
        async (count, size, additions) => {
          const list = items(count);
          let calls = 0;
          let added = 1000;
          const walk = walkPages(
            async (number) => {
              const page = shapes.hal(list, number, size);
              for (const [when, where, many] of additions) {
                if (when !== calls) continue;
                added += 1000;
                list.splice(where % (list.length + 1), 0, ...items(many, added));
              }
              calls++;
              return page;
            },
            { identify },
          );
          const walked = await keysOf(walk);
          expect(walked.filter((key) => Number(key) < 1000)).toEqual(items(count).map(identify));
          expect(new Set(walked).size).toBe(walked.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("ends with an error when GoTo answers the same page for ever", async () => {
    const same = async () => shapes.hal(items(40), 0, 20);
    await expect(keysOf(walkPages(same, { identify }))).rejects.toThrow(UnexpectedAnswerError);
  });

  it("ends with an error when there is always one more page and never anything new", async () => {
    const endless = async (number: number): Promise<Page<Item>> => ({
      items: items(5),
      number,
      totalItems: 1_000_000,
      totalPages: number + 2,
      next: number + 1,
    });
    await expect(keysOf(walkPages(endless, { identify }))).rejects.toThrow(UnexpectedAnswerError);
  });

  it("ends with an error when the list shrinks for ever", async () => {
    let total = 100_000;
    const shrinking = async (number: number): Promise<Page<Item>> => {
      total -= 20;
      return { items: items(20, total), number, totalItems: total, totalPages: total / 20, next: number + 1 };
    };
    await expect(keysOf(walkPages(shrinking, { identify }))).rejects.toThrow(ListChangedError);
  });

  it("asks for no more pages than its concurrency ahead of the consumer", async () => {
    let asked = 0;
    const list = items(1000);
    const walk = walkPages(
      async (number) => {
        asked++;
        return shapes.hal(list, number, 10);
      },
      {
        identify,
        concurrency: 3,
      },
    );
    await walk.next();
    expect(asked).toBe(1);
    await walk.next();
    expect(asked).toBe(4);
    await walk.return(undefined);
    expect(asked).toBe(4);
  });

  it("gives up the pages asked for ahead when the consumer stops", async () => {
    const list = items(100);
    const signals: AbortSignal[] = [];
    const fetchPage = async (number: number, signal: AbortSignal) => {
      signals.push(signal);
      return shapes.hal(list, number, 10);
    };
    for await (const _ of walkPages(fetchPage, { identify, concurrency: 4 })) break;
    expect(signals.every((signal) => signal.aborted)).toBe(true);
  });
});
