/** Failed rows of which something was written, or may have been: sent again, nothing is made twice and nothing is lost. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../platform/database/testing.ts";
import { openWorkshop, type Workshop } from "./testing/bench.ts";
import { flowClient, type RunAnswer } from "./testing/flow-client.ts";

let postgres: TestPostgres;
let workshop: Workshop;
const { api, run, ended, failedRows } = flowClient(() => workshop);

beforeAll(async () => {
  postgres = await startPostgres();
  workshop = await openWorkshop("embedded", postgres);
  await workshop.sql("create table plans (id int primary key, title text)");
  await workshop.sql("create table copies (id int primary key, name text check (name <> 'bad'))");
});
afterAll(async () => {
  await workshop[Symbol.asyncDispose]();
  await postgres.stop();
});
beforeEach(async () => {
  await workshop.sql("truncate plans, copies");
});

const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
const times = { startTime: `="${day}T10:00:00Z"`, endTime: `="${day}T11:00:00Z"` };
const source = { endpoint: "crm", table: "plans" };
const sendAgain = async (flow: string) =>
  ended((await api("POST", `/flows/${flow}/reprocess`, {})) as RunAnswer);
const madeAtGoTo = async (title: string) => {
  const answer = await workshop.rostrum(
    "query",
    "Webinar",
    "--where",
    `subject=${title}`,
    "--format",
    "json",
  );
  return (JSON.parse(answer.stdout) as unknown[]).length;
};
/** GoTo takes the next webinar and its answer is cut; who looks for it then is turned away. */
function losesAnswer() {
  const { faults } = workshop.sandbox.control;
  faults.order({ kind: "cut", operation: "createWebinar", times: 1 });
  faults.order({ kind: "status", status: 403, operation: "getWebinars", times: 1 });
}

describe("a failed row that is sent again", () => {
  it("is looked for first where nobody knows whether GoTo took it, and made once", async () => {
    await workshop.sql("insert into plans values (1, 'Lost')");
    losesAnswer();
    const flow = {
      flow: "lost",
      source,
      steps: [
        { map: { subject: "title", startTime: times.startTime.slice(1), endTime: times.endTime.slice(1) } },
      ],
      target: { endpoint: "goto:main", entity: "Webinar", write: "create" },
    };
    expect(await run(flow)).toMatchObject({ state: "done", counts: { inserted: 0, failed: 1 } });
    expect(await madeAtGoTo("Lost")).toBe(1);
    const [row] = await failedRows("lost");
    expect(row).toMatchObject({ begun: ["target"], edited: false, failure: { doubt: "looked-for" } });
    const told = await workshop.rostrum("flow", "failed", "lost");
    expect(told.stderr).toContain("looked for first");
    expect(await sendAgain("lost")).toMatchObject({ counts: { failed: 0, inserted: 1 } });
    expect(await madeAtGoTo("Lost")).toBe(1);
  });

  it("says so when it was edited since, for what was made is not found by other words", async () => {
    await workshop.sql("insert into plans values (1, 'Before')");
    losesAnswer();
    const flow = {
      flow: "edited",
      source,
      steps: [{ create: { endpoint: "goto:main", entity: "Webinar", set: { subject: "=title", ...times } } }],
    };
    await run(flow);
    const [row] = await failedRows("edited");
    await api("PATCH", `/failed-rows/${row?.id}`, { source: { id: 1, title: "After" } });
    expect(await failedRows("edited")).toMatchObject([{ begun: ["steps.1"], edited: true }]);
    const told = await workshop.rostrum("flow", "failed", "edited");
    expect(told.stderr).toContain("edited after that");
  });

  it("finds what a step before the one that failed had made", async () => {
    await workshop.sql("insert into plans values (1, 'bad')");
    const flow = {
      flow: "behind",
      source,
      steps: [
        {
          create: {
            endpoint: "goto:main",
            entity: "Webinar",
            set: { subject: '="Of " & id', ...times },
            as: "made",
          },
        },
        { map: { id: "id", name: "title" } },
      ],
      target: { endpoint: "warehouse", table: "copies", write: "upsert" },
    };
    expect(await run(flow)).toMatchObject({ counts: { failed: 1 } });
    const [row] = await failedRows("behind");
    expect(row).toMatchObject({ begun: ["steps.1"], step: "target" });
    expect(row?.failure).not.toHaveProperty("doubt");
    await api("PATCH", `/failed-rows/${row?.id}`, { source: { id: 1, title: "good" } });
    expect(await sendAgain("behind")).toMatchObject({ counts: { failed: 0, inserted: 1 } });
    expect(await madeAtGoTo("Of 1")).toBe(1);
  });

  it("leaves the child that fails behind, where its siblings are through", async () => {
    await workshop.sql("insert into plans values (1, 'late')");
    const flow = {
      flow: "children",
      source,
      steps: [
        { fail: { if: 'title = "late"', message: "not yet" } },
        { each: { in: '["a", "bad"]', as: "part" } },
        { map: { id: '$lookup({"a": 1, "bad": 2}, part)', name: "part" } },
      ],
      target: { endpoint: "warehouse", table: "copies", write: "upsert" },
    };
    expect(await run(flow)).toMatchObject({ counts: { failed: 1 } });
    const [row] = await failedRows("children");
    await api("PATCH", `/failed-rows/${row?.id}`, { source: { id: 1, title: "now" } });
    expect(await sendAgain("children")).toMatchObject({ counts: { inserted: 1 } });
    expect(await failedRows("children")).toMatchObject([{ step: "target", source: { title: "now" } }]);
  });
});
