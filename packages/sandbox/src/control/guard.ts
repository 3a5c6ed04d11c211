/**
 * Keeps other sites out of the control API and the page. A web page somewhere could make a browser on this
 * machine call us: by a name of its own that points here (so the Host is checked), or straight at our address
 * (so the Origin of whatever changes something is checked). Programs send neither and are let in.
 */

import type { IncomingHttpHeaders } from "node:http";

const loopback: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** `hosts`: further names under which the sandbox may be called. Returns why a call is refused. */
export function refuseForeign(
  method: string,
  headers: IncomingHttpHeaders,
  hosts: ReadonlySet<string>,
): string | undefined {
  const host = headers.host ?? "";
  const name = host.replace(/:\d+$/, "").toLowerCase();
  if (!loopback.has(name) && !hosts.has(name))
    return `This sandbox is not called "${name}". Use its own address, or start it with --allow-host ${name}.`;
  if (method === "GET") return undefined;
  const { origin } = headers;
  if (origin === undefined || origin === `http://${host}`) return undefined;
  return "Another site may not turn this sandbox.";
}
