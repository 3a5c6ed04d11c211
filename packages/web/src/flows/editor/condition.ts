/** A condition on a field as a form says it, and as the flow has it. Pure. */

export const kinds = ["is", "anyOf", "not", "contains", "between"] as const;
type Kind = (typeof kinds)[number];

export interface Condition {
  readonly kind: Kind;
  readonly first: string;
  readonly second: string;
}

/** Undefined where a form cannot say it. */
export function conditionOf(wanted: unknown): Condition | undefined {
  const text = (value: unknown) => (value === null || value === undefined ? "" : String(value));
  if (Array.isArray(wanted)) {
    // A list whose texts hold commas would come back as another.
    const isPlain = wanted.every((one) => typeof one !== "object" && !text(one).includes(","));
    return isPlain ? { kind: "anyOf", first: wanted.map(text).join(", "), second: "" } : undefined;
  }
  if (typeof wanted !== "object" || wanted === null) return { kind: "is", first: text(wanted), second: "" };
  const { contains, not, from, to, ...others } = wanted as Readonly<Record<string, unknown>>;
  if (Object.keys(others).length > 0) return undefined;
  if (contains !== undefined) return { kind: "contains", first: text(contains), second: "" };
  if (not !== undefined) return { kind: "not", first: text(not), second: "" };
  return { kind: "between", first: text(from), second: text(to) };
}

export function wantedOf({ kind, first, second }: Condition): unknown {
  switch (kind) {
    case "is":
      return first;
    case "anyOf":
      return first.split(",").map((one) => one.trim());
    case "not":
      return { not: first };
    case "contains":
      return { contains: first };
    case "between":
      return { ...(first === "" ? {} : { from: first }), ...(second === "" ? {} : { to: second }) };
  }
}
