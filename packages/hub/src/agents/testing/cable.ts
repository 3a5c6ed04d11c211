/** For tests: the line between an agent and its hub, to be cut or to hang without being closed. */

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

export interface Cable extends AsyncDisposable {
  readonly url: string;
  /** Everything is closed, and nobody gets through. */
  cut(): void;
  /** Half-open: connections stay and new ones come about, but not a byte gets through. */
  hang(): void;
  mend(): void;
  /** Connections that came in so far. */
  readonly connections: number;
}

export async function openCable(port: number): Promise<Cable> {
  let state: "whole" | "cut" | "hanging" = "whole";
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    connections += 1;
    if (state === "cut") {
      near.destroy();
      return;
    }
    const far = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      if (state === "hanging") one.pause();
      else one.pipe(other);
      // Those that were there while it hung stay dead: what was lost on them is lost.
      one.on("error", () => {});
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    get connections() {
      return connections;
    },
    cut() {
      state = "cut";
      for (const socket of sockets) socket.destroy();
    },
    hang() {
      state = "hanging";
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    mend() {
      state = "whole";
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
