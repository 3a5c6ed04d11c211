/** Tests of endpoints and connections, shown: at the hub, and from an agent. */
import { z } from "zod";
import { type CliContext, type ExitCode, exitCode } from "../command.ts";

export const TestView = z.object({
  works: z.boolean(),
  message: z.string(),
  meaning: z.string().optional(),
  remedy: z.string().optional(),
});
type TestView = z.infer<typeof TestView>;

export function sayTest(cli: CliContext, name: string, test: TestView): ExitCode {
  cli.output.result(`${name}: ${test.message}`);
  if (test.works) return exitCode.done;
  cli.output.note(`  ${test.meaning ?? ""} ${test.remedy ?? ""}`);
  return exitCode.couldNotRun;
}

/** Tests one endpoint from an agent, or all that its flows use. */
export async function testFromAgent(
  cli: CliContext,
  agent: string,
  endpoint: string | undefined,
): Promise<ExitCode> {
  const api = await cli.api();
  const answer = await api.call({
    method: "POST",
    path: `/agents/${encodeURIComponent(agent)}/tests`,
    json: endpoint === undefined ? {} : { endpoint },
    signal: cli.signal,
  });
  const { tests } = z.object({ tests: z.array(TestView.extend({ endpoint: z.string() })) }).parse(answer);
  if (tests.length === 0) {
    cli.output.note(`  ${agent} has no endpoint, and its flows name none.`);
  }
  const codes = tests.map((test) => sayTest(cli, test.endpoint, test));
  return codes.find((code) => code !== exitCode.done) ?? exitCode.done;
}
