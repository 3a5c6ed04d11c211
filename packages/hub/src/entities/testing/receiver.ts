/** For tests: an address that GoTo can look at and post events to. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers 200 to everything, on a free port. */
export async function startReceiver(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((_request, response) => void response.end());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/events`,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
