/** `rostrum worker`: carries out runs beside the hub, until it is asked to end. */
import type { Command } from "commander";
import { createApp } from "../app.ts";
import { work } from "../worker.ts";
import { type CliContext, examples, exitCode } from "./command.ts";
import { aborted } from "./wait.ts";

export function registerWorkerCommand(program: Command, cli: CliContext): void {
  program
    .command("worker")
    .description("carry out runs beside the hub, on the same Postgres, until Ctrl-C")
    .addHelpText("after", examples(["DATABASE_URL=postgres://… ROSTRUM_KEY=… rostrum worker"]))
    .action(
      cli.action(async () => {
        const app = await createApp({ config: cli.config, purpose: "worker" });
        try {
          await work(app);
          cli.output.note("  Working. Stop with Ctrl-C");
          await aborted(cli.signal);
        } finally {
          await app.close();
        }
        return exitCode.done;
      }),
    );
}
