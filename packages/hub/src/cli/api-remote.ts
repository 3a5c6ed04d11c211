/** The way to a hub that runs as a process of its own: HTTP. */
import { Client, errors } from "undici";
import { ApiError, type ApiWay } from "./api.ts";

/** @param isNamed whether the address is what ROSTRUM_URL says, and not what the data folder's lock does */
export function remoteWay(address: string, isNamed: boolean): ApiWay {
  // No limit on the time between pieces: a query may rightly wait for the budget longer than any limit of ours.
  const client = new Client(address, { headersTimeout: 0, bodyTimeout: 0, pipelining: 1 });
  // Progress is asked for while rows stream, and one connection carries one answer at a time.
  const beside = new Client(address, { headersTimeout: 10_000, bodyTimeout: 10_000 });
  // Events last as long as what they tell of, and the wish to stop it must get past them.
  const watching = new Client(address, { headersTimeout: 0, bodyTimeout: 0 });
  const wayOf = (url: string) => {
    if (/\/events$/.test(url)) return watching;
    return url.startsWith("/api/v1/runs/") ? beside : client;
  };
  return {
    where: address,
    async send({ method, url, headers, body, signal }) {
      try {
        const answer = await wayOf(url).request({
          method: method as "GET",
          path: url,
          headers,
          body: body ?? null,
          signal: signal ?? null,
        });
        return { status: answer.statusCode, headers: answer.headers, body: answer.body };
      } catch (error) {
        throw unreachable(address, isNamed, error);
      }
    },
    async close() {
      await Promise.all([client.destroy(), beside.destroy(), watching.destroy()]);
    },
  };
}

function unreachable(address: string, isNamed: boolean, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const network = error instanceof errors.UndiciError || (typeof code === "string" && code.startsWith("E"));
  if (!network || error instanceof errors.RequestAbortedError) return error;
  return new ApiError(503, {
    code: "api.unreachable",
    message:
      code === "UND_ERR_SOCKET"
        ? `The hub at ${address} has ended before it answered.`
        : `The hub at ${address} does not answer (${code ?? "no connection"}).`,
    meaning: "Nothing was done, or its outcome is not known.",
    remedy: isNamed
      ? "Start it (rostrum serve), or correct or unset ROSTRUM_URL."
      : "Start it (rostrum serve) and try again.",
  });
}
