/** What the hub found of, or did about, an address. Asked for by a press only: each look stands in the audit log. */
import type { paths } from "../../api/schema.ts";

type Answers<Path extends "/api/v1/personal-data/find" | "/api/v1/personal-data/erase"> =
  paths[Path]["post"]["responses"][200]["content"]["application/json"];
export type Found = Answers<"/api/v1/personal-data/find">;
export type Erased = Answers<"/api/v1/personal-data/erase">;

/** Things by their kind, in the order in which kinds come. */
export function byKind<Thing extends { readonly kind: string }>(
  things: readonly Thing[],
): readonly (readonly [string, readonly Thing[]])[] {
  return [...Map.groupBy(things, ({ kind }) => kind)];
}

/** Among the hub's lines about GoTo the commands, which are the same in every language. */
export function commandsIn(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.startsWith("  ")).map((line) => line.trim());
}
