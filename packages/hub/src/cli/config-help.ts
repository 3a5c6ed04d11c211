/** The table of variables, at the foot of the help. */
import type { Command } from "commander";
import { variables } from "../platform/config/config.ts";
import { folded, padded } from "./text.ts";

export function registerConfigHelp(program: Command): void {
  const rows: readonly { name: string; description: string; fallback: string | undefined; secret?: true }[] =
    Object.values(variables);
  const width = Math.max(...rows.map((variable) => variable.name.length));
  const lines = rows.flatMap(({ name, description, fallback }) => {
    const text = fallback === undefined ? description : `${description} (${fallback})`;
    return folded(text, 74).map((line, index) => `  ${padded(index === 0 ? name : "", width)}  ${line}`);
  });
  const secrets = rows.filter(({ secret }) => secret).map(({ name }) => name);
  const files = folded(
    `Secrets can come in a file: NAME_FILE names it, for ${secrets.join(", ")}.`,
    width + 76,
  ).map((line) => `  ${line}`);
  program.addHelpText("after", `\nEnvironment:\n${lines.join("\n")}\n\n${files.join("\n")}\n`);
}
