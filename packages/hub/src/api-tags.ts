/**
 * The parts of the REST API in the order in which its description shows them. A room's routes name one of these as their
 * tag; what no route names is left out of the description. NOT a list of routes: those are the rooms'.
 */
import type { ApiTag } from "./platform/http/openapi.ts";

export const apiTags: readonly ApiTag[] = [
  { name: "connections", description: "Consents at GoTo, and how they are" },
  { name: "OAuth clients", description: "The applications registered at GoTo that connections go through" },
  { name: "entities", description: "What there is at GoTo: describe it, query it, write it" },
  {
    name: "flows",
    description: "Rows from one system to another: definitions, runs, failed rows, schedules",
  },
  { name: "lookup tables", description: "Small tables that flows look values up in" },
  { name: "endpoints", description: "The other side of flows: databases, files, REST APIs" },
  { name: "replicas", description: "SQL copies of entities, kept in step" },
  { name: "agents", description: "Programs inside private networks that carry out flows for this hub" },
  { name: "agent", description: "What agents themselves ask; not for others" },
  { name: "runs", description: "Progress of long requests" },
  { name: "me", description: "Oneself: permissions, password, sessions" },
  { name: "people", description: "Who may sign in; invitations and other one-time links" },
  { name: "teams", description: "People who belong together" },
  { name: "API keys", description: "How programs come in" },
  { name: "audit", description: "Who changed what" },
  { name: "personal data", description: "All that is known of a person: find, export, erase" },
  { name: "retention", description: "How long data of each kind is kept" },
  { name: "backup", description: "A copy of all that the hub keeps" },
  { name: "checks", description: "Whether the hub is well: for people, for load balancers, for monitoring" },
];
