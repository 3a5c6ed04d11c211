/**
 * Whether a browser's request that changes something comes from the hub's own pages (CSRF). A cookie goes along with
 * requests that other sites bring about; a bearer key does not, so only requests with a session are asked. Pure.
 * NOT cross-origin sharing: no other site may use a session.
 */

export interface RequestOrigin {
  readonly method: string;
  /** Headers as the browser sent them. */
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  /** The hub's origin as this request addressed it: scheme, host and port. */
  readonly addressed: string;
  /** The hub's origin as people know it (ROSTRUM_PUBLIC_URL), when it stands behind a proxy. */
  readonly published: string | undefined;
}

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Browsers send Origin with every request that is not GET or HEAD, and Sec-Fetch-Site on trustworthy origins; scripts
 * can set neither. One of them must say that it was our own page. Neither being there is no browser of today, or
 * one that was told to hide it, and is refused.
 */
export function isOwnOrigin({ method, origin, fetchSite, addressed, published }: RequestOrigin): boolean {
  if (safeMethods.has(method.toUpperCase())) return true;
  if (fetchSite !== undefined && fetchSite !== "same-origin") return false;
  if (origin === undefined || origin === "null") return fetchSite === "same-origin";
  return origin === addressed || origin === published;
}
