import { expect, it } from "vitest";
import type { KeptDefinition } from "./definition.ts";
import { mailsOf } from "./run-mails.ts";

const flow = (parts: Partial<KeptDefinition>): KeptDefinition => ({
  source: { endpoint: "csv", table: "people.csv" },
  keep_days: 90,
  errors: { row: "keep" },
  ...parts,
});

it("nothing is said of e-mails where nothing is written at GoTo", () => {
  expect(mailsOf(flow({ target: { endpoint: "csv", table: "out.csv", write: "upsert" } }))).toEqual([]);
});

it("who is newly registered gets the confirmation, whatever the flow says", () => {
  const target = { endpoint: "goto:main", entity: "Registrant", write: "upsert" };
  expect(mailsOf(flow({ target }))).toEqual(["mailsConfirm"]);
  expect(mailsOf(flow({ target: { ...target, switches: { resendConfirmation: true } } }))).toEqual([
    "mailsConfirm",
    "mailsAgain",
  ]);
});

it("what is written in the middle and back counts as well, each once", () => {
  // As it stands in a file: `then` is a word of flows.
  const written = JSON.parse(`{
    "steps": [{ "branch": { "if": "true",
      "then": [{ "create": { "endpoint": "goto", "entity": "Registrant" } }],
      "else": [{ "create": { "endpoint": "goto", "entity": "Registrant" } }] } }],
    "then": [{ "update": { "endpoint": "goto", "entity": "Webinar", "switches": { "notifyParticipants": true } } }]
  }`) as Partial<KeptDefinition>;
  expect(mailsOf(flow(written))).toEqual(["mailsConfirm", "mailsChange"]);
});
