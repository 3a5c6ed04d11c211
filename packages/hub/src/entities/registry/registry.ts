/**
 * The registry: every entity that can be read or written, and lookups over them.
 * NOT the definitions themselves: those stand one per file in the folder of their product.
 */
import { z } from "zod";
import { HubError } from "../../platform/errors.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { EntityDefinition, WriteOperation, WriteRule } from "./entity.ts";
import type { Field } from "./field.ts";
import { attendee } from "./webinar/attendee.ts";
import { attendeePollAnswer } from "./webinar/attendee-poll-answer.ts";
import { attendeeQuestion } from "./webinar/attendee-question.ts";
import { attendeeRollup } from "./webinar/attendee-rollup.ts";
import { attendeeSurveyAnswer } from "./webinar/attendee-survey-answer.ts";
import { coOrganizer } from "./webinar/co-organizer.ts";
import { inSessionWebinar } from "./webinar/in-session-webinar.ts";
import { meetingTime } from "./webinar/meeting-time.ts";
import { panelist } from "./webinar/panelist.ts";
import { recording } from "./webinar/recording.ts";
import { registrant } from "./webinar/registrant.ts";
import { registrationField } from "./webinar/registration-field.ts";
import { session } from "./webinar/session.ts";
import { sessionPerformance } from "./webinar/session-performance.ts";
import { sessionPoll } from "./webinar/session-poll.ts";
import { sessionQuestion } from "./webinar/session-question.ts";
import { sessionSurvey } from "./webinar/session-survey.ts";
import { upcomingWebinar } from "./webinar/upcoming-webinar.ts";
import { userSubscription } from "./webinar/user-subscription.ts";
import { webhook } from "./webinar/webhook.ts";
import { webinar } from "./webinar/webinar.ts";
import { webinarAudio } from "./webinar/webinar-audio.ts";

/** All entities, from the root of GoTo's tree to its leaves. */
export const entities: readonly EntityDefinition[] = [
  webinar,
  upcomingWebinar,
  inSessionWebinar,
  registrant,
  registrationField,
  coOrganizer,
  panelist,
  meetingTime,
  webinarAudio,
  recording,
  session,
  sessionPerformance,
  sessionPoll,
  sessionSurvey,
  sessionQuestion,
  attendee,
  attendeeRollup,
  attendeePollAnswer,
  attendeeSurveyAnswer,
  attendeeQuestion,
  webhook,
  userSubscription,
];

const byName = new Map(entities.map((entity) => [entity.name, entity]));

/** The entity of that name. Throws HubError "entity.unknown" with the nearest right name. */
export function entityNamed(name: string): EntityDefinition {
  const entity = byName.get(name);
  if (entity !== undefined) return entity;
  throw new HubError({
    kind: "unknown",
    code: "entity.unknown",
    message: `There is no entity "${name}".`,
    meaning: "Nothing was read or written.",
    remedy: didYouMean(name, [...byName.keys()]) ?? "See `rostrum entities` for all of them.",
    details: { known: [...byName.keys()] },
  });
}

/** The entity under which GoTo keeps the rows of this one. */
function parentOf(entity: EntityDefinition): EntityDefinition | undefined {
  return entity.parent === undefined ? undefined : entityNamed(entity.parent.entity);
}

/** Its parent, the parent's parent, and so on: nearest first. */
export function ancestorsOf(entity: EntityDefinition): readonly EntityDefinition[] {
  const parent = parentOf(entity);
  return parent === undefined ? [] : [parent, ...ancestorsOf(parent)];
}

/** The schema of a row: keys are always there, all else may be absent. */
export function rowSchema(entity: EntityDefinition): z.ZodObject {
  const shape = Object.entries(entity.fields).map(([name, field]): [string, z.ZodType] => [
    name,
    entity.keys.includes(name) ? field.schema : field.schema.optional(),
  ]);
  return z.object(Object.fromEntries(shape)).describe(entity.description);
}

/** How an entity is written in that way. Throws HubError "entity.not-writable" where it cannot be. */
export function writeRuleOf(entity: EntityDefinition, operation: WriteOperation): WriteRule {
  const rule = entity.writes[operation];
  if (rule !== undefined) return rule;
  const possible = Object.keys(entity.writes);
  throw new HubError({
    kind: "usage",
    code: "entity.not-writable",
    message: `${entity.name} has no ${operation}.`,
    meaning: "GoTo offers no such operation for it; nothing was sent.",
    remedy:
      possible.length === 0
        ? `${entity.name} can only be queried; see \`rostrum entities\` for what can be written.`
        : `It has ${possible.join(", ")}; see \`rostrum entities ${entity.name}\`.`,
  });
}

/** A field together with the entity it was found in. */
export interface FoundField {
  readonly entity: EntityDefinition;
  readonly name: string;
  readonly field: Field;
}

/**
 * The field which a name means for rows of an entity: "email", a field of a parent ("subject" for an Attendee), or
 * either with its entity said ("Webinar.subject"). The nearest entity wins.
 * Throws HubError "field.unknown" with the nearest right name.
 */
export function fieldNamed(entity: EntityDefinition, name: string): FoundField {
  const line = [entity, ...ancestorsOf(entity)];
  const [first = "", second] = name.split(".", 2);
  const candidates = second === undefined ? line : line.filter((candidate) => candidate.name === first);
  const fieldName = second ?? first;
  for (const candidate of candidates) {
    const field = Object.hasOwn(candidate.fields, fieldName) ? candidate.fields[fieldName] : undefined;
    if (field !== undefined) return { entity: candidate, name: fieldName, field };
  }
  const known = line.flatMap((candidate) => Object.keys(candidate.fields));
  throw new HubError({
    kind: "usage",
    code: "field.unknown",
    message: `${entity.name} has no field "${name}".`,
    meaning:
      line.length === 1
        ? "Nothing was read."
        : `Neither ${line.map((candidate) => candidate.name).join(" nor ")} has a field of that name; nothing was read.`,
    remedy:
      onlyWritten(line, fieldName) ??
      didYouMean(fieldName, known) ??
      `See \`rostrum entities ${entity.name}\` for its fields.`,
    details: { known: [...new Set(known)] },
  });
}

/** What to do instead with a field that is written and never read: times are chosen by the range. */
function onlyWritten(line: readonly EntityDefinition[], name: string): string | undefined {
  const owner = line.find(({ inputs = {} }) => Object.hasOwn(inputs, name));
  if (owner === undefined) return undefined;
  const range = owner.inputs?.[name]?.type === "instant" && owner.range !== undefined;
  return `${name} is only written${range ? "; to choose by time, use --from and --to, such as --from now" : ""}.`;
}
