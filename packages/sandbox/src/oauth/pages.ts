/** The three pages of the sign-in: who are you, may this client, and what went wrong. Text in, HTML out. */

import { documentOf } from "../page/frame.ts";
import { html } from "../page/html.ts";
import type { Language } from "../page/language.ts";
import type { Organizer } from "../world/model.ts";
import type { World } from "../world/world.ts";
import type { AuthorizeRequest } from "./authorize.ts";
import { oauthWords } from "./words.ts";

/** `service`: the local address to go on with. */
export function signInPage(language: Language, world: World, service: string): string {
  const words = oauthWords[language];
  const main = html`<main class="narrow">
<h1>${words.signInTitle}</h1>
<p class="quiet">${words.signInLead}</p>
<form method="post" action="/login">
<input type="hidden" name="service" value="${service}">
${world.organizers.map((organizer) => personButton(language, world, organizer))}
</form>
</main>`;
  return documentOf(language, words.signInTitle, main);
}

function personButton(language: Language, world: World, organizer: Organizer) {
  const words = oauthWords[language];
  const accounts = organizer.memberships.map(
    ({ accountKey, isAdministrator }) =>
      `${world.account(accountKey)?.name ?? accountKey} (${isAdministrator ? words.administrator : words.member})`,
  );
  return html`<button class="person" name="organizer" value="${organizer.organizerKey}">
<strong>${organizer.displayName}</strong><br>
<span class="quiet">${organizer.email}, ${accounts.join(", ")}</span>
</button>
`;
}

export interface ConsentPage {
  readonly request: AuthorizeRequest;
  readonly organizer: Organizer;
  /** The authorize query, to be sent back with the decision. */
  readonly query: string;
  /** Ties the form to this browser's session. */
  readonly confirmation: string;
}

export function consentPage(
  language: Language,
  { request, organizer, query, confirmation }: ConsentPage,
): string {
  const words = oauthWords[language];
  const title = words.consentTitle(request.client.name);
  const main = html`<main class="narrow">
<h1>${title}</h1>
<p class="quiet">${request.client.description}</p>
<div class="sheet">
<p id="lead">${words.consentLead}</p>
<ul aria-labelledby="lead">
${request.scopes.map((scope) => html`<li>${words.scopes[scope] ?? scope} <code class="quiet">${scope}</code></li>`)}
</ul>
<form method="post" action="/oauth/approve" class="row">
<input type="hidden" name="query" value="${query}">
<input type="hidden" name="confirmation" value="${confirmation}">
<button class="main" name="decision" value="allow">${words.allow}</button>
<button name="decision" value="refuse">${words.refuse}</button>
</form>
</div>
<p class="quiet">${words.signedInAs(organizer.email)}
<a href="/login?service=${encodeURIComponent(`/oauth/approve?${query}`)}">${words.somebodyElse}</a></p>
<p class="quiet">${words.returnsTo} <code>${request.target}</code></p>
</main>`;
  return documentOf(language, title, main);
}

/** Shown instead of a redirect when nobody knows where to redirect (goto-oauth.md 4). */
export function oauthErrorPage(language: Language, reason: "client" | "redirectUri" | "expired"): string {
  const words = oauthWords[language];
  const main = html`<main class="narrow"><h1>${words.errorTitle}</h1><p role="alert">${words.errors[reason]}</p></main>`;
  return documentOf(language, words.errorTitle, main);
}
