/**
 * The one place where an error becomes an HTTP answer:
 *
 *   { "error": { "code", "message", "meaning", "remedy", "details"? } }
 *
 * It is NOT the place where words are chosen: rooms throw HubErrors, and errors of other makers are translated
 * by the translators which the app hands in (platform knows no GoTo).
 */
import type { FastifyError, FastifyInstance } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";
import { type ErrorKind, type ErrorTranslator, HubError } from "../errors.ts";
import { redactText } from "../log/redact.ts";

/** Every error answer of the REST API has this shape. */
export const ErrorAnswer = z.object({
  error: z.object({
    code: z.string().describe("Stable name of the error, for programs"),
    message: z.string().describe("What happened"),
    meaning: z.string().describe("What it means"),
    remedy: z.string().describe("What to do"),
    details: z.record(z.string(), z.unknown()).optional().describe("Facts for programs"),
  }),
});
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;

const statusOfKind: Readonly<Record<ErrorKind, number>> = {
  usage: 400,
  unauthenticated: 401,
  forbidden: 403,
  unknown: 404,
  conflict: 409,
  rejected: 422,
  reauthorise: 424,
  limited: 429,
  fault: 500,
  upstream: 502,
  unavailable: 503,
};

/** The HTTP status that belongs to an error of ours. */
export function statusOf(error: HubError): number {
  return statusOfKind[error.kind];
}

/** The answer body that belongs to an error of ours. */
export function answerOf(error: HubError): ErrorAnswer {
  const { code, message, meaning, remedy, details } = error;
  return { error: { code, message, meaning, remedy, ...(details === undefined ? {} : { details }) } };
}

/** Our words for any error at all. What nobody knows is a fault of ours: its text is for the log only. */
export function toHubError(error: unknown, translators: readonly ErrorTranslator[]): HubError {
  if (error instanceof HubError) return error;
  for (const translate of translators) {
    const translated = translate(error);
    if (translated !== undefined) return translated;
  }
  return (
    fromFastify(error) ??
    new HubError({
      kind: "fault",
      code: "fault",
      message: "Rostrum ran into a fault of its own.",
      meaning: "The request was not carried out, or not to its end; the fault is in the log of the hub.",
      remedy: "Try again; if it comes back, report it with the log lines of this moment.",
      cause: error,
    })
  );
}

/** Fastify's own refusals: a body that is no JSON, a schema that does not fit, too large... */
function fromFastify(error: unknown): HubError | undefined {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const problems = error.validation.map((issue) => {
      const where = issue.instancePath.split("/").filter(Boolean).join(".");
      return where === "" ? (issue.message ?? "not valid") : `${where}: ${issue.message ?? "not valid"}`;
    });
    return new HubError({
      kind: "usage",
      code: "request.invalid",
      message: `The request does not fit: ${problems.join("; ")}.`,
      meaning: "Nothing was done.",
      remedy: "Correct the named part of the request; /api/v1/openapi.json describes what is expected.",
      details: { problems },
    });
  }
  if (!(error instanceof Error)) return undefined;
  const { statusCode, code } = error as FastifyError;
  if (typeof statusCode !== "number" || statusCode < 400 || statusCode >= 500) return undefined;
  return new HubError({
    kind: "usage",
    code: `request.${(code ?? "invalid")
      .toLowerCase()
      .replace(/^fst_err_/, "")
      .replaceAll("_", "-")}`,
    message: error.message,
    meaning: "The request could not be read; nothing was done.",
    remedy: "Correct the request; /api/v1/openapi.json describes what is expected.",
  });
}

/** Installs the mapping. After this no handler needs a try/catch for the sake of the answer. */
export function installErrorHandling(http: FastifyInstance, translators: readonly ErrorTranslator[]): void {
  http.setErrorHandler((error, request, reply) => {
    const known = toHubError(error, translators);
    if (known.kind === "fault") request.log.error({ err: error }, "a fault");
    else request.log.debug({ code: known.code }, known.message);
    if (reply.raw.headersSent) {
      // Rows are already on their way: breaking the connection is the only honest sign that they are not all.
      reply.raw.destroy();
      return;
    }
    const wait = known.kind === "limited" ? known.details?.retryAfterSeconds : undefined;
    if (wait !== undefined) void reply.header("retry-after", String(wait));
    void reply.code(statusOf(known)).type("application/json").send(answerOf(known));
  });
  http.setNotFoundHandler((request, reply) => {
    const error = new HubError({
      kind: "unknown",
      code: "path.unknown",
      message: `There is nothing at ${request.method} ${redactText(request.url.split("?")[0] ?? "")}.`,
      meaning: "The address or the method is not one that this version of Rostrum knows.",
      remedy: "See /api/v1/openapi.json for everything that there is.",
    });
    void reply.code(404).send(answerOf(error));
  });
}
