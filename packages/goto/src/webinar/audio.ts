/**
 * Audio: how people hear a webinar (goto-webinar.md 8.9).
 */
import type { CallOptions } from "../ports.ts";
import { type Call, path, read } from "./call.ts";
import type { WebinarPath } from "./types.ts";

/** Mind the mixed case: GoTo writes it so. */
export type AudioType = "PSTN" | "VOIP" | "Hybrid" | "Private";

export interface PrivateAudio {
  attendee: string;
  organizer?: string;
  panelist?: string;
}

export interface Audio {
  type: AudioType;
  /** By country code ("US"); absent for Private. */
  confCallNumbers?: Record<
    string,
    {
      toll: string;
      tollFree?: string;
      accessCodes: { organizer: string; panelist: string; attendee: string };
    }
  >;
  /** Only for Private. */
  privateInfo?: PrivateAudio;
}

export interface UpdateAudio {
  readonly type: AudioType;
  /** At least one of the two lists, of two-letter country codes. */
  readonly pstnInfo?:
    | { readonly tollFreeCountries?: readonly string[]; readonly tollCountries?: readonly string[] }
    | undefined;
  readonly privateInfo?: Readonly<PrivateAudio> | undefined;
}

export function audioOperations(call: Call) {
  return {
    /** GET /organizers/{organizerKey}/webinars/{webinarKey}/audio (goto-webinar.md 8.9) */
    async getAudioInformation(input: WebinarPath, options?: CallOptions): Promise<Audio> {
      const body = await call.json(
        {
          operation: "getAudioInformation",
          method: "GET",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/audio`,
        },
        options,
      );
      return read<Audio>(body);
    },

    /** POST (not PUT) /organizers/{organizerKey}/webinars/{webinarKey}/audio (goto-webinar.md 8.9) */
    async updateAudioInformation(
      input: WebinarPath & { readonly audio: UpdateAudio; readonly notifyParticipants?: boolean | undefined },
      options?: CallOptions,
    ): Promise<void> {
      await call.nothing(
        {
          operation: "updateAudioInformation",
          method: "POST",
          path: path`/organizers/${input.organizerKey}/webinars/${input.webinarKey}/audio`,
          query: { notifyParticipants: input.notifyParticipants },
          body: input.audio,
        },
        options,
      );
    },
  };
}
