/** The table of variables, at the foot of the help. */
import type { Command } from "commander";
import { variables } from "../platform/config/config.ts";
import { folded, padded } from "./text.ts";

export function registerConfigHelp(program: Command): void {
  const rows = Object.values(variables);
  const width = Math.max(...rows.map((variable) => variable.name.length));
  const lines = rows.flatMap(({ name, description, fallback }) => {
    const text = fallback === undefined ? description : `${description} (${fallback})`;
    return folded(text, 74).map((line, index) => `  ${padded(index === 0 ? name : "", width)}  ${line}`);
  });
  program.addHelpText("after", `\nEnvironment:\n${lines.join("\n")}\n`);
}
