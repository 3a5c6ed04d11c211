/** A network that remembers its last answer, for those who need it as it came (`send`, `test`). NOT a cache. */
import type { Network, NetworkAnswer } from "@rostrum/goto";

export interface WatchedNetwork extends Network {
  /** The last answer, whatever its status; undefined while there is none. */
  last(): NetworkAnswer | undefined;
}

/** Watches one client's requests over a shared network, which it leaves open. */
export function watchNetwork(network: Network): WatchedNetwork {
  let last: NetworkAnswer | undefined;
  return {
    last: () => last,
    async send(request, signal) {
      last = undefined;
      last = await network.send(request, signal);
      return last;
    },
    close: async () => {},
  };
}
