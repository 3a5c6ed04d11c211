/** Where somebody wanted to go before they had to sign in: an address of this hub, and never one of others. Pure. */

/** Only the hub's own; the pages before sign-in and what is no page are no place to go on to. */
const here = "http://hub.invalid";
const noPlace = /^\/(api|sign-in|sign-out|setup|invitation|password)(\/|$)/;

/** `next` of an address or a form, as far as it may be followed: a path with its search; undefined for anything else. */
export function safeNext(next: string | null | undefined): string | undefined {
  if (next === undefined || next === null || !next.startsWith("/") || !URL.canParse(next, here))
    return undefined;
  const { origin, pathname, search, hash } = new URL(next, here);
  if (origin !== here || pathname.startsWith("//") || noPlace.test(pathname)) return undefined;
  return `${pathname}${search}${hash}`;
}

/** `?next` of the address of a request. */
export function nextOf(address: string): string | undefined {
  return safeNext(new URL(address, here).searchParams.get("next"));
}
