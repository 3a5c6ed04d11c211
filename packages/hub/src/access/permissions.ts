/**
 * Who may do what: the one table of permissions (resource : action) and the roles that have them. A route names the
 * permission that it needs; `guard.ts` enforces it. NOT a place for rules about single rows.
 */

/** What a role is, in a sentence, for people who give it. */
export const roles = {
  administrator: "Everything, people and the audit log included",
  operator: "Runs the hub: connections, data both ways, API keys of their own; not people, not the audit log",
  viewer: "Sees connections and reads data; changes nothing",
} as const;
export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as [Role, ...Role[]];

interface PermissionRow {
  /** What it allows, in a sentence. */
  readonly allows: string;
  readonly roles: readonly Role[];
}

const everybody = ["administrator", "operator", "viewer"] as const;
const operators = ["administrator", "operator"] as const;
const administrators = ["administrator"] as const;

export const permissions = {
  "status:read": { allows: "See what the hub finds when it checks itself", roles: everybody },
  "metrics:read": { allows: "Read the figures for monitoring at /metrics", roles: operators },
  "connections:read": { allows: "See and test connections and OAuth clients", roles: everybody },
  "connections:write": { allows: "Add, authorize, change, remove connections", roles: operators },
  "connections:send": { allows: "Send any request to GoTo on a connection", roles: operators },
  "entities:read": { allows: "Describe and query entities", roles: everybody },
  "entities:write": { allows: "Create, update, delete entities", roles: operators },
  "endpoints:read": { allows: "See endpoints, their tables and fields", roles: everybody },
  "endpoints:write": { allows: "Add, change, try out, remove endpoints", roles: operators },
  "files:read": { allows: "Download files from the hub's folder for files", roles: operators },
  "files:write": { allows: "Upload files to the hub's folder for files", roles: operators },
  "flows:read": { allows: "See flows, their runs and failed rows", roles: everybody },
  "flows:write": { allows: "Keep, schedule, remove flows", roles: operators },
  "flows:run": { allows: "Preview and run flows, send failed rows again", roles: operators },
  "agents:read": { allows: "See agents, whether they are alive, what they can reach", roles: everybody },
  "agents:write": { allows: "Add, try out, remove agents", roles: operators },
  "replicas:read": { allows: "See replicas and how far they are", roles: everybody },
  "replicas:write": { allows: "Add, change, sync, stop, remove replicas", roles: operators },
  "people:read": { allows: "See people, invitations, teams", roles: operators },
  "people:write": { allows: "Invite, change, remove people; teams", roles: administrators },
  "keys:read": { allows: "See one's own API keys", roles: operators },
  "keys:write": { allows: "Create and revoke one's own API keys", roles: operators },
  "keys:all": { allows: "See and revoke everybody's API keys", roles: administrators },
  "backup:take": { allows: "Take a backup of all that the hub keeps", roles: administrators },
  "backup:restore": { allows: "Restore a backup", roles: administrators },
  "personal-data:read": { allows: "Find and export what is known of an address", roles: administrators },
  "personal-data:erase": { allows: "Erase what is known of an address", roles: administrators },
  "retention:read": { allows: "See how long each kind of data is kept", roles: everybody },
  "retention:write": { allows: "Choose how long, and remove what is over", roles: administrators },
  "audit:read": { allows: "Read the audit log", roles: administrators },
} as const satisfies Readonly<Record<`${string}:${string}`, PermissionRow>>;
export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]];

/**
 * What a route declares: a permission; or that anybody who is known may come (a key with no scope included); or that it is
 * for agents alone. The last is no permission: no role and no key can have it, so that nobody plays an agent.
 */
export type RoutePermission = Permission | "known" | "agent";

/** All that a role may do. */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set(
    permissionNames.filter((name) => (permissions[name].roles as readonly Role[]).includes(role)),
  );
}

/** What an API key may do now: its scopes, as far as its owner still has them. Without an owner: its scopes. */
export function permissionsOfKey(
  scopes: readonly string[],
  ownerRole: Role | undefined,
): ReadonlySet<Permission> {
  const bound = ownerRole === undefined ? new Set(permissionNames) : permissionsOf(ownerRole);
  // A scope that a later version no longer knows allows nothing.
  return new Set(permissionNames.filter((name) => scopes.includes(name) && bound.has(name)));
}
