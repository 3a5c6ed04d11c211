/** The error about a webinar that GoTo does not know, the same for reading and writing. */
import { HubError } from "../../platform/errors.ts";

export function unknownWebinar(webinarKey: string, cause?: unknown): HubError {
  return new HubError({
    kind: "rejected",
    code: "webinar.unknown",
    message: `GoTo knows no webinar ${webinarKey}.`,
    meaning: "It was cancelled, or it belongs to another organizer than the one of this connection.",
    remedy: "Look it up with `rostrum query Webinar --fields webinarKey,subject`.",
    cause,
  });
}
