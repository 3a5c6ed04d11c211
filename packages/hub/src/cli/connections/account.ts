/** Asks which account, when a person is in several and nobody has said which. */
import { z } from "zod";
import { ApiError } from "../api.ts";
import type { CliContext } from "../command.ts";

const Accounts = z.object({
  accounts: z.array(z.object({ accountKey: z.string(), name: z.string().nullable() })).min(2),
});

/** Does the work; when it fails for want of an account and somebody is there to choose, does it again with one. */
export async function withAccount<Result>(
  cli: CliContext,
  account: string | undefined,
  work: (account: string | undefined) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(account);
  } catch (error) {
    const choice = error instanceof ApiError && error.answer.code === "connection.choose-account";
    const found = choice ? Accounts.safeParse(error.answer.details) : undefined;
    if (!found?.success || !cli.prompt.possible) throw error;
    const { accounts } = found.data;
    const names = accounts.map(({ accountKey, name }) =>
      name === null ? accountKey : `${name} (${accountKey})`,
    );
    const index = await cli.prompt.choose("Which account", names, "--account KEY");
    return work(accounts[index]?.accountKey);
  }
}
