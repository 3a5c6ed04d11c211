/** The port by which rooms say what is wrong with the things that they keep going. */
import type { Database } from "../platform/database/database.ts";
import type { About } from "./model.ts";
import type { Alerts } from "./settings.ts";

/** What a room says of one thing that people want to hear of. */
export interface AboutFacts {
  readonly name: string;
  readonly alerts: Alerts;
  /** Lines that help, at the end of a message. */
  readonly hints: readonly string[];
  /** For webhooks, beside what failed. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** A room whose things people can be told of. */
export interface AlertSource {
  readonly kind: "flow" | "replica";
  /** Keeps what went wrong, and what works again, since the last look. */
  gather(): Promise<void>;
  /** Undefined: nobody wants to hear of it. */
  facts(about: About, within: Database): Promise<AboutFacts | undefined>;
}
