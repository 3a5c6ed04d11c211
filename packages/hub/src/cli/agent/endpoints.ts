/**
 * `rostrum agent endpoint`: the agent's own endpoints, on the agent's machine. Beside `serve`, `sandbox` and `worker` the
 * one verb that does not go through the API: what is said here must never reach the hub.
 */
import type { Command } from "commander";
import { type AgentFolder, openAgentFolder } from "../../agents/process/index.ts";
import { systemClock } from "../../platform/clock/clock.ts";
import type { Config } from "../../platform/config/config.ts";
import { type CliContext, examples, exitCode, UsageError } from "../command.ts";
import { type AddOptions, describedByOptions, endpointFrom } from "../endpoint-options.ts";
import { sayTest } from "./test.ts";

export function agentFolder(config: Config): AgentFolder {
  return openAgentFolder({ ...config, clock: systemClock });
}

export function registerAgentEndpointCommands(agent: Command, cli: CliContext): void {
  const endpoint = agent
    .command("endpoint")
    .description("on the agent's machine: the systems that only it reaches; their secrets stay here");
  endpoint
    .command("list")
    .description("the agent's own endpoints")
    .action(
      cli.action(async () => {
        cli.output.table({
          columns: [{ title: "Endpoint" }, { title: "Kind" }, { title: "Secret" }],
          rows: agentFolder(cli.config)
            .own.list()
            .map(({ name, kind, hasSecret }) => [name, kind, hasSecret ? "kept" : "none"]),
        });
        return undefined;
      }),
    );
  describedByOptions(endpoint.command("add"))
    .description("add an endpoint to this agent, or change it; an agent that runs knows it at once")
    .argument("NAME", "what flows call it; it goes before an endpoint of the hub's of the same name")
    .addHelpText(
      "after",
      examples([
        "rostrum agent endpoint add plant --kind postgres --set host=10.0.0.5 --set database=plant --set user=rostrum --secret",
      ]),
    )
    .action(
      cli.action(async (name: string, options: AddOptions) => {
        const { settings, secret } = await endpointFrom(cli, name, options);
        agentFolder(cli.config).own.put(name, settings, secret);
        return test(cli, name);
      }),
    );
  endpoint
    .command("test")
    .description("try one out from this machine, changing nothing")
    .argument("NAME", "an endpoint of this agent")
    .action(cli.action((name: string) => test(cli, name)));
  endpoint
    .command("remove")
    .description("remove an endpoint from this agent")
    .argument("NAME", "an endpoint of this agent")
    .action(
      cli.action(async (name: string) => {
        if (!agentFolder(cli.config).own.remove(name)) throw unknown(name);
        return exitCode.done;
      }),
    );
}

async function test(cli: CliContext, name: string) {
  const endpoint = await agentFolder(cli.config).own.open(name);
  if (endpoint === undefined) throw unknown(name);
  try {
    return sayTest(cli, name, await endpoint.test(cli.signal));
  } finally {
    await endpoint.close();
  }
}

function unknown(name: string): UsageError {
  return new UsageError(
    `This agent has no endpoint "${name}".`,
    "See: rostrum agent endpoint list; those of the hub are tested with: rostrum endpoint test NAME --agent AGENT",
  );
}
