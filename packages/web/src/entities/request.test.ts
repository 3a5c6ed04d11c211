import { expect, it } from "vitest";
import { readChoiceSearch, readDataSearch } from "./address.ts";
import { commandOf, conditionsOfRow, exportParametersOf, parametersOf, rowName } from "./request.ts";
import { sortAfter, sortOf, usualSort } from "./sort.ts";

it("reads an address that somebody typed, and leaves out what cannot be", () => {
  expect(readDataSearch({ where: "email~an", limit: 20, from: 2031, row: "" })).toEqual({
    where: ["email~an"],
    limit: 20,
    from: "2031",
  });
  expect(readDataSearch({ where: ["a=1", 7, null], limit: -1 })).toEqual({ where: ["a=1", "7"] });
  expect(readDataSearch({ limit: "all" })).toEqual({ limit: "all" });
  expect(readChoiceSearch({ find: 12, connection: {} })).toEqual({ find: "12" });
});

it("asks for few rows unless more are wanted", () => {
  expect(parametersOf({}, [])).toEqual({ limit: "500" });
  expect(parametersOf({ limit: "all", where: ["a=1", "b=2"] }, ["email", "subject"])).toEqual({
    where: ["a=1", "b=2"],
    fields: "email,subject",
  });
});

it("takes days by the clock of whoever chose them, also where clocks change, and else leaves them to the hub", () => {
  const days = { from: "2031-03-30", to: "2031-03-30", limit: "all" } as const;
  expect(parametersOf({ ...days, zone: "Europe/Madrid" }, [])).toEqual({
    from: "2031-03-29T23:00:00.000Z",
    to: "2031-03-30T22:00:00.000Z",
  });
  expect(parametersOf(days, [])).toEqual({ from: "2031-03-30", to: "2031-03-30" });
  expect(parametersOf({ ...days, zone: "Nowhere/Else" }, [])).toEqual({
    from: "2031-03-30",
    to: "2031-03-30",
  });
});

it("exports everything that is meant, unless a limit was chosen", () => {
  expect(exportParametersOf({ where: ["a=1"] }, [])).toEqual({ where: ["a=1"] });
  expect(exportParametersOf({ limit: 500 }, ["email"])).toEqual({ limit: "500", fields: "email" });
});

it("is a command whose words a shell leaves alone", () => {
  const where = ['subject~it\'s a "heat pump" $HOME', "webinarKey=5"];
  expect(commandOf("Attendee", parametersOf({ where, from: "-30d", limit: "all" }, []))).toBe(
    `rostrum query Attendee --from -30d --where 'subject~it'\\''s a "heat pump" $HOME' --where webinarKey=5`,
  );
});

it("finds a row again by its name", () => {
  const keys = ["webinarKey", "startTime"];
  const name = rowName({ keys }, { webinarKey: "9007199254740993", startTime: "2031-01-31T15:00:00Z" });
  expect(conditionsOfRow(name)).toEqual(["webinarKey=9007199254740993", "startTime=2031-01-31T15:00:00Z"]);
});

it("sorts up, down, and as GoTo gives the rows", () => {
  expect(sortOf("-email")).toEqual({ column: "email", descending: true });
  expect(sortOf(undefined)).toBeUndefined();
  expect([undefined, "email", "-email", "subject"].map((sort) => sortAfter(sort, "email"))).toEqual([
    "email",
    "-email",
    "-",
    "email",
  ]);
  expect(sortOf("-")).toBeUndefined();
  expect(usualSort({ name: "Webinar" })).toBe("-times");
});
