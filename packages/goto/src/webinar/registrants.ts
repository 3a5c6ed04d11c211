/**
 * Registrants: who signed up, and what they were asked (goto-webinar.md 9). GoTo has no operation to change,
 * approve or deny a registrant.
 */
import { longNumber } from "../json.ts";
import { type Page, readFlatPage, walkPages } from "../paging.ts";
import type { CallOptions } from "../ports.ts";
import { type Call, path, read, readList } from "./call.ts";
import type { AllRequest, WebinarPath } from "./types.ts";

/** A registrant as lists have it: condensed (goto-webinar.md 9.2). */
export interface ListedRegistrant {
  registrantKey: string;
  firstName: string;
  lastName: string;
  email: string;
  registrationDate: string;
  /** "APPROVED", "WAITING" or "DENIED"; compare without regard to case (goto-webinar.md 6). */
  status: string;
  /** May be missing until approved (goto-webinar.md 9.1). */
  joinUrl?: string;
  timeZone: string;
}

/** A registrant as read by key: with everything known (goto-webinar.md 9.3). */
export interface Registrant extends ListedRegistrant {
  source?: string;
  phone?: string;
  state?: string;
  city?: string;
  organization?: string;
  zipCode?: string;
  /** Twin of employeeCount. */
  numberOfEmployees?: string;
  employeeCount?: string;
  industry?: string;
  jobTitle?: string;
  purchasingRole?: string;
  /** Twin of purchasingTimeFrame. */
  implementationTimeFrame?: string;
  purchasingTimeFrame?: string;
  questionsAndComments?: string;
  country?: string;
  address?: string;
  /** "REGULAR" or "LATE"; absent for a series. */
  type?: string;
  unsubscribed?: boolean;
  /** Texts, unlike the keys that createRegistrant takes. */
  responses?: { question: string; answer: string }[];
}

/** An answer to a custom question: `answerKey` for multiple choice, `responseText` for a short answer. */
export interface RegistrantResponse {
  readonly questionKey: string;
  readonly answerKey?: string | undefined;
  readonly responseText?: string | undefined;
}

/** goto-webinar.md 9.1; values of at most 128 characters. */
export interface CreateRegistrant {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** Free text: where the registration came from. */
  readonly source?: string | undefined;
  readonly address?: string | undefined;
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  readonly zipCode?: string | undefined;
  readonly country?: string | undefined;
  readonly phone?: string | undefined;
  readonly organization?: string | undefined;
  readonly jobTitle?: string | undefined;
  readonly questionsAndComments?: string | undefined;
  readonly industry?: string | undefined;
  readonly numberOfEmployees?: string | undefined;
  readonly purchasingTimeFrame?: string | undefined;
  readonly purchasingRole?: string | undefined;
  readonly responses?: readonly RegistrantResponse[] | undefined;
}

export interface CreatedRegistrant {
  registrantKey: string;
  /** May be missing until approved. */
  joinUrl?: string;
  /** Not promised by GoTo. */
  status?: string;
  /** Not promised by GoTo; meaning unknown. */
  asset?: boolean;
}

export interface RegistrationField {
  /** e.g. "firstName" */
  field: string;
  required: boolean;
  maxSize: number;
  /** The choices, if it has any. */
  answers?: string[];
}

export interface RegistrationQuestion {
  questionKey: string;
  question: string;
  required: boolean;
  /** "multipleChoice" or "shortAnswer" */
  type: string;
  maxSize: number;
  answers?: { answerKey: string; answer: string }[];
}

/** What a webinar's form asks (goto-webinar.md 9.4). */
export interface RegistrationFields {
  fields: RegistrationField[];
  questions: RegistrationQuestion[];
}

export interface RegistrantPath extends WebinarPath {
  readonly registrantKey: string;
}

export function registrantOperations(call: Call) {
  async function getAllRegistrantsForWebinar(
    input: WebinarPath & { readonly page?: number | undefined; readonly limit?: number | undefined },
    options?: CallOptions,
  ): Promise<Page<ListedRegistrant>> {
    const body = await call.json(
      {
        operation: "getAllRegistrantsForWebinar",
        method: "GET",
        path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/registrants`,
        query: { page: input.page, limit: input.limit },
      },
      options,
    );
    return readFlatPage(body, input.limit, readListedRegistrant);
  }

  return {
    /**
     * One page of a webinar's registrants, condensed. Mind the name `limit` (at most 200). Without `page` and `limit`
     * GoTo answers everybody at once, as a single page.
     * GET /organizers/{organizerKey}/webinars/{webinarKey}/registrants (goto-webinar.md 9.2 and 4)
     */
    getAllRegistrantsForWebinar,

    /** All pages of `getAllRegistrantsForWebinar`, one array each. */
    allRegistrants(
      input: WebinarPath & AllRequest,
      options?: CallOptions,
    ): AsyncGenerator<ListedRegistrant[]> {
      const limit = input.size ?? 200;
      return walkPages(
        (page, signal) => getAllRegistrantsForWebinar({ ...input, page, limit }, { ...options, signal }),
        {
          concurrency: input.concurrency,
          identify: (registrant) => registrant.registrantKey,
          signal: options?.signal,
        },
      );
    },

    /**
     * Registers a person, the full version: all standard fields and the answers are read and required ones enforced
     * (Accept: application/json does that, goto-webinar.md 9.1). Already registered: ConflictError, with the
     * registrantKey if GoTo told it.
     * POST /organizers/{organizerKey}/webinars/{webinarKey}/registrants
     */
    async createRegistrant(
      input: WebinarPath & {
        readonly registrant: CreateRegistrant;
        /** Send the confirmation mail again if the person is registered already. */
        readonly resendConfirmation?: boolean | undefined;
      },
      options?: CallOptions,
    ): Promise<CreatedRegistrant> {
      const body = await call.json(
        {
          operation: "createRegistrant",
          method: "POST",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/registrants`,
          query: { resendConfirmation: input.resendConfirmation },
          headers: { accept: "application/json" },
          body: writeRegistrant(input.registrant),
        },
        options,
      );
      return read<CreatedRegistrant>(body, ["registrantKey"]);
    },

    /** GET .../webinars/{webinarKey}/registrants/{registrantKey} (goto-webinar.md 9.3) */
    async getRegistrant(input: RegistrantPath, options?: CallOptions): Promise<Registrant> {
      const { organizerKey, webinarKey, registrantKey } = input;
      const body = await call.json(
        {
          operation: "getRegistrant",
          method: "GET",
          path: path`/organizers/${organizerKey}/webinars/${webinarKey}/registrants/${registrantKey}`,
        },
        options,
      );
      return read<Registrant>(body, ["registrantKey"]);
    },

    /**
     * Removes a registration for good. Only while the webinar lies in the future.
     * DELETE .../webinars/{webinarKey}/registrants/{registrantKey} (goto-webinar.md 9.3)
     */
    async deleteRegistrant(input: RegistrantPath, options?: CallOptions): Promise<void> {
      const { organizerKey, webinarKey, registrantKey } = input;
      await call.nothing(
        {
          operation: "deleteRegistrant",
          method: "DELETE",
          path: path`/organizers/${organizerKey}/webinars/${webinarKey}/registrants/${registrantKey}`,
        },
        options,
      );
    },

    /** GET .../webinars/{webinarKey}/registrants/fields (goto-webinar.md 9.4) */
    async getRegistrationFields(input: WebinarPath, options?: CallOptions): Promise<RegistrationFields> {
      const body = await call.json(
        {
          operation: "getRegistrationFields",
          method: "GET",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/registrants/fields`,
        },
        options,
      );
      const form = read<Partial<RegistrationFields>>(body);
      form.fields ??= [];
      form.questions ??= [];
      readList(form.questions, readQuestion);
      return form as RegistrationFields;
    },
  };
}

/** Shared with getAttendee, which answers a registrant (goto-webinar.md 10.3). */
export function readListedRegistrant(item: unknown): ListedRegistrant {
  return read<ListedRegistrant>(item, ["registrantKey"]);
}

function readQuestion(item: unknown): RegistrationQuestion {
  const question = read<RegistrationQuestion>(item, ["questionKey"]);
  if (Array.isArray(question.answers)) readList(question.answers, (answer) => read(answer, ["answerKey"]));
  return question;
}

/** The two keys are int64 numbers on the wire: their digits go out unquoted (goto-webinar.md 2). */
function writeRegistrant(registrant: CreateRegistrant): unknown {
  if (registrant.responses === undefined) return registrant;
  return {
    ...registrant,
    responses: registrant.responses.map(({ questionKey, answerKey, ...rest }) => ({
      questionKey: longNumber(questionKey),
      ...(answerKey === undefined ? {} : { answerKey: longNumber(answerKey) }),
      ...rest,
    })),
  };
}
