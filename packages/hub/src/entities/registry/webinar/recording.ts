/** Recording: a finished recording in the organizer's library (goto-webinar.md 12). */
import { type EntityDefinition, keyOf, pageSize } from "../entity.ts";
import { instant, integer, key, text } from "../field.ts";
import { momentIn } from "./shared.ts";

export const recording: EntityDefinition = {
  name: "Recording",
  product: "webinar",
  description: "A finished recording in the organizer's library.",
  source: "goto-webinar.md 12",
  keys: ["recordingAssetKey"],
  parent: { entity: "Webinar", keys: ["webinarKey"] },
  fields: {
    recordingAssetKey: key("The recording", "goto-webinar.md 12", { looks: "any" }),
    webinarKey: key("The webinar it was made of; absent for an upload", "goto-webinar.md 12"),
    name: text("Title", "goto-webinar.md 12"),
    productName: text("The product it was made with", "goto-webinar.md 12"),
    createTime: instant("When it was made", "goto-webinar.md 12"),
    creatorKey: key("Who made it", "goto-webinar.md 12"),
    accountKey: key("The account", "goto-webinar.md 12"),
    totalReferenceCount: integer("How often it is used", "goto-webinar.md 12"),
    mp4DownloadUrl: text("Where the video is; how long it stays there is not known", "goto-webinar.md 12"),
    transcriptDownloadUrl: text("Where the transcript is; absent without one", "goto-webinar.md 12"),
    recordingShareUrl: text("The page to share", "goto-webinar.md 12"),
  },
  brief: ["recordingAssetKey", "webinarKey", "name", "createTime"],
  range: momentIn("createTime", "recordings made in that time"),
  readings: [
    {
      operation: "searchAssets",
      form: "list",
      needs: [],
      range: "here",
      paged: true,
      read: ({ goto, accountKey }, { page }, options) =>
        goto.webinar.searchAssets(
          { search: { accountKey }, includes: ["recordingShareUrl", "webinarKey"], page, size: pageSize },
          options,
        ),
    },
    {
      operation: "getRecordingAssets",
      form: "list",
      needs: ["webinarKey"],
      range: "here",
      paged: true,
      read: ({ goto }, ask, options) =>
        goto.webinar.getRecordingAssets(
          { webinarKey: keyOf(ask, "webinarKey"), page: ask.page, limit: pageSize },
          options,
        ),
    },
  ],
  writes: {},
  settles: { when: "never", why: "a recording can be renamed, used and deleted at any time" },
};
