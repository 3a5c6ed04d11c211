/**
 * GoTo Webinar v2: the operations of goto-webinar.md section 7 that need nothing but the world (1 to 42).
 *
 * Each turns the plain data of `world/` into GoTo's bytes: key types, date forms and letter case differ from
 * operation to operation, and stand in the file of the operation. This room holds no state and calls nobody. The
 * eleven webhook operations (43 to 53) call out, and so stand in `webhooks/`.
 */

import type { Operation } from "../http/operation.ts";
import {
  createCoorganizers,
  deleteCoorganizer,
  getCoorganizers,
  resendCoorganizerInvitation,
} from "./members/coorganizers.ts";
import {
  createPanelists,
  deleteWebinarPanelist,
  getPanelists,
  resendPanelistInvitation,
} from "./members/panelists.ts";
import { getRecordingAssets, searchAssets, searchAssetsForAdmin } from "./recordings.ts";
import { createRegistrant } from "./registrants/create.ts";
import { deleteRegistrant } from "./registrants/delete.ts";
import { getAllRegistrantsForWebinar, getRegistrant, getRegistrationFields } from "./registrants/read.ts";
import {
  getAttendeePollAnswers,
  getAttendeeQuestions,
  getAttendeeSurveyAnswers,
  getPolls,
  getQuestions,
  getSurveys,
} from "./sessions/answers.ts";
import {
  getAttendee,
  getAttendees,
  getAttendeesForAllWebinarSessions,
  getWebinarSession,
} from "./sessions/attendees.ts";
import { getAllSessions, getOrganizerSessions } from "./sessions/list.ts";
import { getPerformance, getPerformanceForAllWebinarSessions } from "./sessions/performance.ts";
import { getAudioInformation, updateAudioInformation } from "./webinars/audio.ts";
import { cancelWebinar } from "./webinars/cancel.ts";
import { copyWebinar } from "./webinars/copy.ts";
import { createWebinar } from "./webinars/create.ts";
import { getStartUrl, getWebinar, getWebinarMeetingTimes } from "./webinars/get.ts";
import { getInSessionWebinars } from "./webinars/in-session.ts";
import { getAllAccountWebinars, getWebinars } from "./webinars/list.ts";
import { updateWebinar } from "./webinars/update.ts";

/** In the order of goto-webinar.md section 7. */
export const webinarOperations: readonly Operation[] = [
  getAllAccountWebinars,
  getWebinars,
  createWebinar,
  getInSessionWebinars,
  getWebinar,
  updateWebinar,
  cancelWebinar,
  getWebinarMeetingTimes,
  getAudioInformation,
  updateAudioInformation,
  getPerformanceForAllWebinarSessions,
  getAttendeesForAllWebinarSessions,
  getStartUrl,
  copyWebinar,
  getRecordingAssets,
  getCoorganizers,
  createCoorganizers,
  deleteCoorganizer,
  resendCoorganizerInvitation,
  getPanelists,
  createPanelists,
  deleteWebinarPanelist,
  resendPanelistInvitation,
  getAllRegistrantsForWebinar,
  createRegistrant,
  getRegistrant,
  deleteRegistrant,
  getRegistrationFields,
  getOrganizerSessions,
  getAllSessions,
  getWebinarSession,
  getPerformance,
  getPolls,
  getQuestions,
  getSurveys,
  getAttendees,
  getAttendee,
  getAttendeePollAnswers,
  getAttendeeQuestions,
  getAttendeeSurveyAnswers,
  searchAssets,
  searchAssetsForAdmin,
];
