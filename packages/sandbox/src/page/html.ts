/** HTML by template: whatever is put in is escaped, unless it is HTML already. */

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | readonly (string | number | Html)[];

/** `` html`<b>${name}</b>` ``: `name` comes out as text, whatever is in it. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((string, place) => string + partOf(parts[place] ?? "")).join(""));
}

function partOf(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(partOf).join("");
  return escapeHtml(String(part));
}

/** Safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
