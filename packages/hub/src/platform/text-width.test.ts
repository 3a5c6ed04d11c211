import { describe, expect, it } from "vitest";
import { clipped, widthOf } from "./text-width.ts";

describe("the width of a text on a terminal", () => {
  it.each([
    ["abc", 3],
    ["Ñandú", 5],
    ["N\u0303andu", 5],
    ["東京", 4],
    ["한국", 4],
    ["👩‍👩‍👧‍👦", 2],
    ["", 0],
  ])("%j is %i columns wide", (text, width) => expect(widthOf(text)).toBe(width));

  it("is cut to a width without cutting a character in two", () => {
    expect(clipped("東京タワー", 6)).toBe("東京…");
    expect(clipped("abc", 3)).toBe("abc");
  });
});
