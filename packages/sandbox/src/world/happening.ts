/** What takes place in the world, as it is handed to whoever listens (`World.listen`). */

import type { AttendeeSurveyAnswer, Instant, Registrant, Session, Webinar } from "./model.ts";

/**
 * Something that took place in the world. `World.listen` hands them out in order, at the moment they take
 * place (or, when the clock was moved, all that lie between). `at` is when it took place.
 */
export type Happening =
  | { readonly type: "webinar created"; readonly at: Instant; readonly webinar: Webinar }
  | { readonly type: "webinar changed"; readonly at: Instant; readonly webinar: Webinar }
  | { readonly type: "webinar deleted"; readonly at: Instant; readonly webinar: Webinar }
  | {
      readonly type: "registrant added";
      readonly at: Instant;
      readonly webinar: Webinar;
      readonly registrant: Registrant;
    }
  | {
      readonly type: "registrant joined";
      readonly at: Instant;
      readonly webinar: Webinar;
      readonly session: Session;
      readonly registrant: Registrant;
    }
  | {
      readonly type: "survey submitted";
      readonly at: Instant;
      readonly webinar: Webinar;
      readonly session: Session;
      readonly registrant: Registrant;
      readonly surveyName: string;
      readonly answers: readonly AttendeeSurveyAnswer[];
    };
