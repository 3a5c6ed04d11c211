/** When people hear of a flow, as a pure decision. */
import { describe, expect, it } from "vitest";
import { likenessOf, messageDue, nextTry } from "./model.ts";

const at = (hour: number) => new Date(Date.UTC(2031, 2, 10) + hour * 3_600_000);
const quiet = { troubleSince: undefined, toldAt: undefined, told: undefined, untold: 0 };

describe("a message about a flow", () => {
  it("is due at the first trouble, and then not before the hours are over", () => {
    const trouble = { ...quiet, troubleSince: at(0), untold: 1 };
    expect(messageDue(quiet, 24, at(0))).toBeUndefined();
    expect(messageDue(trouble, 24, at(0))).toBe("trouble");
    const told = { ...trouble, toldAt: at(0), told: "trouble" } as const;
    expect(messageDue(told, 24, at(23))).toBeUndefined();
    expect(messageDue(told, 24, at(24))).toBe("trouble");
    expect(messageDue({ ...told, untold: 0 }, 24, at(30))).toBeUndefined();
  });
  it("says at once that all is well, to those who heard of trouble", () => {
    expect(messageDue({ ...quiet, toldAt: at(0), told: "trouble" }, 24, at(1))).toBe("recovered");
    expect(messageDue({ ...quiet, toldAt: at(0), told: "recovered" }, 24, at(1))).toBeUndefined();
  });
  it("does not follow a flow that fails and works in turn; what happened is said when the hours are over", () => {
    const again = { troubleSince: at(2), toldAt: at(1), told: "recovered", untold: 1 } as const;
    expect(messageDue(again, 24, at(2))).toBeUndefined();
    expect(messageDue({ ...again, troubleSince: undefined }, 24, at(3))).toBeUndefined();
    expect(messageDue({ ...again, troubleSince: undefined, untold: 20 }, 24, at(25))).toBe("recovered");
  });
});

it("what differs only in a row's own values is told of as one", () => {
  const one = likenessOf("23514", 'Failing row contains (3, bad). "ann@example.com" is 17 years old');
  expect(likenessOf("23514", 'Failing row contains (4, worse). "bob@example.com" is 18 years old')).toBe(one);
});

it("a message is tried for two days and then given up", () => {
  let now = at(0);
  let tries = 0;
  for (let next: Date | undefined = now; next !== undefined; next = nextTry(tries, now)) {
    now = next;
    tries += 1;
  }
  expect(tries).toBe(8);
  expect((now.getTime() - at(0).getTime()) / 3_600_000).toBeGreaterThan(40);
});
