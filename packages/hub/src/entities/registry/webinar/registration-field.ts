/**
 * RegistrationField: what a webinar's registration form asks: standard fields, then the webinar's own questions
 * (goto-webinar.md 9.4). One list here, because both are columns of the same form.
 */
import { z } from "zod";
import { type EntityDefinition, keyOf, numbered } from "../entity.ts";
import { boolean, choice, integer, key, list, text } from "../field.ts";
import { webinarKey } from "./shared.ts";

export const registrationField: EntityDefinition = {
  name: "RegistrationField",
  product: "webinar",
  description: "A field or question of the registration form of a webinar.",
  source: "goto-webinar.md 9.4",
  keys: ["webinarKey", "position"],
  parent: { entity: "Webinar", keys: ["webinarKey"] },
  fields: {
    webinarKey,
    position: integer("Place in the form, from 1: standard fields first", "goto-webinar.md 9.4"),
    field: text("Name of a standard field; absent for a question", "goto-webinar.md 9.4"),
    questionKey: key("The question; absent for a standard field", "goto-webinar.md 9.4"),
    question: text("Text of the question; absent for a standard field", "goto-webinar.md 9.4"),
    type: choice(["multipleChoice", "shortAnswer"], "How a question is answered", "goto-webinar.md 9.4"),
    required: boolean("Whether it must be filled in", "goto-webinar.md 9.4"),
    maxSize: integer("Longest answer", "goto-webinar.md 9.4", { unit: "characters" }),
    answers: list(
      z.union([z.string(), z.object({ answer: z.string(), answerKey: z.string() })]),
      "The choices: texts of a standard field, texts with keys of a question",
      "goto-webinar.md 9.4",
    ),
  },
  brief: ["webinarKey", "position", "field", "question", "type", "required", "maxSize"],
  readings: [
    {
      operation: "getRegistrationFields",
      form: "list",
      needs: ["webinarKey"],
      paged: false,
      async read({ goto, organizerKey }, ask, options) {
        const form = await goto.webinar.getRegistrationFields(
          { organizerKey, webinarKey: keyOf(ask, "webinarKey") },
          options,
        );
        return numbered([...form.fields, ...form.questions]);
      },
    },
  ],
  writes: {},
  settles: { when: "never", rereadHours: 24, why: "the form can be changed at GoTo at any time" },
};
