import { expect, it } from "vitest";
import { partsOf } from "./commands.ts";

const pages = (text: string) => partsOf(text).flatMap(({ page }) => (page === undefined ? [] : [page]));

it.each([
  ["Correct the flow; check it with: rostrum flow validate people-in", { page: "editor", name: "people-in" }],
  ["See them with: rostrum flow failed copy. The run", { page: "failedRows", name: "copy" }],
  ["Give a flow file, or see: rostrum flow list", { page: "flows" }],
  [
    "Look it up with `rostrum query Webinar --fields webinarKey,subject`.",
    { page: "entity", name: "Webinar" },
  ],
  ["See `rostrum query Registrant --where webinarKey=874` for who is.", { page: "webinar", name: "874" }],
  ["See `rostrum entities` for all of them.", { page: "data" }],
  ["Make one with: rostrum replica add", { page: "replicas" }],
  ["Authorize it again: rostrum connections authorize acme", { page: "connections" }],
  ["Add it with: rostrum endpoint add crm --kind KIND. Known are csv.", { page: "endpoints" }],
])("a command is said as the page where the same is done: %s", (text, page) => {
  expect(pages(text)).toEqual([page]);
  expect(
    partsOf(text)
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
});

it("what is no command, and commands for the hub's own machine, stay as they are", () => {
  for (const text of ["Nothing was done.", "At the machine itself: rostrum setup-link"])
    expect(partsOf(text)).toEqual([{ text }]);
});
