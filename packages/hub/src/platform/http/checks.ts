/**
 * What `rostrum doctor` and /readyz ask: can this hub work, and if not, what to do. Rooms bring their checks.
 * NOT monitoring: a check is made when it is asked for.
 */
import { z } from "zod";
import { HubError } from "../errors.ts";
import { ErrorAnswer, toHubError } from "./errors.ts";
import type { Http } from "./types.ts";

export const CheckResult = z.object({
  name: z.string().describe("What was looked at"),
  state: z.enum(["ok", "warning", "failed"]).describe("failed: something cannot work"),
  sentence: z.string().describe("What was found"),
  remedy: z.string().optional().describe("What to do"),
});
export type CheckResult = z.infer<typeof CheckResult>;

export interface Check {
  readonly name: string;
  /** Whether the hub cannot do its work while this fails; then /readyz says so. Must be quick then. */
  readonly vital: boolean;
  /** One result per thing looked at. What it throws counts as failed. */
  run(): Promise<readonly Omit<CheckResult, "name">[]>;
}

/** Makes all checks, one after the other, so that their order on the page is always the same. */
async function runChecks(checks: readonly Check[]): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    try {
      for (const result of await check.run()) results.push({ name: check.name, ...result });
    } catch (error) {
      const known = toHubError(error, []);
      const sentence =
        known.kind === "fault" && error instanceof Error
          ? error.message
          : `${known.message} ${known.meaning}`;
      results.push({ name: check.name, state: "failed", sentence, remedy: known.remedy });
    }
  }
  return results;
}

/** GET /checks, for `doctor`. */
export function registerCheckRoutes(http: Http, checks: readonly Check[]): void {
  http.get(
    "/checks",
    {
      config: { permission: "status:read" },
      schema: {
        tags: ["checks"],
        summary: "Looks at everything that the hub needs, and says what to do",
        response: { 200: z.object({ checks: z.array(CheckResult) }) },
      },
    },
    async () => ({ checks: [...(await runChecks(checks))] }),
  );
}

/** GET /healthz (the process answers) and GET /readyz (it can do its work). Open to all; they tell nothing else. */
export function registerHealthRoutes(http: Http, checks: readonly Check[]): void {
  const open = { tags: ["checks"], security: [] };
  http.get(
    "/healthz",
    {
      schema: {
        ...open,
        summary: "The process answers",
        response: { 200: z.object({ status: z.literal("ok") }) },
      },
    },
    async () => ({ status: "ok" }) as const,
  );
  const response = { 200: z.object({ status: z.literal("ready") }), 503: ErrorAnswer };
  const summary = "The hub can do its work: what it cannot do without is there";
  http.get("/readyz", { schema: { ...open, summary, response } }, async () => {
    const failed = (await runChecks(checks.filter((check) => check.vital))).filter(
      (result) => result.state === "failed",
    );
    if (failed.length === 0) return { status: "ready" } as const;
    throw new HubError({
      kind: "unavailable",
      code: "not-ready",
      message: `Not ready: ${failed.map((result) => result.name).join(", ")}.`,
      meaning: "Requests would fail at the moment.",
      remedy: "rostrum doctor tells more.",
    });
  });
}
