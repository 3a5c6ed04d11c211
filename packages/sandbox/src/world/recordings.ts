/** Recordings of sessions, derived. Every second session of a webinar was recorded, the first among them. */

import { between, chance, hash } from "./chance.ts";
import { keyAt } from "./keys.ts";
import type { RecordingAsset, Session, Webinar } from "./model.ts";

/** The recording of a session; undefined when it was not recorded. */
export function recordingOf(seed: number, webinar: Webinar, session: Session): RecordingAsset | undefined {
  if (!isRecorded(session)) return undefined;
  const words = [seed, webinar.plan.ordinal, session.ordinal, 60];
  const recordingAssetKey = keyAt(seed, "recording", webinar.plan.ordinal, session.ordinal);
  return {
    recordingAssetKey,
    name: webinar.subject,
    productName: "GoToWebinar",
    createTime: session.endTime + 5 * 60_000,
    creatorKey: webinar.organizerKey,
    accountKey: webinar.accountKey,
    totalReferenceCount: between(0, 3, ...words),
    mp4DownloadUrl: `https://cdn.recordingassets.logmeininc.com/${recordingAssetKey}.mp4?token=${hash(...words, 1).toString(16)}`,
    transcriptDownloadUrl:
      chance(...words, 2) < 0.5
        ? `https://cdn.recordingassets.logmeininc.com/${recordingAssetKey}.vtt`
        : null,
    recordingShareUrl: `https://attendee.gotowebinar.com/recording/${recordingAssetKey}`,
    webinarKey: webinar.webinarKey,
  };
}

function isRecorded(session: Session): boolean {
  return session.ordinal % 2 === 0;
}
