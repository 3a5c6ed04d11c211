/** Sends an answer, or does to the connection what a fault asks for. The only file that touches sockets. */

import type { FastifyReply } from "fastify";
import type { Call } from "../calls/calls.ts";
import type { Engine } from "../engine.ts";
import type { Answer } from "../http/operation.ts";
import { type Fault, withExtraFields } from "./fault.ts";

/** What is to be sent where. */
interface Sending {
  readonly engine: Engine;
  readonly reply: FastifyReply;
  readonly call: Call;
  readonly answer: Answer;
}

/** Sends the right answer, unless the fault has it otherwise. */
export function deliver(sending: Sending, fault: Fault | undefined): void {
  const { engine, reply, call, answer } = sending;
  const text = answer.json ?? (answer.body === undefined ? "" : JSON.stringify(answer.body));
  if (reply.raw.destroyed) engine.calls.end(call, "aborted");
  else if (fault?.kind === "reset" || fault?.kind === "timeout") abandon(sending, fault.kind);
  else if (fault?.kind === "status") send({ ...sending, answer: orderedAnswer(fault) });
  else if (fault?.kind === "html") send({ ...sending, answer: htmlAnswer(fault) }, page(fault.status ?? 502));
  else if (fault?.kind === "cut" && text !== "") sendCut(sending, text, fault);
  else if (fault?.kind === "slow") void sendSlowly(sending, text, fault.milliseconds ?? 5000);
  else if (fault?.kind === "extraFields") send(sending, withExtraFields(text));
  else send(sending, text);
}

function send({ engine, reply, call, answer }: Sending, text = JSON.stringify(answer.body)): void {
  const { status, headers } = answer;
  engine.calls.end(call, status);
  reply.code(status);
  if (headers !== undefined) reply.headers(headers);
  if (text === "") {
    reply.send();
    return;
  }
  if (headers?.["content-type"] === undefined) reply.header("content-type", "application/json");
  reply.send(text);
}

/** No answer: the connection is reset, or left hanging until the client or the closing sandbox ends it. */
function abandon({ engine, reply, call }: Sending, kind: "reset" | "timeout"): void {
  reply.hijack();
  engine.calls.end(call, kind);
  if (kind === "reset") reply.raw.socket?.resetAndDestroy();
}

/** Half an answer and a clean end: only a reader that parses notices. */
function sendCut({ engine, reply, call, answer }: Sending, text: string, { length }: Fault): void {
  const bytes = Buffer.from(text);
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
  const { raw } = reply;
  reply.hijack();
  engine.calls.end(call, "cut");
  raw.useChunkedEncodingByDefault = false;
  raw.shouldKeepAlive = false;
  raw.writeHead(answer.status, {
    ...answer.headers,
    "content-type": "application/json",
    ...(length === "missing" ? {} : { "content-length": half.length }),
    connection: "close",
  });
  raw.end(half);
}

async function sendSlowly({ engine, reply, call, answer }: Sending, text: string, milliseconds: number) {
  const bytes = Buffer.from(text);
  const drops = Math.min(20, Math.max(1, bytes.length));
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(answer.status, {
    ...answer.headers,
    ...(text === "" ? {} : { "content-type": "application/json", "content-length": bytes.length }),
  });
  raw.flushHeaders();
  for (let drop = 0; drop < drops && !raw.destroyed; drop++) {
    if (!(await engine.wait(milliseconds / drops))) return;
    const place = (part: number) => Math.floor((bytes.length * part) / drops);
    raw.write(bytes.subarray(place(drop), place(drop + 1)));
  }
  engine.calls.end(call, raw.destroyed ? "aborted" : answer.status);
  raw.end();
}

function orderedAnswer({ status = 500, body, headers = {} }: Fault): Answer {
  const errorCode = status === 429 ? "RateLimitExceeded" : status >= 500 ? "InternalError" : "OrderedFault";
  return { status, headers, body: body ?? { errorCode, description: "Ordered by the sandbox." } };
}

function htmlAnswer({ status = 502 }: Fault): Answer {
  return { status, headers: { "content-type": "text/html" } };
}

function page(status: number): string {
  return `<html><head><title>${status}</title></head><body><h1>${status}</h1><p>The server is busy.</p></body></html>`;
}
