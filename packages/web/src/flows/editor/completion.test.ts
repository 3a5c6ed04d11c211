import { describe, expect, it } from "vitest";
import { completionsAt, namesIn, taken } from "./completion.ts";

const names = namesIn([
  { email: null, firstName: "Ann", campaign: { webinar_key: "8745" }, "Full name": "Ann B" },
  { email: "a@b.example" },
]);
const at = (text: string, caret = text.length) =>
  completionsAt(text, caret, names).options.map((one) => one.text);

describe("completion of expressions", () => {
  it("knows the names in the rows, what is within them, and a value", () => {
    expect(names).toEqual([
      { text: "email", about: "a@b.example" },
      { text: "firstName", about: "Ann" },
      { text: "campaign", about: '{"webinar_key":"8745"}' },
      { text: "campaign.webinar_key", about: "8745" },
      { text: "`Full name`", about: "Ann B" },
    ]);
  });

  it("offers what begins so, then what contains it", () => {
    expect(at("em")).toEqual(["email"]);
    expect(at("name")).toEqual(["firstName", "`Full name`"]);
    expect(at("$trim(fir")).toEqual(["firstName"]);
    expect(at("campaign.")).toEqual(["campaign.webinar_key"]);
    expect(at("$low")).toEqual(["$lowercase(text)"]);
  });

  it("is silent within a text, after nothing, and where the word is whole", () => {
    expect(at('"em')).toEqual([]);
    expect(at("email ")).toEqual([]);
    expect(at("email")).toEqual([]);
    expect(at("email = 1", 2)).toEqual(["email"]);
  });

  it("puts the caret between the brackets of a function", () => {
    const { from, options } = completionsAt("1 + $rou", 8, names);
    const [first] = options;
    expect(first && taken("1 + $rou", 8, from, first)).toEqual({ text: "1 + $round()", caret: 11 });
    const name = completionsAt("em & 1", 2, names);
    expect(name.options[0] && taken("em & 1", 2, name.from, name.options[0])).toEqual({
      text: "email & 1",
      caret: 5,
    });
  });
});
