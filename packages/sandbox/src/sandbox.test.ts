import { expect, test } from "vitest";
import { createSandbox } from "./sandbox.ts";
import { baseDate } from "./world/testing/worlds.ts";

const size = { webinars: 1, upcoming: 1, othersWebinars: 0, registrants: 4, attendees: 3 };

test("webinars take place by themselves as real time goes by, though nobody calls", async () => {
  let real = 1_000_000;
  const sandbox = createSandbox({ baseDate, size, real: () => real });
  try {
    const joined: string[] = [];
    sandbox.world.listen((happening) => joined.push(happening.type));
    await sandbox.listen();
    real += 2 * 86_400_000;
    await expect.poll(() => joined.filter((type) => type === "registrant joined").length).toBe(3);
  } finally {
    await sandbox.close();
  }
});

test("a world that was only made needs no closing, and has no address yet", () => {
  const sandbox = createSandbox({ baseDate, size });
  expect(() => sandbox.url).toThrow(/await listen\(\)/);
  expect(sandbox.control.counts().Webinar).toBe(1);
});

test("the same seed and date give the same world whatever the day, key for key", () => {
  const keys = () =>
    [...createSandbox({ seed: 3, baseDate }).world.webinars].map(({ webinarKey }) => webinarKey);
  expect(keys()).toEqual(keys());
});
