/** What a webinar hands on to one that is made from it: by copying, or as a further member of its series. */

import type { NewWebinar } from "../../world/changes.ts";
import type { Webinar } from "../../world/model.ts";

/** Everything but time, kind, and the people in it. */
export function heritageOf(webinar: Webinar): Omit<NewWebinar, "kind" | "times"> {
  return {
    organizerKey: webinar.organizerKey,
    accountKey: webinar.accountKey,
    subject: webinar.subject,
    description: webinar.description,
    timeZone: webinar.timeZone,
    locale: webinar.locale,
    experience: webinar.experience,
    isPasswordProtected: webinar.isPasswordProtected,
    isOnDemand: webinar.isOnDemand,
    isBreakout: webinar.isBreakout,
    ...(webinar.recordingAssetKey !== null && { recordingAssetKey: webinar.recordingAssetKey }),
    emailSettings: webinar.emailSettings,
    approval: webinar.approval,
    registrationLimit: webinar.registrationLimit,
    fields: webinar.fields,
    questions: webinar.questions,
    polls: webinar.polls,
    survey: webinar.survey,
  };
}
