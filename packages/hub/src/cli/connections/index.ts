/** `rostrum connections ...`: who we are at GoTo. One file per verb that takes more than a few lines. */
import type { Command } from "commander";
import { type CliContext, examples } from "../command.ts";
import { registerAddCommand } from "./add.ts";
import { registerAuthorizeCommand } from "./authorize.ts";
import { registerClientCommands } from "./clients.ts";
import { registerListCommand } from "./list.ts";
import { registerOtherCommands } from "./others.ts";

export function registerConnectionCommands(program: Command, cli: CliContext): void {
  const connections = program
    .command("connections")
    .description("connections to GoTo: list, add, authorize, test, edit, remove")
    .addHelpText(
      "after",
      examples([
        "rostrum connections add --sandbox http://127.0.0.1:8090",
        "rostrum connections add 'Acme webinars' --client-id 1a2b3c4d-...",
        "rostrum connections list",
      ]),
    );
  registerListCommand(connections, cli);
  registerAddCommand(connections, cli);
  registerAuthorizeCommand(connections, cli);
  registerOtherCommands(connections, cli);
  registerClientCommands(connections, cli);
}
