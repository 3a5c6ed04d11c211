/** `rostrum endpoint`: the far sides of flows. */
import type { Command } from "commander";
import { z } from "zod";
import { sayTest, TestView, testFromAgent } from "./agent/test.ts";
import { type CliContext, type ExitCode, examples } from "./command.ts";
import { type AddOptions, describedByOptions, endpointFrom } from "./endpoint-options.ts";

const EndpointView = z.object({ name: z.string(), kind: z.string(), hasSecret: z.boolean() });

export function registerEndpointCommands(program: Command, cli: CliContext): void {
  const endpoint = program
    .command("endpoint")
    .description("where flows read and write outside of GoTo: files, databases, HTTP APIs");
  endpoint
    .command("list")
    .description("all endpoints that were added")
    .addHelpText("after", examples(["rostrum endpoint list"]))
    .action(
      cli.action(async () => {
        const answer = await (await cli.api()).call({ path: "/endpoints" });
        const { endpoints } = z.object({ endpoints: z.array(EndpointView) }).parse(answer);
        cli.output.table({
          columns: [{ title: "Endpoint" }, { title: "Kind" }, { title: "Secret" }],
          rows: endpoints.map(({ name, kind, hasSecret }) => [name, kind, hasSecret ? "kept" : "none"]),
        });
        return undefined;
      }),
    );
  describedByOptions(endpoint.command("add"))
    .description("add an endpoint, or change it")
    .argument("NAME", "what flows call it")
    .addHelpText(
      "after",
      examples([
        "rostrum endpoint add warehouse --kind postgres --set host=db.example.com --set database=dw --set user=rostrum --secret",
        "rostrum endpoint add crm --file crm.yaml",
      ]),
    )
    .action(cli.action((name: string, options: AddOptions) => add(cli, name, options)));
  endpoint
    .command("test")
    .description("try an endpoint out, changing nothing")
    .argument("NAME", "an endpoint, or goto:ALIAS")
    .option("--agent <AGENT>", "from this agent; without it from the hub")
    .addHelpText(
      "after",
      examples(["rostrum endpoint test warehouse", "rostrum endpoint test warehouse --agent plant"]),
    )
    .action(
      cli.action((name: string, { agent }: { readonly agent?: string }) =>
        agent === undefined ? test(cli, name) : testFromAgent(cli, agent, name),
      ),
    );
  endpoint
    .command("remove")
    .description("remove an endpoint; flows that use it will say so")
    .argument("NAME", "an endpoint")
    .addHelpText("after", examples(["rostrum endpoint remove warehouse"]))
    .action(
      cli.action(async (name: string) => {
        await (await cli.api()).call({ method: "DELETE", path: `/endpoints/${encodeURIComponent(name)}` });
        return undefined;
      }),
    );
}

async function add(cli: CliContext, name: string, options: AddOptions): Promise<ExitCode> {
  const json = await endpointFrom(cli, name, options);
  const api = await cli.api();
  await api.call({ method: "PUT", path: `/endpoints/${encodeURIComponent(name)}`, json });
  return test(cli, name);
}

async function test(cli: CliContext, name: string): Promise<ExitCode> {
  const api = await cli.api();
  const answer = TestView.parse(
    await api.call({ method: "POST", path: `/endpoints/${encodeURIComponent(name)}/test` }),
  );
  return sayTest(cli, name, answer);
}
