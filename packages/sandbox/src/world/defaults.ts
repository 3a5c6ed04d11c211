/** What a webinar has when nobody says otherwise. */

import { hash } from "./chance.ts";
import type { Audio, EmailSettings, RegistrationField } from "./model.ts";

export const defaultEmailSettings: EmailSettings = {
  confirmationEmail: { enabled: true },
  reminderEmail: { enabled: true },
  absenteeFollowUpEmail: { enabled: false },
  attendeeFollowUpEmail: { enabled: false, includeCertificate: false },
};

/** The form of every webinar asks for these three (goto-webinar.md 9.4). */
export const defaultFields: readonly RegistrationField[] = [
  { field: "firstName", required: true, maxSize: 128 },
  { field: "lastName", required: true, maxSize: 128 },
  { field: "email", required: true, maxSize: 128 },
];

/** Computer audio and a toll number in one country, with access codes of its own (goto-webinar.md 8.9). */
export function defaultAudio(seed: number, ordinal: number): Audio {
  const code = (role: number) =>
    [1, 2, 3].map((part) => String(100 + (hash(seed, ordinal, role, part, 72) % 900))).join("-");
  return {
    type: "Hybrid",
    confCallNumbers: {
      US: {
        toll: "+1 (555) 010-0110",
        tollFree: "1 800 555 0110",
        accessCodes: { organizer: code(1), panelist: code(2), attendee: code(3) },
      },
    },
  };
}
