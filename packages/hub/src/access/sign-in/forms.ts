/** The forms of the pages of sign-in, as HTML. NOT the pages around them and not what a form does (`pages.ts`). */
import type { Language } from "../../platform/pages/language.ts";
import { escapeHtml } from "../../platform/pages/page.ts";
import type { OneTimeLink } from "../links/store.ts";
import { longestPassword, shortestPassword } from "../people/model.ts";
import { words } from "./words.ts";

/** What somebody filled in before; a password is never shown again. */
interface Filled {
  readonly email: string;
  readonly name: string;
}

function field(label: string, attributes: string): string {
  return `<label>${escapeHtml(label)} <input ${attributes} required></label>`;
}

function form(action: string, fields: readonly string[], button: string): string {
  return `<form method="post"${action === "" ? "" : ` action="${action}"`}>
${fields.join("\n")}
<button>${escapeHtml(button)}</button>
</form>`;
}

const emailField = (label: string, value: string) =>
  field(
    label,
    `name="email" type="email" autocomplete="username" maxlength="254" value="${escapeHtml(value)}"`,
  );

export function signInForm(language: Language, email: string, next: string | undefined): string {
  const text = words[language];
  return form(
    "/sign-in",
    [
      emailField(text.email, email),
      field(text.password, `name="password" type="password" autocomplete="current-password"`),
      ...(next === undefined ? [] : [`<input type="hidden" name="next" value="${escapeHtml(next)}">`]),
    ],
    text.signIn,
  );
}

/** Under a link that does not work: who used it before has only to sign in. */
export function signInLink(language: Language): string {
  const text = words[language];
  return `<p>${escapeHtml(text.usedBefore)} <a href="/sign-in">${escapeHtml(text.signIn)}</a></p>`;
}

export function signedInBody(language: Language, email: string, next: string | undefined): string {
  const text = words[language];
  return `<p>${escapeHtml(text.signedInAs(email))}</p>
<p><a href="${escapeHtml(next ?? "/")}">${escapeHtml(next === undefined ? text.toStart : text.goOn)}</a></p>
${form("/sign-out", [], text.signOut)}`;
}

export function linkForm(language: Language, link: OneTimeLink, filled: Filled | undefined): string {
  const text = words[language];
  const nameField = field(
    text.name,
    `name="name" autocomplete="name" maxlength="100" value="${escapeHtml(filled?.name ?? "")}"`,
  );
  const passwordField = field(
    text.newPassword,
    `name="password" type="password" autocomplete="new-password" minlength="${shortestPassword}" maxlength="${longestPassword}"`,
  );
  const paragraph = (words: string) => `<p>${escapeHtml(words)}</p>\n`;
  switch (link.kind) {
    case "setup": {
      const fields = [emailField(text.email, filled?.email ?? ""), nameField, passwordField];
      return paragraph(text.setupText) + form("", fields, text.setupDo);
    }
    case "invitation":
      return (
        paragraph(text.invitationText(link.email)) + form("", [nameField, passwordField], text.invitationDo)
      );
    case "password":
      return paragraph(text.passwordText(link.email)) + form("", [passwordField], text.passwordDo);
  }
}
