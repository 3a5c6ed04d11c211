/**
 * Secrets for a command: from an option (@FILE keeps them out of the shell's history), from the environment table,
 * else asked for without being shown.
 */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { type CliContext, UsageError } from "./command.ts";

export interface SecretWish {
  /** What stands on the command line: the secret, @FILE, @- for standard input; true or undefined: nothing. */
  readonly given: string | boolean | undefined;
  readonly environment: string | undefined;
  readonly question: string;
  /** For the message where nobody can be asked. */
  readonly instead: string;
}

export async function secretOf(cli: CliContext, wish: SecretWish): Promise<string> {
  const secret = (await givenSecret(cli, wish)).trim();
  if (secret !== "") return secret;
  throw new UsageError(`${wish.question}: there is nothing in it.`, `Say it with ${wish.instead}.`);
}

async function givenSecret(
  cli: CliContext,
  { given, environment, question, instead }: SecretWish,
): Promise<string> {
  if (typeof given === "string") {
    if (given === "@-") return text(cli.input);
    return given.startsWith("@") ? readFile(given.slice(1), "utf8") : given;
  }
  return environment ?? cli.prompt.askSecret(question, instead);
}
