/** `rostrum doctor`: looks at everything that the hub needs and says what to do. Exit 3 when something cannot work. */
import type { Command } from "commander";
import { z } from "zod";
import { CheckResult } from "../platform/http/checks.ts";
import { type CliContext, type ExitCode, examples, exitCode } from "./command.ts";
import { failureOf } from "./failure.ts";
import { folded, printable } from "./text.ts";

const marks = { ok: "ok     ", warning: "look   ", failed: "FAILED " } as const;

export function registerDoctorCommand(program: Command, cli: CliContext): void {
  program
    .command("doctor")
    .description("check database, key, connections, clock and budget, and say what to do")
    .option("--json", "as JSON")
    .addHelpText("after", examples(["rostrum doctor"]))
    .action(cli.action((options: { readonly json?: boolean }) => doctor(cli, options.json ?? false)));
}

async function doctor(cli: CliContext, asJson: boolean): Promise<ExitCode> {
  const checks = await look(cli);
  if (asJson) cli.output.json({ checks });
  else for (const check of checks) for (const line of linesOf(check)) cli.output.result(line);
  return checks.some((check) => check.state === "failed") ? exitCode.couldNotRun : exitCode.done;
}

/** Where the hub is, and what it finds; a hub that cannot even be opened is a finding too. */
async function look(cli: CliContext): Promise<readonly CheckResult[]> {
  try {
    const api = await cli.api();
    const answer = z
      .object({ checks: z.array(CheckResult) })
      .parse(await api.call({ path: "/checks", signal: cli.signal }));
    const running = api.where !== "this process";
    const hub: CheckResult = {
      name: "Hub",
      state: "ok",
      sentence: running
        ? `Runs at ${api.where}.`
        : `Does not run (start it with: rostrum serve). Data folder ${cli.config.dataFolder}.`,
    };
    return [hub, ...answer.checks];
  } catch (error) {
    cli.signal.throwIfAborted();
    const [message = "", ...rest] = failureOf(error).lines;
    const remedy = rest.at(-1)?.trim();
    const sentence = [
      message.replace(/^rostrum: /, ""),
      ...rest.slice(0, -1).map((line) => line.trim()),
    ].join(" ");
    return [{ name: "Hub", state: "failed", sentence, ...(remedy === undefined ? {} : { remedy }) }];
  }
}

function linesOf(check: CheckResult): readonly string[] {
  const [first = "", ...more] = folded(`${check.name}: ${printable(check.sentence)}`, 100);
  const rest =
    check.remedy === undefined || check.state === "ok" ? more : [...more, `> ${printable(check.remedy)}`];
  return [`  ${marks[check.state]} ${first}`, ...rest.map((line) => `          ${line}`)];
}
