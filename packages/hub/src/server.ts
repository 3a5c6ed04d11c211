/** Listening and closing, and nothing else: the app itself is `app.ts`. */
import type { AddressInfo } from "node:net";
import type { App } from "./app.ts";
import { HubError } from "./platform/errors.ts";

/**
 * Listens on the configured host and port, tells the app its address and gives the one for people.
 * Throws HubError "port.taken" or "port.refused".
 */
export async function listen(app: App): Promise<string> {
  const { host, port } = app.config;
  try {
    await app.http.listen({ host, port });
  } catch (error) {
    throw cannotListen(host, port, error);
  }
  const { port: given } = app.http.server.address() as AddressInfo;
  const everywhere = host === "0.0.0.0" || host === "::";
  const loopback = everywhere || host === "127.0.0.1" || host === "::1";
  const reached = everywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  // The command line is sent to the number itself: behind the name another program could listen, and get the token.
  const addresses = {
    forPrograms: `http://${reached}:${given}`,
    forPeople: loopback ? `http://localhost:${given}` : `http://${reached}:${given}`,
  };
  app.announce(addresses);
  return addresses.forPeople;
}

function cannotListen(host: string, port: number, error: unknown): HubError {
  const code = (error as NodeJS.ErrnoException).code;
  const taken = code === "EADDRINUSE";
  return new HubError({
    kind: "unavailable",
    code: taken ? "port.taken" : "port.refused",
    message: taken
      ? `Port ${port} on ${host} is taken by another program.`
      : `Rostrum may not listen on ${host}:${port} (${code}).`,
    meaning: "The hub cannot be reached without a port of its own.",
    remedy: `Choose another one, for example ROSTRUM_PORT=${port === 0 ? 8080 : port + 1}, or stop the other program.`,
    cause: error,
  });
}
