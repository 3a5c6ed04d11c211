/** `rostrum replica alerts`: how a replica fares, and who hears of it. */
import type { Command } from "commander";
import { showAlerts } from "../alerts.ts";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "../command.ts";
import { addressOf, chooseReplica } from "./view.ts";

interface AlertOptions {
  readonly email?: string;
  readonly webhook?: string;
  readonly every?: string;
  readonly late?: string;
  readonly off?: boolean;
  readonly json?: boolean;
}

export function registerAlertsCommand(replica: Command, cli: CliContext): void {
  replica
    .command("alerts")
    .description("how a replica fares, and what people were told of it; or say who is to hear of it")
    .argument("[NAME]", "not needed when there is only one")
    .option("--email <ADDRESSES>", "who hears of it, separated by commas")
    .option("--webhook <ADDRESS>", "an https address that gets the message as signed JSON")
    .option("--every <HOURS>", "at most one message in so many hours; 24 if left out")
    .option(
      "--late <MINUTES>",
      "minutes after which a sync that is due and has not begun is told of; 30 if left out",
    )
    .option("--off", "nobody is told any more")
    .option("--json", "how it fares, as JSON")
    .addHelpText(
      "after",
      examples([
        "rostrum replica alerts warehouse",
        "rostrum replica alerts warehouse --email ops@example.com,night@example.com --late 60",
        "rostrum replica alerts warehouse --off",
      ]),
    )
    .action(cli.action((name: string | undefined, options: AlertOptions) => alerts(cli, name, options)));
}

async function alerts(cli: CliContext, given: string | undefined, options: AlertOptions): Promise<ExitCode> {
  const wanted = alertsOf(options);
  const api = await cli.api();
  const path = addressOf(await chooseReplica(api, given));
  if (wanted !== undefined) await api.call({ method: "PATCH", path, json: { alerts: wanted } });
  const answer = await api.call({ path: `${path}/alerts` });
  if (options.json === true) cli.output.json(answer);
  else showAlerts(cli.output, answer);
  return exitCode.done;
}

/** What is to be kept; null: nobody is told; undefined: it stays as it is. */
function alertsOf({ email, webhook, every, late, off }: AlertOptions): object | null | undefined {
  const said = [email, webhook, every, late].some((one) => one !== undefined);
  if (off === true && said) {
    throw new UsageError("--off goes alone.", "For example: rostrum replica alerts warehouse --off");
  }
  if (off === true) return null;
  if (!said) return undefined;
  if (email === undefined && webhook === undefined) {
    throw new UsageError(
      "Nobody is named.",
      "Give --email or --webhook, with --every and --late where wanted.",
    );
  }
  return {
    ...(email === undefined ? {} : { email: email.split(",").map((address) => address.trim()) }),
    ...(webhook === undefined ? {} : { webhook }),
    ...(every === undefined ? {} : { every: positive("--every", every) }),
    ...(late === undefined ? {} : { late: positive("--late", late) }),
  };
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new UsageError(`${option} must be a number above 0.`, `For example: ${option} 24`);
}
