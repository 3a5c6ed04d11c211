// Where Rostrum differs from the vendor's description on purpose: what was seen on the wire beats what is written
// (goto-webinar.md 0). Each line says which and why. A line that nothing needs any more fails the contract test.

/** A finding that is allowed. `operationId` and `place` are compared as a whole; "*" stands for any operation. */
export interface Difference {
  operationId: string;
  side: "request" | "answer";
  place: string;
  why: string;
}

export const differences: Difference[] = [];
