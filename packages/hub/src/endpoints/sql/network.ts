/** Trouble on the way to a database, in words for a person. */
import { HubError } from "../../platform/errors.ts";

export interface NetworkWords {
  readonly product: string;
  /** The port that the product uses by itself. */
  readonly port: number;
}

type Words = readonly [message: string, meaning: string, remedy: string];

function wordsFor(code: string, message: string, { product, port }: NetworkWords): Words | undefined {
  switch (code) {
    case "ECONNREFUSED":
      return [
        `Nothing answers for ${product} at this address and port.`,
        "The server is not running there, or listens on another port.",
        `Check host and port (${product} uses ${port} by itself) and that the server is running.`,
      ];
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return [
        `The name of the ${product} server is not known.`,
        "It is misspelt, or this machine's name service does not know it.",
        "Check the host; a server inside a private network may need an agent there.",
      ];
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return [
        `The ${product} server does not answer.`,
        "A firewall is in between, or the address is wrong.",
        "Check host and port, and whether this machine may reach them.",
      ];
    case "ECONNRESET":
    case "EPIPE":
    case "PROTOCOL_CONNECTION_LOST":
      return [
        `The connection to the ${product} server broke.`,
        "Whether the last batch was written is not known.",
        "Run it again: rows with a key are not written twice.",
      ];
    default:
      return /certificate|self.signed|tls|ssl/i.test(`${code} ${message}`)
        ? [
            `The connection to ${product} could not be encrypted as asked: ${message}.`,
            "The server has no TLS, or its certificate is not trusted here.",
            "Give the authority's certificate, or choose another setting for tls.",
          ]
        : undefined;
  }
}

export function networkError(error: unknown, product: NetworkWords): HubError | undefined {
  if (error instanceof AggregateError) return networkError(error.errors[0], product);
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  const name = typeof code === "string" ? code : timedOrBroken(error.message);
  const words = wordsFor(name, error.message, product);
  if (words === undefined) return undefined;
  const [message, meaning, remedy] = words;
  return new HubError({
    kind: "upstream",
    code: "endpoint.unreachable",
    message,
    meaning,
    remedy,
    cause: error,
  });
}

/** pg gives these two no code. */
function timedOrBroken(message: string): string {
  if (/timeout|timed out/i.test(message)) return "ETIMEDOUT";
  return /terminated|not queryable|closed/i.test(message) ? "ECONNRESET" : "";
}
