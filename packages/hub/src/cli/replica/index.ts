/** `rostrum replica ...`: SQL copies of GoTo's entities. One file per verb that takes more than a few lines. */
import type { Command } from "commander";
import { type CliContext, examples } from "../command.ts";
import { registerAlertsCommand } from "./alerts.ts";
import { registerChoiceCommands } from "./choice.ts";
import { registerOtherCommands } from "./others.ts";
import { registerScheduleCommand } from "./schedule.ts";
import { registerStatusCommands } from "./status.ts";
import { registerSyncCommand } from "./sync.ts";

export function registerReplicaCommands(program: Command, cli: CliContext): void {
  const replica = program
    .command("replica")
    .description("SQL copies of GoTo's entities, kept in step")
    .addHelpText(
      "after",
      examples([
        "rostrum replica add",
        "rostrum replica add warehouse --database postgres://loader:secret@db.example.com/warehouse",
        "rostrum replica sync",
        "rostrum replica sync --to warehouse --complete",
      ]),
    );
  registerChoiceCommands(replica, cli);
  registerSyncCommand(replica, cli);
  registerScheduleCommand(replica, cli);
  registerStatusCommands(replica, cli);
  registerAlertsCommand(replica, cli);
  registerOtherCommands(replica, cli);
}
