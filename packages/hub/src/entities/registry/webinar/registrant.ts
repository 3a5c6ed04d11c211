/** Registrant: somebody signed up for a webinar (goto-webinar.md 9). */
import { z } from "zod";
import { type EntityDefinition, keyOf, pageSize, whole } from "../entity.ts";
import { boolean, choice, email, type Field, instant, list, text } from "../field.ts";
import { registrantKey, webinarKey } from "./shared.ts";

/** Fields that only the by-key form has: one call per registrant (goto-webinar.md 9.3). */
const detail = (description: string): Field => text(description, "goto-webinar.md 9.3", { form: "byKey" });

/** What a registration can carry (goto-webinar.md 9.1). */
const writable = [
  "webinarKey",
  "firstName",
  "lastName",
  "email",
  "source",
  "address",
  "city",
  "state",
  "zipCode",
  "country",
  "phone",
  "organization",
  "jobTitle",
  "questionsAndComments",
  "industry",
  "numberOfEmployees",
  "purchasingTimeFrame",
  "purchasingRole",
  "responses",
] as const;

export const registrant: EntityDefinition = {
  name: "Registrant",
  product: "webinar",
  description: "Somebody who signed up for a webinar.",
  source: "goto-webinar.md 9",
  keys: ["webinarKey", "registrantKey"],
  parent: { entity: "Webinar", keys: ["webinarKey"] },
  fields: {
    webinarKey,
    registrantKey,
    firstName: text("First name", "goto-webinar.md 9.2"),
    lastName: text("Last name", "goto-webinar.md 9.2"),
    email: email("E-mail address; unique in a webinar", "goto-webinar.md 9.2"),
    registrationDate: instant("When they registered", "goto-webinar.md 9.2"),
    status: choice(
      ["APPROVED", "WAITING", "DENIED"],
      "WAITING until the organizer decides, where approval is manual",
      "goto-webinar.md 6",
    ),
    joinUrl: text("The personal link into the webinar; may be missing until approved", "goto-webinar.md 9.1"),
    timeZone: text("IANA name of the registrant's zone", "goto-webinar.md 9.2"),
    source: detail("Free text: where the registration came from"),
    address: detail("Street and number"),
    city: detail("City"),
    state: detail("State or province"),
    zipCode: detail("Postal code"),
    country: detail("Country"),
    phone: detail("Telephone number"),
    organization: detail("Employer"),
    jobTitle: detail("Job title"),
    industry: detail("Industry"),
    numberOfEmployees: detail("Size of the organization; GoTo also calls it employeeCount"),
    employeeCount: detail("Twin of numberOfEmployees"),
    purchasingRole: detail("Role in purchasing"),
    purchasingTimeFrame: detail("When they want to buy; GoTo also calls it implementationTimeFrame"),
    implementationTimeFrame: detail("Twin of purchasingTimeFrame"),
    questionsAndComments: detail("What they wrote when registering"),
    type: choice(
      ["REGULAR", "LATE"],
      "LATE: registered after it had run; absent for a series",
      "goto-webinar.md 6",
      { form: "byKey" },
    ),
    unsubscribed: boolean("Wants no further mails of this organizer", "goto-webinar.md 9.3", {
      form: "byKey",
    }),
    responses: list(
      z.object({ question: z.string(), answer: z.string() }),
      "Answers to the webinar's own questions",
      "goto-webinar.md 9.3",
      { form: "byKey" },
    ),
  },
  brief: ["webinarKey", "registrantKey", "firstName", "lastName", "email", "status", "registrationDate"],
  readings: [
    {
      operation: "getAllRegistrantsForWebinar",
      form: "list",
      needs: ["webinarKey"],
      paged: true,
      // Without page and limit GoTo sends everybody in one answer (goto-webinar.md 4). Pages keep memory flat, and a
      // broken answer costs 200 rows to repeat and not 30,000; up to 200 registrants it is one call either way.
      read: ({ goto, organizerKey }, ask, options) =>
        goto.webinar.getAllRegistrantsForWebinar(
          { organizerKey, webinarKey: keyOf(ask, "webinarKey"), page: ask.page, limit: pageSize },
          options,
        ),
    },
    {
      operation: "getRegistrant",
      form: "byKey",
      needs: ["webinarKey", "registrantKey"],
      paged: false,
      read: async ({ goto, organizerKey }, ask, options) =>
        whole([
          await goto.webinar.getRegistrant(
            {
              organizerKey,
              webinarKey: keyOf(ask, "webinarKey"),
              registrantKey: keyOf(ask, "registrantKey"),
            },
            options,
          ),
        ]),
    },
  ],
  writes: {
    create: {
      how: "registers somebody; the webinar's form is checked before anything is sent",
      fields: writable,
      required: ["webinarKey", "firstName", "lastName", "email"],
      switches: ["resendConfirmation"],
    },
    upsert: {
      how: "the same, and somebody already registered is not an error: the join link comes back",
      fields: writable,
      required: ["webinarKey", "firstName", "lastName", "email"],
      switches: ["resendConfirmation"],
    },
    delete: {
      how: "removes a registration, by registrantKey or email, of a webinar still to come",
      fields: ["webinarKey", "registrantKey", "email"],
      required: ["webinarKey"],
      switches: [],
    },
  },
  settles: {
    when: "afterEnd",
    days: 1,
    // goto-webinar.md 6
    why: "approval and late registration can change it as long as the webinar can be watched",
  },
};
