/** `rostrum agent`: an agent's own process, and what people do with agents at the hub. */
import type { Command } from "commander";
import { z } from "zod";
import { createHubClient, runAgent } from "../../agents/process/index.ts";
import { systemClock } from "../../platform/clock/clock.ts";
import { createLog } from "../../platform/log/log.ts";
import { type CliContext, type ExitCode, examples, exitCode, UsageError } from "../command.ts";
import { agentFolder, registerAgentEndpointCommands } from "./endpoints.ts";
import { testFromAgent } from "./test.ts";

const AgentView = z.object({
  name: z.string(),
  state: z.string(),
  seenAt: z.string().optional(),
  flows: z.array(z.string()),
  runs: z.number(),
  endpoints: z.array(z.object({ name: z.string() })),
  tests: z.array(z.object({ endpoint: z.string(), works: z.boolean().optional() })),
});

interface WorkOptions {
  readonly hub?: string;
  readonly token?: string;
}

export function registerAgentCommands(program: Command, cli: CliContext): void {
  const agent = program
    .command("agent")
    .description(
      "run flows beside systems that only this machine reaches; needs nothing but the hub's address",
    )
    .option("--hub <URL>", "address of the hub; without it ROSTRUM_HUB")
    .option("--token <TOKEN>", "of this agent; better in ROSTRUM_AGENT_TOKEN, where nobody sees it")
    .addHelpText(
      "after",
      examples([
        "rostrum agent add plant",
        "ROSTRUM_AGENT_TOKEN=rostrum_agent_... rostrum agent --hub https://hub.acme.example",
        "rostrum agent endpoint add erp --kind postgres --set host=10.0.0.5 --set database=erp --set user=rostrum --secret",
      ]),
    )
    .action(cli.action((options: WorkOptions) => work(cli, options)));
  agent
    .command("list")
    .description("agents: whether they are alive, and what they reach")
    .option("--json", "the answer of the API as it is")
    .action(cli.action(({ json }: { readonly json?: boolean }) => list(cli, json ?? false)));
  agent
    .command("add")
    .description("add an agent; its token is shown this once")
    .argument("NAME", "what flows call it: agent: NAME")
    .addHelpText("after", examples(["rostrum agent add plant"]))
    .action(
      cli.action(async (name: string) => {
        const api = await cli.api();
        sayToken(cli, name, await api.call({ method: "POST", path: "/agents", json: { name } }));
        return undefined;
      }),
    );
  agent
    .command("renew")
    .description("give an agent a new token; the one before ends at once")
    .argument("NAME", "an agent")
    .action(
      cli.action(async (name: string) => {
        const path = `/agents/${encodeURIComponent(name)}/token`;
        sayToken(cli, name, await (await cli.api()).call({ method: "POST", path }));
        return undefined;
      }),
    );
  agent
    .command("remove")
    .description("remove an agent: its token ends at once, and so do its runs")
    .argument("NAME", "an agent")
    .action(
      cli.action(async (name: string) => {
        await (await cli.api()).call({ method: "DELETE", path: `/agents/${encodeURIComponent(name)}` });
        cli.output.note(`  The agent ${name} is removed.`);
        return undefined;
      }),
    );
  agent
    .command("test")
    .description("test an endpoint or a connection from an agent; without one, all that its flows use")
    .argument("NAME", "an agent")
    .argument("[ENDPOINT]", "an endpoint, or goto:ALIAS")
    .addHelpText("after", examples(["rostrum agent test plant", "rostrum agent test plant erp"]))
    .action(cli.action((name: string, endpoint?: string) => testFromAgent(cli, name, endpoint)));
  registerAgentEndpointCommands(agent, cli);
}

async function work(
  cli: CliContext,
  { hub = cli.config.agentHub, token = cli.config.agentToken }: WorkOptions,
) {
  if (hub === undefined || URL.parse(hub) === null || !/^https?:/.test(hub)) {
    throw new UsageError(
      "It is not said which hub to work for.",
      "Give --hub https://HUB, or set ROSTRUM_HUB.",
    );
  }
  if (token === undefined) {
    throw new UsageError(
      "The agent has no token.",
      "Make one at the hub with: rostrum agent add NAME; give it as ROSTRUM_AGENT_TOKEN.",
    );
  }
  const { protocol, hostname } = new URL(hub);
  if (protocol === "http:" && !/^(localhost|127\.|\[::1\])/.test(hostname)) {
    cli.output.warning("The hub's address is not https: token and rows can be read on the way.");
  }
  const folder = agentFolder(cli.config);
  const lock = folder.take();
  const log = createLog(cli.config.logLevel);
  const client = createHubClient({ hub, token, say: cli.output.note });
  try {
    const fault = (error: unknown) => log.error({ err: error }, "a run met a fault");
    await runAgent(
      { hub: client, own: folder.own, clock: systemClock, version: "0.1.0", say: cli.output.note, fault },
      cli.signal,
    );
  } finally {
    await client.close();
    lock.release();
  }
  return exitCode.done;
}

function sayToken(cli: CliContext, name: string, answer: unknown): void {
  const { token } = z.object({ token: z.string() }).parse(answer);
  cli.output.result(token);
  cli.output.note("  Keep it now: it is shown this once. On the agent's machine:");
  cli.output.note("  ROSTRUM_AGENT_TOKEN=TOKEN rostrum agent --hub URL");
  cli.output.note(`  A flow runs there when it says: agent: ${name}`);
}

async function list(cli: CliContext, asJson: boolean): Promise<ExitCode> {
  const answer = await (await cli.api()).call({ path: "/agents" });
  if (asJson) {
    cli.output.json(answer);
    return exitCode.done;
  }
  const { agents } = z.object({ agents: z.array(AgentView) }).parse(answer);
  if (agents.length === 0) {
    cli.output.note("  There is no agent. Add one with: rostrum agent add NAME");
    return exitCode.done;
  }
  cli.output.table({
    columns: ["Agent", "State", "Last heard of", "Flows", "Runs", "Own endpoints", "Tests"].map((title) => ({
      title,
    })),
    rows: agents.map(({ name, state, seenAt, flows, runs, endpoints, tests }) => [
      name,
      state,
      seenAt === undefined ? "never" : `${seenAt.slice(0, 19).replace("T", " ")} UTC`,
      flows.join(" "),
      String(runs),
      endpoints.map((endpoint) => endpoint.name).join(" "),
      tests
        .map(({ endpoint, works }) => `${endpoint} ${works === undefined ? "asked" : works ? "ok" : "fails"}`)
        .join(", "),
    ]),
  });
  return exitCode.done;
}
