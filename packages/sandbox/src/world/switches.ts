/**
 * Answers that nobody knows for sure of GoTo, or that differ between accounts: a control call turns them, so that
 * a client can be tried against both. Not faults: each position is an honest way in which GoTo may answer.
 */

export interface Switches {
  /** Whether the 409 for a known address names the registrant (goto-webinar.md 5.1c). Off hardens clients. */
  duplicateRegistrantKey: boolean;
  /** How lists spell the nine-digit number (goto-webinar.md 8.1, 15). */
  webinarIdSpelling: "webinarID" | "webinarId";
  /** What registering a known address again answers with `resendConfirmation=true` (goto-webinar.md 9.1). */
  resendConfirmationStatus: 201 | 409;
}

/** The positions at the beginning (goto-webinar.md 15, 16.7). */
export function defaultSwitches(): Switches {
  return { duplicateRegistrantKey: true, webinarIdSpelling: "webinarID", resendConfirmationStatus: 201 };
}
