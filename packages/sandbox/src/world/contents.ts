/** What a world is made of at the beginning. `seeding/` makes one; a test may write its own by hand. */

import type { OAuthClient, PersonalAccessToken } from "./clients.ts";
import type { Account, Organizer, RecordingAsset, Webinar } from "./model.ts";

export interface WorldContents {
  /** Root of everything derived: the same seed and contents give the same world. */
  readonly seed: number;
  readonly accounts: readonly Account[];
  readonly organizers: readonly Organizer[];
  readonly clients: readonly OAuthClient[];
  readonly personalAccessTokens: readonly PersonalAccessToken[];
  readonly webinars: readonly Webinar[];
  /** Recording assets that were uploaded and so belong to no webinar (goto-webinar.md 12). */
  readonly uploads: readonly RecordingAsset[];
}
