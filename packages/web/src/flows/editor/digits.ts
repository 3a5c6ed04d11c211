/** Keys of GoTo have 19 digits, and numbers are exact up to 16: in an expression such a key stands in quotes. Pure. */

/** What stands in quotes, and is no number; or a number. */
const parts = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?<![\w.$])\d+(?![\w.])/g;

/** Whether an expression has a number that loses digits. */
export function losesDigits(expression: string): boolean {
  return withKeysQuoted(expression) !== expression;
}

/** The expression with each number that would lose digits as a text. */
export function withKeysQuoted(expression: string): string {
  return expression.replaceAll(parts, (part) =>
    /^\d/.test(part) && !Number.isSafeInteger(Number(part)) ? JSON.stringify(part) : part,
  );
}

/** The key, where an expression is nothing but one in quotes. */
export function quotedKey(expression: string): string | undefined {
  return /^\s*["'](\d+)["']\s*$/.exec(expression)?.[1];
}
