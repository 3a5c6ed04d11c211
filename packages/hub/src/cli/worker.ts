/** `rostrum worker`: carries out runs beside the hub, until it is asked to end. */
import type { Command } from "commander";
import { createApp } from "../app.ts";
import { listenForMonitoring } from "../server.ts";
import { work } from "../worker.ts";
import { type CliContext, examples, exitCode, UsageError } from "./command.ts";
import { aborted } from "./wait.ts";

interface WorkerOptions {
  readonly metricsPort?: string;
  readonly metricsHost: string;
}

export function registerWorkerCommand(program: Command, cli: CliContext): void {
  program
    .command("worker")
    .description("carry out runs beside the hub, on the same Postgres, until Ctrl-C")
    .option("--metrics-port <PORT>", "listen there for /metrics, /healthz and /readyz; nowhere if left out")
    .option("--metrics-host <ADDRESS>", "of --metrics-port; this machine only if left out", "127.0.0.1")
    .addHelpText(
      "after",
      examples([
        "DATABASE_URL=postgres://… ROSTRUM_KEY=… rostrum worker",
        "rostrum worker --metrics-port 9464",
      ]),
    )
    .action(
      cli.action(async ({ metricsPort, metricsHost }: WorkerOptions) => {
        const port = metricsPort === undefined ? undefined : portOf(metricsPort);
        const app = await createApp({ config: cli.config, purpose: "worker" });
        let monitoring: { close(): Promise<void> } | undefined;
        try {
          await work(app);
          if (port !== undefined) {
            const listening = await listenForMonitoring(app, metricsHost, port);
            monitoring = listening;
            cli.output.note(`  Figures and health on ${metricsHost}, port ${listening.port}`);
          }
          cli.output.note("  Working. Stop with Ctrl-C");
          await aborted(cli.signal);
        } finally {
          await monitoring?.close();
          await app.close();
        }
        return exitCode.done;
      }),
    );
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--metrics-port ${text} is no port.`, "For example: --metrics-port 9464");
}
