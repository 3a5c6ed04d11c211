/** `rostrum people ...`: who may sign in to this hub, and who is invited. */
import { type Command, Option } from "commander";
import { z } from "zod";
import { roleNames, roles } from "../access/permissions.ts";
import { type Api, ApiError } from "./api.ts";
import { type CliContext, type ExitCode, examples, exitCode } from "./command.ts";

const PeopleView = z.object({
  people: z.array(
    z.object({
      email: z.string(),
      name: z.string(),
      role: z.string(),
      createdAt: z.string(),
      deactivatedAt: z.string().nullable(),
    }),
  ),
});
const InvitationsView = z.object({
  invitations: z.array(z.object({ email: z.string(), role: z.string(), expiresAt: z.string() })),
});
const LinkView = z.object({ address: z.string(), expiresAt: z.string() });

export function registerPeopleCommands(program: Command, cli: CliContext): void {
  const people = program
    .command("people")
    .description("who may sign in to this hub: list, invite, role, password, deactivate, remove")
    .addHelpText(
      "after",
      `\nRoles:\n${roleNames.map((role) => `  ${role.padEnd(13)}  ${roles[role]}`).join("\n")}\n`,
    );
  people
    .command("list")
    .description("everybody, and who is invited")
    .option("--json", "all that is known of them, as JSON")
    .action(cli.action((options: { readonly json?: boolean }) => list(cli, options.json ?? false)));
  people
    .command("invite")
    .description("make a link, for one use, by which a person comes in; you hand it over")
    .argument("<EMAIL>")
    .addOption(new Option("--role <ROLE>", "what they may do").choices(roleNames).makeOptionMandatory())
    .addHelpText("after", examples(["rostrum people invite ana@acme.example --role operator"]))
    .action(
      cli.action((email: string, { role }: { readonly role: string }) =>
        makeLink(cli, "/invitations", { email, role }, `lets ${email} in as ${role}`),
      ),
    );
  people
    .command("role")
    .description("give a person another role")
    .argument("<EMAIL>")
    .argument("<ROLE>", roleNames.join(", "))
    .action(cli.action((email: string, role: string) => giveRole(cli, email, role)));
  people
    .command("password")
    .description("make a link, for one use, by which a person chooses a new password; you hand it over")
    .argument("<EMAIL>")
    .action(
      cli.action((email: string) =>
        makeLink(
          cli,
          `/people/${encodeURIComponent(email)}/password-link`,
          undefined,
          `lets ${email} choose a new password`,
        ),
      ),
    );
  people
    .command("deactivate")
    .description(
      "let nobody come in as a person for now: sessions end at once, API keys stop; all else stays",
    )
    .argument("<EMAIL>")
    .action(
      cli.action((email: string) =>
        switchPerson(cli, email, "deactivate", "is deactivated: nobody comes in as them"),
      ),
    );
  people
    .command("reactivate")
    .description("let a deactivated person come in again, with the role and API keys that they had")
    .argument("<EMAIL>")
    .action(cli.action((email: string) => switchPerson(cli, email, "reactivate", "may come in again")));
  people
    .command("remove")
    .description("remove a person with their sessions and API keys, or withdraw an invitation")
    .argument("<EMAIL>")
    .action(cli.action((email: string) => remove(cli, email)));
}

export function registerSetupLinkCommand(program: Command, cli: CliContext): void {
  program
    .command("setup-link")
    .description("make a link, for one use, by which you become administrator; at the hub's own machine")
    .action(
      cli.action(() => makeLink(cli, "/setup-links", undefined, "makes whoever opens it administrator")),
    );
}

async function list(cli: CliContext, asJson: boolean): Promise<ExitCode> {
  const api = await cli.api();
  const { people } = PeopleView.parse(await api.call({ path: "/people", signal: cli.signal }));
  const { invitations } = InvitationsView.parse(await api.call({ path: "/invitations", signal: cli.signal }));
  if (asJson) {
    cli.output.json({ people, invitations });
    return exitCode.done;
  }
  if (people.length + invitations.length === 0)
    cli.output.note("  Nobody can sign in yet. Make a link for yourself with: rostrum setup-link");
  else {
    cli.output.table({
      columns: [{ title: "E-mail" }, { title: "Name" }, { title: "Role" }, { title: "Here" }],
      rows: [
        ...people.map(({ email, name, role, createdAt, deactivatedAt }) => [
          email,
          name,
          role,
          deactivatedAt === null
            ? `since ${createdAt.slice(0, 10)}`
            : `deactivated since ${deactivatedAt.slice(0, 10)}`,
        ]),
        ...invitations.map(({ email, role, expiresAt }) => [
          email,
          "",
          role,
          `invited until ${expiresAt.slice(0, 10)}`,
        ]),
      ],
    });
  }
  return exitCode.done;
}

async function makeLink(cli: CliContext, path: string, json: unknown, does: string): Promise<ExitCode> {
  const api = await cli.api();
  const { address, expiresAt } = LinkView.parse(
    await api.call({ method: "POST", path, json, signal: cli.signal }),
  );
  cli.output.result(address);
  cli.output.note(
    `  This link ${does}, once, until ${expiresAt.slice(0, 16).replace("T", " ")} UTC. It is shown this once.`,
  );
  if (api.where === "this process") cli.output.note("  It works while the hub runs: rostrum serve");
  return exitCode.done;
}

async function giveRole(cli: CliContext, email: string, role: string): Promise<ExitCode> {
  const api = await cli.api();
  await api.call({
    method: "PATCH",
    path: `/people/${encodeURIComponent(email)}`,
    json: { role },
    signal: cli.signal,
  });
  cli.output.note(`  ${email} is ${role} now.`);
  return exitCode.done;
}

async function switchPerson(cli: CliContext, email: string, verb: string, does: string): Promise<ExitCode> {
  const api = await cli.api();
  const path = `/people/${encodeURIComponent(email)}/${verb}`;
  await api.call({ method: "POST", path, signal: cli.signal });
  cli.output.note(`  ${email} ${does}.`);
  return exitCode.done;
}

async function remove(cli: CliContext, email: string): Promise<ExitCode> {
  const api = await cli.api();
  const withdrawn = await removePerson(api, email, cli.signal);
  cli.output.note(withdrawn ? `  The invitation of ${email} is withdrawn.` : `  ${email} is removed.`);
  return exitCode.done;
}

/** Gives whether it was an invitation. */
async function removePerson(api: Api, email: string, signal: AbortSignal): Promise<boolean> {
  const name = encodeURIComponent(email);
  try {
    await api.call({ method: "DELETE", path: `/people/${name}`, signal });
    return false;
  } catch (unknown) {
    if (!(unknown instanceof ApiError) || unknown.answer.code !== "person.unknown") throw unknown;
    const withdrawing = api.call({ method: "DELETE", path: `/invitations/${name}`, signal });
    await withdrawing.catch((error: unknown) => {
      const neither = error instanceof ApiError && error.answer.code === "invitation.unknown";
      throw neither ? unknown : error;
    });
    return true;
  }
}
