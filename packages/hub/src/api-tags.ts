/**
 * The parts of the REST API in the order in which its description shows them. A room's routes name one of these as their
 * tag. NOT a list of routes: those are the rooms'.
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
  { name: "endpoints", description: "The other side of flows: databases, files, REST APIs" },
  { name: "replicas", description: "SQL copies of entities, kept in step" },
  { name: "runs", description: "Progress of long requests" },
  { name: "me", description: "Oneself: permissions, password, sessions" },
  { name: "people", description: "Who may sign in; invitations and other one-time links" },
  { name: "teams", description: "People who belong together" },
  { name: "API keys", description: "How programs come in" },
  { name: "audit", description: "Who changed what" },
  { name: "checks", description: "Whether the hub is well: for people, for load balancers, for monitoring" },
];
