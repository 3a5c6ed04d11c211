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
    throw cannotListen(host, port, error, "ROSTRUM_PORT=");
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

/**
 * Listens for monitoring alone: /healthz, /readyz and /metrics of a process that has no API. Gives the port and how to close it.
 * Throws HubError "port.taken" or "port.refused".
 */
export async function listenForMonitoring(
  app: App,
  host: string,
  port: number,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const http = await app.monitoring();
  try {
    await http.listen({ host, port });
  } catch (error) {
    await http.close();
    throw cannotListen(host, port, error, "--metrics-port ");
  }
  const { port: given } = http.server.address() as AddressInfo;
  return { port: given, close: () => http.close() };
}

/** @param option how another port is said: what stands before its number */
function cannotListen(host: string, port: number, error: unknown, option: string): HubError {
  const code = (error as NodeJS.ErrnoException).code;
  const taken = code === "EADDRINUSE";
  return new HubError({
    kind: "unavailable",
    code: taken ? "port.taken" : "port.refused",
    message: taken
      ? `Port ${port} on ${host} is taken by another program.`
      : `Rostrum may not listen on ${host}:${port} (${code}).`,
    meaning: "This process cannot be reached without a port of its own.",
    remedy: `Choose another one, for example ${option}${port === 0 ? 8080 : port + 1}, or stop the other program.`,
    cause: error,
  });
}
