/**
 * For tests: systems that tell all they hear. An API whose errors repeat the credentials that were sent to it, and a mail
 * server that refuses in the words of what it was told. NOT what real ones do, but some come close.
 */
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";

export interface Gossip {
  readonly port: number;
  /** Everything that was said to it. */
  readonly heard: () => string;
  close(): Promise<void>;
}

/**
 * An HTTP API that answers every request with that status, and with its headers and body in its error's words; at /token it
 * gives that token.
 */
export async function startGossipApi(status: number, token?: string): Promise<Gossip> {
  let heard = "";
  const server = createHttpServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => void parts.push(part));
    request.on("end", () => {
      if (token !== undefined && request.url === "/token") {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify({ access_token: token, token_type: "Bearer", expires_in: 3600 }));
        return;
      }
      const { authorization = "", "x-api-key": key = "" } = request.headers;
      const said = `${request.method} ${request.url} ${authorization} ${String(key)} ${Buffer.concat(parts)}`;
      heard += `${said}\n`;
      response.writeHead(status, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ message: `refused: ${said}`, error: said, detail: { headers: request.headers } }),
      );
    });
  });
  return listening(
    server,
    () => heard,
    () => server.closeAllConnections(),
  );
}

/** A mail server that lets nobody in and says why, with the words that it was given, as they are and decoded. */
export async function startGossipMail(): Promise<Gossip> {
  let heard = "";
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.write("220 gossip ESMTP\r\n");
    socket.on("data", (data) => {
      const line = String(data).trim();
      heard += `${line}\n`;
      if (/^EHLO/i.test(line)) socket.write("250-gossip\r\n250 AUTH PLAIN LOGIN\r\n");
      else if (/^AUTH/i.test(line)) {
        const decoded = Buffer.from(line.split(" ")[2] ?? "", "base64").toString();
        heard += `${decoded}\n`;
        socket.write(`535 5.7.8 not with ${line} which is ${decoded.replaceAll("\0", " ")}\r\n`);
      } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
      else socket.write("502 no\r\n");
    });
  });
  return listening(
    server,
    () => heard,
    () => {},
  );
}

async function listening(server: Server, heard: () => string, cut: () => void): Promise<Gossip> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
