/**
 * Writes rows of one entity, many at once, and tells of each what came of it. The door of this folder.
 *
 * A row that cannot be written is a result like any other, with its reason and its line; the others go on. What would
 * be the same for every row (the consent is gone, the caller gave up) ends the run as an error.
 */
import { type CallOptions, GoToError } from "@rostrum/goto";
import { type ConnectedClient, translateGoToError } from "../../connections/index.ts";
import type { Clock } from "../../platform/clock/clock.ts";
import { answerOf, toHubError } from "../../platform/http/errors.ts";
import type { EntityDefinition, WriteOperation, WriteSwitch } from "../registry/entity.ts";
import { writeRuleOf } from "../registry/registry.ts";
import { atOnce } from "./at-once.ts";
import { writeCoOrganizer, writePanelist } from "./member-writers.ts";
import type { InputRow } from "./read-rows.ts";
import { writeRegistrant } from "./registrant-writer.ts";
import type { CallNotMade, WriteResult } from "./result.ts";
import { readValues } from "./values.ts";
import { writeWebhook } from "./webhook-writer.ts";
import { createWebinarFacts } from "./webinar-facts.ts";
import { writeWebinar } from "./webinar-writer.ts";
import type { Row, WriteContext, Writer } from "./writer.ts";

const writers: Readonly<Record<string, Writer>> = {
  Webinar: writeWebinar,
  Registrant: writeRegistrant,
  CoOrganizer: writeCoOrganizer,
  Panelist: writePanelist,
  Webhook: writeWebhook,
};

export interface WriteOptions {
  readonly client: ConnectedClient;
  readonly clock: Clock;
  readonly entity: EntityDefinition;
  readonly operation: WriteOperation;
  readonly rows: AsyncIterable<InputRow> | Iterable<InputRow>;
  readonly switches?: Readonly<Partial<Record<WriteSwitch, boolean>>>;
  /** Everything is read and checked, nothing is sent; the results say what would have been. */
  readonly dryRun?: boolean;
  /** The rows may have been written already by a run that was killed: what would be made twice is looked for first. */
  readonly repeated?: boolean;
  readonly signal?: AbortSignal;
  readonly priority?: CallOptions["priority"];
  /** Rows under way at once. Default 8. */
  readonly parallel?: number;
}

/**
 * The results, in the order in which rows are done. Throws HubError "entity.not-writable" at once; reading rejects with
 * what would be the same for every row.
 */
export function runWrite(options: WriteOptions): AsyncGenerator<WriteResult, undefined> {
  const {
    client,
    clock,
    entity,
    operation,
    switches = {},
    dryRun = false,
    repeated = false,
    signal,
    priority,
    parallel = 8,
  } = options;
  const rule = writeRuleOf(entity, operation);
  const write = writers[entity.name];
  if (write === undefined) throw new Error(`${entity.name} has no writer`);
  const callOptions: CallOptions = { signal, priority };
  const facts = createWebinarFacts(client, callOptions);
  const context: WriteContext = { client, clock, options: callOptions, switches, facts };

  async function writeRow(input: InputRow): Promise<WriteResult> {
    const { line } = input;
    const notes = createNotes(dryRun, repeated || ("values" in input && input.repeated === true));
    try {
      if ("broken" in input) throw input.broken;
      const { values, leftOut } = readValues(input.values, entity, rule, clock.now());
      if (leftOut.length > 0) notes.remark(`Left out, since GoTo sets it: ${leftOut.join(", ")}.`);
      const written = await (write as Writer)({ operation, values, ...notes }, context);
      return { line, ...written, ...notes.collected() };
    } catch (error) {
      if (signal?.aborted || (error instanceof GoToError && error.action === "reauthorise")) throw error;
      const known = toHubError(error, [translateGoToError]);
      const uncertain = notes.isUnsure() ? { uncertain: true as const } : {};
      return { line, outcome: "failed", ...notes.collected(), error: answerOf(known).error, ...uncertain };
    }
  }
  return atOnce(options.rows, parallel, writeRow, (row) => sameThing(row, entity));
}

/** Rows about the same thing are written one after the other, so that neither overwrites the other unseen. */
function sameThing(input: InputRow, { name }: EntityDefinition): string | undefined {
  if ("broken" in input) return undefined;
  const { webinarKey, email, registrantKey, webhookKey, callbackUrl } = input.values;
  if (name === "Webinar") return webinarKey === undefined ? undefined : String(webinarKey);
  if (name === "Webhook") return String(webhookKey ?? callbackUrl);
  if (name === "Registrant") return `${String(webinarKey)} ${String(registrantKey ?? email).toLowerCase()}`;
  return String(webinarKey);
}

interface Notes extends Pick<Row, "send" | "mail" | "remark" | "repeated" | "unsure"> {
  isUnsure(): boolean;
  collected(): Pick<WriteResult, "dryRun" | "calls" | "mails" | "remarks">;
}

function createNotes(dryRun: boolean, repeated: boolean): Notes {
  const calls: CallNotMade[] = [];
  const mails: string[] = [];
  const remarks: string[] = [];
  let unsure = false;
  return {
    repeated,
    unsure: () => {
      unsure = true;
    },
    isUnsure: () => unsure,
    async send(call, make) {
      if (dryRun) {
        calls.push(call);
        return undefined;
      }
      try {
        return await make();
      } catch (error) {
        unsure ||= error instanceof GoToError && error.carriedOut === "unknown";
        throw error;
      }
    },
    mail: (sentence) => void mails.push(sentence),
    remark: (sentence) => void remarks.push(sentence),
    collected: () => ({
      ...(dryRun ? { dryRun, calls, mails } : {}),
      ...(remarks.length === 0 ? {} : { remarks }),
    }),
  };
}
