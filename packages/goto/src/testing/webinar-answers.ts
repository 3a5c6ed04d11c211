/**
 * Sample keys and an API over answers given as text, for the tests of GoTo Webinar's operations.
 */
import { parse } from "../json.ts";
import type { CallOptions } from "../ports.ts";
import type { Request } from "../transport/types.ts";
import { createWebinarApi } from "../webinar/webinar.ts";

export const organizerKey = "7340028811556042755";
export const webinarKey = "5820913746120055301";
export const sessionKey = "27340618";
export const registrantKey = "6091172839004417283";
export const accountKey = "1100457730982213638";
export const webinar = { organizerKey, webinarKey };
export const session = { ...webinar, sessionKey };
export const attendee = { ...session, registrantKey };
export const range = { fromTime: "2031-01-01T00:00:00Z", toTime: "2031-02-01T00:00:00Z" };
export const emptyHal = '{"page":{"size":20,"totalElements":0,"totalPages":0,"number":0}}';
export const emptyFlat = '{"data":[],"total":0,"page":0,"limit":200,"pageSize":0}';

/** The operations over a Send that answers each request with this text, and what was asked. */
export function answering(...texts: string[]) {
  const requests: Request[] = [];
  const options: (CallOptions | undefined)[] = [];
  const api = createWebinarApi(async (request, callOptions) => {
    requests.push(request);
    options.push(callOptions);
    const text = texts[Math.min(requests.length, texts.length) - 1] ?? "";
    return { status: 200, headers: {}, body: text === "" ? undefined : parse(text) };
  });
  return { api, requests, options };
}
