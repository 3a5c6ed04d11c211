/**
 * For tests of what goes through all rooms: a hub that knows somebody everywhere it can. One address stands in a webinar at
 * GoTo and in the replica, in a failed row and a file of flows, among the people and invitations, and in the audit log.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Sandbox } from "@rostrum/sandbox";
import { expect, vi } from "vitest";
import { addPerson } from "../access/testing/callers.ts";
import { sandboxConnection, type TestHub } from "./hub.ts";

export interface Populated {
  /** Somebody who is registered in the sandbox, and has failed in a flow, and may sign in here. */
  readonly email: string;
}

export async function populate(hub: TestHub, sandbox: Sandbox): Promise<Populated> {
  const api = async (method: string, where: string, json?: unknown) => {
    const { status, body, text } = await hub.request(method, `/api/v1${where}`, json);
    expect(status, `${method} ${where}: ${text}`).toBeLessThan(300);
    return body;
  };
  const { oauthClient, ...connection } = sandboxConnection(sandbox, "Main");
  await api("POST", "/connections", {
    ...connection,
    oauthClient: { ...oauthClient, requestsPerSecond: 1000 },
  });

  await api("POST", "/replicas", { entities: ["Webinar", "Registrant", "Session", "Attendee"] });
  const { id: sync } = (await api("POST", "/replicas/main/sync", {})) as { id: string };
  const isDone = (where: string) =>
    vi.waitFor(async () => expect(await api("GET", where)).toMatchObject({ state: "done" }), 30_000);
  await isDone(`/replica-syncs/${sync}`);
  const listed = (await api("GET", "/entities/Attendee/rows?format=json")) as { email: string }[];
  const email = listed[0]?.email ?? "";

  writeFileSync(
    path.join(hub.folder, "files", "people.csv"),
    `id,email,name\n1,${email},Planted Name\nx,${email},Planted Name\n2,other@acme.example,Other\n`,
  );
  await api("PUT", "/flows/copy", {
    source: { endpoint: "csv", table: "people.csv" },
    steps: [{ map: { id: "$number(id)", email: "email", name: "name" } }],
    target: { endpoint: "ndjson", table: "copies.ndjson", write: "insert" },
  });
  const { id } = (await api("POST", "/flows/copy/runs")) as { id: string };
  await isDone(`/flow-runs/${id}`);

  await addPerson(hub.app, "administrator", "boss@acme.example");
  await addPerson(hub.app, "viewer", email.toLowerCase());
  await api("POST", "/invitations", { email: "invited@acme.example", role: "viewer" });
  return { email };
}
