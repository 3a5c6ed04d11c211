/** What `endpoint add` and `agent endpoint add` are told: settings one by one or in a file, and a secret. */

import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { parse } from "yaml";
import { type CliContext, UsageError } from "./command.ts";

export interface AddOptions {
  readonly kind?: string;
  readonly set?: readonly string[];
  readonly file?: string;
  readonly secret?: boolean;
}

/** Declares how an endpoint is described on the command line; `endpointFrom` reads it. */
export function describedByOptions(command: Command): Command {
  return command
    .option("--kind <KIND>", "csv, ndjson, excel, parquet, postgres, mysql or http")
    .option(
      "--set <NAME=VALUE>",
      "a setting; may be repeated",
      (value: string, all: readonly string[] = []) => [...all, value],
    )
    .option("--file <FILE>", "all settings, as YAML or JSON")
    .option(
      "--secret",
      "ask for the password, token or key; without it ROSTRUM_ENDPOINT_SECRET, if that is set",
    );
}

/** Settings and secret as the options of `add` say them. */
export async function endpointFrom(cli: CliContext, name: string, options: AddOptions) {
  const settings: Record<string, unknown> =
    options.file === undefined ? {} : parse(await readFile(options.file, "utf8"));
  if (options.kind !== undefined) settings.kind = options.kind;
  for (const pair of options.set ?? []) {
    const at = pair.indexOf("=");
    if (at <= 0)
      throw new UsageError(`"${pair}" is not NAME=VALUE.`, "Write for example --set host=db.example.com.");
    // Numbers and truth values as YAML reads them.
    settings[pair.slice(0, at)] = parse(pair.slice(at + 1));
  }
  const secret =
    options.secret === true
      ? await cli.prompt.askSecret(`  Secret of ${name}`, "ROSTRUM_ENDPOINT_SECRET")
      : cli.config.endpointSecret;
  return { settings, ...(secret === undefined ? {} : { secret }) };
}
