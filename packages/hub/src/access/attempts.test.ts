import { expect, it } from "vitest";
import { systemClock } from "../platform/clock/clock.ts";
import { describeOnBothDatabases } from "../platform/database/testing.ts";
import { createAttempts, perAccount, perAddress, windowMs } from "./attempts.ts";

describeOnBothDatabases("attempts", (databases) => {
  async function start() {
    const time = { now: Date.parse("2031-01-01T08:00:00Z") };
    const clock = { ...systemClock, now: () => time.now };
    return { time, attempts: createAttempts(await databases.shared(), clock) };
  }
  const subject = (name: string, most: number) => ({ name: `${name}/${databases.kind}`, most });

  it("are all counted when they come at the same moment", async () => {
    const { attempts } = await start();
    const tries = Array.from({ length: 20 }, () => attempts.begin([subject("same-moment", 5)]));
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  });

  it("are refused with the time to wait, and taken again after it", async () => {
    const { attempts, time } = await start();
    const one = [subject("wait", 1)];
    await attempts.begin(one);
    time.now += 60_000;
    await expect(attempts.begin(one)).rejects.toMatchObject({
      kind: "limited",
      code: "access.too-many-attempts",
      details: { retryAfterSeconds: windowMs / 1000 - 60 },
    });
    // Trying on does not make the wait longer: else an attacker could keep it up with a few tries.
    time.now += windowMs - 60_000;
    await attempts.begin(one);
  });

  it("count only when they fail", async () => {
    const { attempts } = await start();
    const one = [subject("success", 1)];
    for (let round = 0; round < 3; round += 1) {
      await attempts.begin(one);
      await attempts.succeeded(one);
    }
  });

  it("of others do not count", async () => {
    const { attempts } = await start();
    await attempts.begin([perAddress("sign-in", "192.0.2.1"), perAccount("a@acme.example")]);
    const { name } = perAddress("sign-in", "192.0.2.1");
    expect(perAddress("sign-in", "192.0.2.2").name).not.toBe(name);
    expect(perAccount("b@acme.example").name).not.toBe(perAccount("a@acme.example").name);
  });

  it("are forgotten when they are old", async () => {
    const { attempts, time } = await start();
    const database = await databases.shared();
    await attempts.begin([subject("old", 1)]);
    time.now += windowMs;
    await attempts.begin([subject("new", 1)]);
    const rows = await database.sql.selectFrom("attempt").select("subject").execute();
    expect(rows.map((row) => row.subject)).not.toContain(subject("old", 1).name);
  });

  it.each([
    ["one IPv6 network", "2001:db8:1:2::1", "2001:db8:1:2:ffff::9"],
    ["an address written in two ways", "2001:0db8::1", "2001:db8:0:0::2"],
    ["an IPv4 address inside IPv6", "::ffff:192.0.2.7", "192.0.2.7"],
  ])("from %s count together", (_what, one, other) => {
    expect(perAddress("link", one)).toEqual(perAddress("link", other));
  });

  it("from two IPv6 networks do not, nor for an address in other capitals apart", () => {
    expect(perAddress("link", "2001:db8:1:2::1")).not.toEqual(perAddress("link", "2001:db8:1:3::1"));
    expect(perAccount("Ana@Acme.example ")).toEqual(perAccount("ana@acme.example"));
  });
});
