/**
 * A refusal: what an operation throws to answer with an error there and then.
 *
 * Only `defineWebinarOperation` catches it, so that nothing thrown leaves an operation (see `http/operation.ts`).
 * The answers themselves are those of `http/errors.ts`.
 */

import { accessDenied, conflict, type Incidents, invalidRequest, notFound } from "../http/errors.ts";
import type { Answer } from "../http/operation.ts";

export class Refusal extends Error {
  readonly toAnswer: (world: Incidents) => Answer;

  constructor(toAnswer: (world: Incidents) => Answer) {
    super("refused");
    this.toAnswer = toAnswer;
  }
}

/** 400: a parameter, a time or a field that GoTo refuses. `description` says which, and what would be right. */
export function badRequest(description: string): Refusal {
  return new Refusal((world) => invalidRequest(world, description));
}

/** 404: a key that is unknown, somebody else's, or of something deleted. Default text: a webinar's. */
export function unknownKey(description?: string): Refusal {
  return new Refusal((world) => notFound(world, description));
}

/** 403 about rights. */
export function noRight(description: string): Refusal {
  return new Refusal((world) => accessDenied(world, description));
}

/** 409. */
export function conflicting(errorCode: string, description: string): Refusal {
  return new Refusal((world) => conflict(world, errorCode, description));
}
