/** Recording assets that somebody uploaded; simulive webinars play the first one. */

import { between, hash } from "../chance.ts";
import { keyAt } from "../keys.ts";
import type { Instant, Key, Organizer, RecordingAsset } from "../model.ts";

/** Uploads stand under an ordinal that no webinar reaches. */
const noWebinar = 0x7ff_ffff;

export function uploadKey(seed: number, index: number): Key {
  return keyAt(seed, "recording", noWebinar, index);
}

export function seedUpload(
  seed: number,
  baseDate: Instant,
  creator: Organizer,
  accountKey: Key,
  index: number,
): RecordingAsset {
  const recordingAssetKey = uploadKey(seed, index);
  const address = `https://cdn.recordingassets.logmeininc.com/${recordingAssetKey}.mp4`;
  return {
    recordingAssetKey,
    name: `Uploaded video, "final" v${index + 2}`,
    productName: "GoToWebinar",
    createTime: baseDate - between(20, 200, seed, index, 95) * 86_400_000,
    creatorKey: creator.organizerKey,
    accountKey,
    totalReferenceCount: 0,
    mp4DownloadUrl: `${address}?token=${hash(seed, index, 96).toString(16)}`,
    transcriptDownloadUrl: null,
    recordingShareUrl: `https://attendee.gotowebinar.com/recording/${recordingAssetKey}`,
    webinarKey: null,
  };
}
