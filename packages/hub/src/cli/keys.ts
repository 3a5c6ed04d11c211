/** `rostrum keys ...`: API keys, for programs and for the command line elsewhere (ROSTRUM_TOKEN). */
import type { Command } from "commander";
import { z } from "zod";
import { permissionNames, permissions } from "../access/permissions.ts";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "./command.ts";

const KeyView = z.object({
  name: z.string(),
  beginning: z.string(),
  scopes: z.array(z.string()),
  owner: z.string().nullable(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
});

interface CreateOptions {
  readonly scope?: readonly string[];
  readonly days?: string;
}

export function registerKeyCommands(program: Command, cli: CliContext): void {
  const keys = program
    .command("keys")
    .description("API keys of this hub: list, create, revoke")
    .addHelpText(
      "after",
      `\nScopes:\n${permissionNames.map((name) => `  ${name.padEnd(17)}  ${permissions[name].allows}`).join("\n")}\n`,
    );
  keys
    .command("list")
    .description("API keys, with what they may do and when they were used")
    .option("--json", "as JSON")
    .action(cli.action((options: { readonly json?: boolean }) => list(cli, options.json ?? false)));
  keys
    .command("create")
    .description("make an API key; it is shown this once")
    .argument("<NAME>", "what it is for")
    .option(
      "--scope <SCOPE>",
      "what it may do; may be repeated",
      (value: string, all: readonly string[] = []) => [...all, value],
    )
    .option("--days <N>", "it ends after so many days (365)")
    .addHelpText(
      "after",
      examples([
        "rostrum keys create warehouse --scope entities:read --days 90",
        "ROSTRUM_URL=https://hub.acme.example ROSTRUM_TOKEN=rostrum_... rostrum query Webinar",
      ]),
    )
    .action(cli.action((name: string, options: CreateOptions) => create(cli, name, options)));
  keys
    .command("revoke")
    .description("end an API key at once")
    .argument("<NAME>", "its name or id")
    .action(cli.action((name: string) => revoke(cli, name)));
}

async function list(cli: CliContext, asJson: boolean): Promise<ExitCode> {
  const api = await cli.api();
  const answer = await api.call({ path: "/api-keys", signal: cli.signal });
  if (asJson) {
    cli.output.json(answer);
    return exitCode.done;
  }
  const { apiKeys } = z.object({ apiKeys: z.array(KeyView) }).parse(answer);
  if (apiKeys.length === 0) {
    cli.output.note("  There is no API key. Make one with: rostrum keys create NAME --scope entities:read");
    return exitCode.done;
  }
  cli.output.table({
    columns: ["Name", "Begins with", "May", "Of", "Ends", "Last used"].map((title) => ({ title })),
    rows: apiKeys.map(({ name, beginning, scopes, owner, expiresAt, lastUsedAt }) => [
      name,
      beginning,
      scopes.join(" "),
      owner ?? "this machine",
      expiresAt.slice(0, 10),
      lastUsedAt === null ? "never" : `${lastUsedAt.slice(0, 16).replace("T", " ")} UTC`,
    ]),
  });
  return exitCode.done;
}

async function create(cli: CliContext, name: string, { scope = [], days }: CreateOptions): Promise<ExitCode> {
  if (scope.length === 0) {
    throw new UsageError("A key needs at least one scope.", "For example: --scope entities:read");
  }
  if (days !== undefined && !/^\d{1,4}$/.test(days)) {
    throw new UsageError(`--days must be a whole number, not "${days}".`, "For example: --days 90");
  }
  const api = await cli.api();
  const { key, expiresAt } = KeyView.extend({ key: z.string() }).parse(
    await api.call({
      method: "POST",
      path: "/api-keys",
      json: { name, scopes: scope, expiresInDays: days === undefined ? undefined : Number(days) },
      signal: cli.signal,
    }),
  );
  cli.output.result(key);
  cli.output.note(`  Keep it now: it is shown this once. It ends on ${expiresAt.slice(0, 10)}.`);
  return exitCode.done;
}

async function revoke(cli: CliContext, name: string): Promise<ExitCode> {
  const api = await cli.api();
  await api.call({ method: "DELETE", path: `/api-keys/${encodeURIComponent(name)}`, signal: cli.signal });
  cli.output.note(`  The API key ${name} is revoked.`);
  return exitCode.done;
}
