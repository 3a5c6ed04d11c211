/** Where requests may go. Credentials and people's data leave with them. Pure. */
import { HubError } from "../../platform/errors.ts";

export interface AddressRules {
  /** Hosts (with the port where it is not the usual one) that may be called without TLS, e.g. "crm.internal:8080". */
  readonly plainHosts: readonly string[];
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address, if it may be called: over TLS, or on this very machine, or at a host that the administrator allows.
 * Throws HubError "endpoint.address-refused".
 */
export function checkAddress(address: string | URL, rules: AddressRules): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw refused(String(address).slice(0, 200), "It is no address.");
  }
  const shown = `${url.protocol}//${url.host}`;
  if (url.username !== "" || url.password !== "") {
    throw refused(
      shown,
      "It holds a user or a password, which would show up in logs; they belong to the settings.",
    );
  }
  if (url.protocol === "https:") return url;
  if (url.protocol !== "http:") throw refused(shown, "Only https and http are spoken here.");
  if (loopback.test(url.hostname) || rules.plainHosts.includes(url.host)) return url;
  throw refused(shown, "Without https anybody on the way could read and change what is sent.");
}

/** The address of a next page or a redirect: nowhere but where we were sent in the first place. */
export function checkSameOrigin(address: string, from: URL): URL {
  const url = new URL(address, from);
  if (url.origin === from.origin && url.username === "" && url.password === "") return url;
  throw refused(
    url.origin,
    `The system at ${from.host} sends us on to another one, which would get our credentials.`,
  );
}

function refused(address: string, why: string): HubError {
  return new HubError({
    kind: "usage",
    code: "endpoint.address-refused",
    message: `${address} may not be called. ${why}`,
    meaning: "Nothing was sent.",
    remedy: "Use an https address, or have the administrator allow this host to be called without.",
  });
}

/**
 * A path with the row's values in the place of "{field}". Undefined where a value is missing or would make another
 * path of it.
 */
export function fillPath(path: string, valueIn: (field: string) => unknown): string | undefined {
  let whole = true;
  const filled = path.replace(/\{([^{}]+)\}/g, (_, field: string) => {
    const value = valueIn(field) ?? "";
    const text = typeof value === "object" ? "" : String(value);
    if (text === "" || text === "." || text === "..") whole = false;
    return encodeURIComponent(text);
  });
  return whole ? filled : undefined;
}

/** Appends a path to the base address, whether or not either has a slash. */
export function join(base: URL, path: string): URL {
  const [plain = "", query] = path.split("?", 2);
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/$/, "")}/${plain.replace(/^\//, "")}`;
  url.search = query ?? "";
  return url;
}
