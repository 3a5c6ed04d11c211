/**
 * @rostrum/goto: a client library for GoTo's APIs.
 *
 * Glossary, GoTo's own words: an ACCOUNT has ORGANIZERS (users); an organizer owns WEBINARS; a webinar that ran has
 * SESSIONS; who signed up is a REGISTRANT; a registrant seen in a session is an ATTENDEE. A GRANT is one person's
 * consent to one OAUTH CLIENT; an ACCESS TOKEN lasts an hour and is renewed from the grant. The BUDGET is how many
 * requests GoTo allows an OAuth client per API and second.
 *
 * What it is: authorisation, budget, transport with retries and typed errors, lossless JSON, paging, and every
 * operation of the APIs, typed. What it is NOT: it knows no database, no server and no feature of ours; what must be
 * kept or shared (grants, budgets) goes through ports.
 */

export type { Grant, GrantStore, RefreshLease, Renewal, StoredGrant } from "./auth/grant.ts";
export { createMemoryGrantStore } from "./auth/memory-store.ts";
export { createOAuth, gotoEndpoints } from "./auth/oauth.ts";
export { createTokenSource } from "./auth/token-source.ts";
export type {
  AuthorizationRequest,
  Endpoints,
  OAuth,
  OAuthClient,
  RenewedToken,
  TokenSource,
} from "./auth/types.ts";
export type { BudgetOptions } from "./budget/budget.ts";
export { createBudget, createBudgets } from "./budget/budget.ts";
export { createMemoryBudgetStore } from "./budget/memory-store.ts";
export type {
  Api,
  Budget,
  BudgetFigures,
  BudgetLimit,
  BudgetState,
  BudgetStore,
  Budgets,
  BudgetUse,
  Decision,
  Slot,
} from "./budget/types.ts";
export type { GoToClient, GoToClientOptions } from "./client.ts";
export { createGoToClient } from "./client.ts";
export type {
  DeathReason,
  ErrorAction,
  ErrorCode,
  ErrorDetails,
  NetworkFailure,
} from "./errors.ts";
export {
  AuthorizationDeadError,
  ConflictError,
  ForbiddenError,
  GoToError,
  InvalidRequestError,
  ListChangedError,
  NetworkError,
  NotFoundError,
  OAuthClientRefusedError,
  RateLimitedError,
  ServerError,
  TokenRefusedError,
  UnexpectedAnswerError,
} from "./errors.ts";
export type { Identity, IdentityAccount, IdentityApi } from "./identity/identity.ts";
export type { LongNumber } from "./json.ts";
export { longNumber, parse as parseJson, stringify as stringifyJson } from "./json.ts";
export type { TimeLimits } from "./network/undici.ts";
export { createNetwork } from "./network/undici.ts";
export type { Page, WalkOptions } from "./paging.ts";
export { walkPages } from "./paging.ts";
export type {
  CallOptions,
  Clock,
  Method,
  Network,
  NetworkAnswer,
  NetworkRequest,
  Priority,
  Random,
} from "./ports.ts";
export { systemClock, systemRandom } from "./system.ts";
export type { CallRecord, QueryValue, Reply, Request, RetryPolicy, Send } from "./transport/types.ts";
export type { Attendee, AttendeeAnswer } from "./webinar/attendees.ts";
export type { Audio, AudioType, PrivateAudio, UpdateAudio } from "./webinar/audio.ts";
export type { Coorganizer, CoorganizerPath, CreateCoorganizer } from "./webinar/coorganizers.ts";
export type { CreatePanelist, Panelist, PanelistPath } from "./webinar/panelists.ts";
export type { SessionPerformance } from "./webinar/performance.ts";
export type {
  AdminRecordingSearch,
  RecordingAsset,
  RecordingInclude,
  RecordingSearch,
} from "./webinar/recordings.ts";
export type {
  CreatedRegistrant,
  CreateRegistrant,
  ListedRegistrant,
  Registrant,
  RegistrantPath,
  RegistrantResponse,
  RegistrationField,
  RegistrationFields,
  RegistrationQuestion,
} from "./webinar/registrants.ts";
export type { AskedQuestion, Poll, Session } from "./webinar/sessions.ts";
export type {
  AllRequest,
  AttendeePath,
  DateTimeRange,
  EmailSettings,
  ExperienceType,
  OrganizerPath,
  PageRequest,
  SessionPath,
  TimeRange,
  WebinarKind,
  WebinarLocale,
  WebinarPath,
} from "./webinar/types.ts";
export type {
  CreateUserSubscription,
  UpdateUserSubscription,
  UserSubscription,
} from "./webinar/user-subscriptions.ts";
export type {
  ActiveState,
  CreateWebhook,
  SecretKey,
  UpdateWebhook,
  Webhook,
  WebinarEventName,
} from "./webinar/webhooks.ts";
export type { WebinarApi } from "./webinar/webinar.ts";
export type { InSessionWebinar, ListedWebinar } from "./webinar/webinar-lists.ts";
export type {
  CopyWebinar,
  CreatedWebinar,
  CreateSequence,
  CreateTimedWebinar,
  CreateWebinar,
  UpdateWebinar,
  Webinar,
} from "./webinar/webinars.ts";
