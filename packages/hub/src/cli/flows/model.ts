/** What the command line reads of flows and runs; the API says more. */
import { readFile } from "node:fs/promises";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import type { Api } from "../api.ts";
import { UsageError } from "../command.ts";

const Counts = z.record(z.string(), z.unknown());
export const RunView = z.object({
  id: z.string(),
  flow: z.string(),
  kind: z.string(),
  reason: z.string(),
  missed: z.number().default(0).describe("Further due times that it serves"),
  state: z.enum(["waiting", "running", "stopped", "done", "failed"]),
  counts: Counts,
  requestedAt: z.string(),
  seconds: z.number(),
  waitsFor: z.string().optional(),
  error: z.object({ message: z.string(), meaning: z.string(), remedy: z.string() }).optional(),
});
export type RunView = z.infer<typeof RunView>;

/** What a flow is called by: a file (kept under its name first), or a name that is kept already. */
export async function flowNamed(api: Api, given: string): Promise<string> {
  return isFile(given) ? keepFile(api, given, undefined) : given;
}

/** Keeps what a file says; resolves with the flow's name. */
export async function keepFile(api: Api, file: string, comment: string | undefined): Promise<string> {
  const definition = await readFlowFile(file);
  const name = z.object({ flow: z.string() }).safeParse(definition).data?.flow ?? "unnamed";
  const query = comment === undefined ? {} : { comment };
  await api.call({ method: "PUT", path: ofFlow(name), query, json: definition });
  return name;
}

/** Where the API has it. */
export const ofFlow = (name: string) => `/flows/${encodeURIComponent(name)}`;

/** The definition that a file or a kept flow holds. */
export async function definitionOf(api: Api, given: string): Promise<unknown> {
  if (isFile(given)) return readFlowFile(given);
  const answer = await api.call({ path: `/flows/${encodeURIComponent(given)}` });
  return z.object({ definition: z.unknown() }).parse(answer).definition;
}

function exact(_name: unknown, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}

function isFile(given: string): boolean {
  return /\.(ya?ml|json)$/i.test(given);
}

async function readFlowFile(file: string): Promise<Record<string, unknown>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      "Name a flow file.",
    );
  }
  try {
    // JSON is YAML too. A key of 19 digits does not fit a number: it becomes the text that it is.
    const value: unknown = parse(text, exact, { intAsBigInt: true });
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new UsageError(`${file} is not YAML: ${error.message}`, "Correct it there.");
  }
  throw new UsageError(`${file} holds no flow.`, "See the files in examples/.");
}

const labels: Readonly<Record<string, string>> = {
  dropped: "left out",
  inserted: "new",
  updated: "changed",
  unchanged: "already there",
  deleted: "deleted",
  written: "written",
  missing: "not there",
  failed: "kept as failed",
  ignored: "ignored",
  writtenBack: "written back",
};

/** "41 read   38 new   3 kept as failed   12 s" */
export function summaryOf({ counts, seconds }: RunView): string {
  const figure = (name: string) => Number(counts[name] ?? 0);
  const parts = Object.entries(labels)
    .filter(([name]) => figure(name) > 0)
    .map(([name, label]) => `${figure(name).toLocaleString("en")} ${label}`);
  const calls =
    figure("calls") > 0
      ? [`${figure("calls").toLocaleString("en")} ${figure("calls") === 1 ? "call" : "calls"}`]
      : [];
  return [`${figure("read").toLocaleString("en")} read`, ...parts, ...calls, `${seconds.toFixed(1)} s`].join(
    "   ",
  );
}
