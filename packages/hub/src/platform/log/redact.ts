/**
 * Takes secrets out of what is written to the log: by the name of the member that holds them, and by their
 * form where they stand inside a text (a header, an address, a form body). NOT a licence to log secrets.
 */

const removed = "[removed]";

/** Members of these names never reach the log, whatever they hold, at any depth. */
const secretName =
  /(token|secret|password|authorization|cookie|credential|^pat$|^key$|sealed|code_?verifier|^code$|databaseurl)/i;
/** ...except these, which only sound like it. */
const harmlessName = /(token(Ends|Type|_type|Endpoint|_endpoint)|authorization_?endpoint)/i;

const patterns: readonly (readonly [RegExp, string])[] = [
  // Authorization: Bearer eyJ... / Basic dXNlc...
  [/\b(Bearer|Basic|OAuth)\s+[A-Za-z0-9._~+/=-]{6,}/gi, `$1 ${removed}`],
  // access_token=..., "refresh_token":"...", pat=..., code=...
  [
    /((?:access_token|refresh_token|client_secret|code_verifier|password|\bpat|\bcode)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi,
    `$1${removed}`,
  ],
  // postgres://user:password@host; begins at the colon, since looking for a word first takes the square of its length
  [/(:\/\/[^\s:/@]+:)[^\s@/]+@/g, `$1${removed}@`],
  // API keys, tokens of agents and codes of one-time links of our own, anywhere
  [/\brostrum_(?:agent_)?[A-Za-z0-9_-]{43}/g, removed],
  [/\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b/g, removed],
  // JSON web tokens anywhere
  [/\beyJ[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]+){1,4}/g, removed],
];

/** The text without what looks like a secret in it. */
export function redactText(text: string): string {
  return patterns.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/**
 * The text without secrets that are known, for the words of others who may say again what they were told: as they are, and
 * as addresses, headers and JSON write them.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString("base64"),
    ])
    .reduce((result, form) => result.replaceAll(form, removed), text);
}

/** A copy of a JSON value without secrets. */
export function redact(value: unknown): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(redact);
  const members = Object.entries(value).map(([name, member]) => [
    name,
    isSecret(name, member) ? removed : redact(member),
  ]);
  return Object.fromEntries(members);
}

function isSecret(name: string, member: unknown): boolean {
  if (member === null || !secretName.test(name) || harmlessName.test(name)) return false;
  // An error's `code` ("ECONNREFUSED", "connection.unknown") is no authorization code.
  const errorCode = /^([A-Z][A-Z0-9_]{2,40}|[a-z]+(\.[a-z-]+)+)$/;
  return !(name === "code" && typeof member === "string" && errorCode.test(member));
}
