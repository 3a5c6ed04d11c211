/**
 * Where requests may go: the two hosts of an OAuth client and its redirect address. Tokens and secrets travel
 * there, so only https is let through, and http to this machine itself (the sandbox).
 * NOT a list of GoTo's hosts: those are `gotoEndpoints` of @rostrum/goto.
 */
import { isIP } from "node:net";
import { HubError } from "../platform/errors.ts";

/** The path on the hub where GoTo sends people back to. */
export const callbackPath = "/connections/callback";

/**
 * An address to send requests to, without a slash at its end. Throws HubError "address.refused" for anything but
 * https://host[:port] (or http on loopback): no path, no user name, no query.
 */
export function checkEndpoint(address: string, what: string): string {
  const url = URL.parse(address.trim());
  if (url === null) throw refused(address, what, "it is no address");
  if (url.username !== "" || url.password !== "")
    throw refused(url.host, what, "it carries a user name or password");
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw refused(address, what, "it has more than a host and a port");
  }
  checkProtocol(url, what);
  return url.origin;
}

/** A redirect address: https, or http on loopback; a path is right here, a fragment is not (RFC 6749 3.1.2). */
export function checkRedirect(address: string): string {
  const what = "redirect address";
  const url = URL.parse(address.trim());
  if (url === null) throw refused(address, what, "it is no address");
  if (url.hash !== "" || url.username !== "")
    throw refused(address, what, "it carries a fragment or a user name");
  checkProtocol(url, what);
  return address.trim();
}

/** Whether a host name means this very machine. */
function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  return isIP(host) === 4 ? host.startsWith("127.") : host === "::1";
}

function checkProtocol(url: URL, what: string): void {
  if (url.protocol === "https:") return;
  if (url.protocol === "http:" && isLoopback(url.hostname)) return;
  throw refused(url.origin, what, "it is not https");
}

function refused(address: string, what: string, why: string): HubError {
  return new HubError({
    kind: "usage",
    code: "address.refused",
    message: `"${address}" cannot be the ${what}: ${why}.`,
    meaning: "Tokens and secrets travel there. They go over https only, or to this machine itself.",
    remedy: "Give an address such as https://api.getgo.com, or http://127.0.0.1:8090 for the sandbox.",
  });
}
