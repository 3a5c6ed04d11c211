/** How wide a text is on a terminal, and cutting it to a width. Pure. NOT tables or lines: see who uses it. */

const plain = /^[\x20-\x7e]*$/;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;

/** Columns that a text takes: two for East Asian characters and emoji, one for a letter with its accents. */
export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The text, cut to a width with an ellipsis. */
export function clipped(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let result = "";
  let taken = 0;
  for (const { segment } of graphemes.segment(text)) {
    taken += wide.test(segment) ? 2 : 1;
    if (taken > width - 1) break;
    result += segment;
  }
  return `${result}…`;
}
