/**
 * Where a message may go that somebody only wrote an address for. Over TLS to public addresses; inside the own network
 * only to hosts that the administrator names, as otherwise whoever may write a flow could make the hub call whatever it
 * reaches: its own ports, the cloud's metadata, a neighbour's printer.
 *
 * Names are looked up when the connection is made, and the very address that was checked is the one connected to: a name that
 * changes in between gains nothing.
 */
import { lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Agent } from "undici";
import { HubError } from "../errors.ts";

export interface OutboundRules {
  /** Names or addresses of hosts inside the network that may be called, also without TLS. */
  readonly privateHosts: readonly string[];
}

/** The address as a URL, if it may be called. Throws HubError "outbound.refused". */
export function checkOutbound(address: string, { privateHosts }: OutboundRules): URL {
  const url = URL.parse(address);
  if (url === null) throw refused(address.slice(0, 200), "It is no address.");
  const shown = `${url.protocol}//${url.host}`;
  if (url.username !== "" || url.password !== "") {
    throw refused(shown, "It holds a user or a password, which would show up in logs.");
  }
  const host = hostOf(url);
  if (privateHosts.includes(host)) return url;
  if (url.protocol !== "https:")
    throw refused(shown, "Without https anybody on the way could read what is sent.");
  if (isIP(host) !== 0 && !isPublic(host)) throw refused(shown, "It lies inside this network.");
  return url;
}

/** Connects to public addresses and to the private hosts only. Close it at the end. */
export function outboundAgent({ privateHosts }: OutboundRules, timeoutMs: number): Agent {
  const find: LookupFunction = (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, "");
      const [first] = addresses;
      const inside = addresses.find(({ address }) => !isPublic(address));
      if (first === undefined || (inside !== undefined && !privateHosts.includes(host))) {
        return callback(refused(host, "Its name leads to an address inside this network."), "");
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
  const limits = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, maxResponseSize: 1024 * 1024 };
  return new Agent({ ...limits, connect: { timeout: timeoutMs, lookup: find } });
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "").toLowerCase();
}

/** Not loopback, private, link-local, shared, reserved… and none of these dressed up as IPv6. */
function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === "unicast";
}

function refused(address: string, why: string): HubError {
  return new HubError({
    kind: "usage",
    code: "outbound.refused",
    message: `${address} may not be called. ${why}`,
    meaning: "Nothing was sent.",
    remedy: "Use a public https address, or have the administrator add the host to ROSTRUM_PRIVATE_HOSTS.",
  });
}
