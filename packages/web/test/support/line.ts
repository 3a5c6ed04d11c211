/** A line between browser and hub that can be cut and mended: the hub itself stays as it is. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Line extends AsyncDisposable {
  readonly address: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

export async function openLine(to: string): Promise<Line> {
  const { port: far } = new URL(to);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const other = connect(Number(far), "localhost");
    for (const [one, next] of [
      [near, other],
      [other, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => next.destroy());
      one.on("close", () => sockets.delete(one));
      one.pipe(next);
    }
  });
  const listen = async (port: number) => {
    server.listen(port, "localhost");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  };
  const cut = async () => {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const port = await listen(0);
  return {
    address: `http://localhost:${port}`,
    cut,
    async mend() {
      await listen(port);
    },
    async [Symbol.asyncDispose]() {
      if (server.listening) await cut();
    },
  };
}
