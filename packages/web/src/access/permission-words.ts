/**
 * Roles and permissions in words, for who gives them. Typed by the API: a permission or a role that has no words in one of
 * the languages does not compile. The English ones are the hub's own.
 */
import type { paths } from "../api/schema.ts";
import { addWords, useWords } from "../language/words.ts";

type NewKey = paths["/api/v1/api-keys"]["post"]["requestBody"]["content"]["application/json"];
export type Permission = NewKey["scopes"][number];
export type Role =
  paths["/api/v1/people"]["get"]["responses"][200]["content"]["application/json"]["people"][number]["role"];

export const roles: readonly Role[] = ["viewer", "operator", "administrator"];

const english = {
  viewer: "Viewer",
  operator: "Operator",
  administrator: "Administrator",
  viewer_text: "Sees connections and reads data; changes nothing.",
  operator_text:
    "Runs the hub: connections, data both ways, API keys of their own; not people, not the audit log.",
  administrator_text: "Everything, people and the audit log included.",
  "status:read": "See what the hub finds when it checks itself",
  "metrics:read": "Read the figures for monitoring at /metrics",
  "connections:read": "See and test connections and OAuth clients",
  "connections:write": "Add, authorize, change, remove connections",
  "connections:send": "Send any request to GoTo on a connection",
  "entities:read": "Describe and query entities",
  "entities:write": "Create, update, delete entities",
  "endpoints:read": "See endpoints, their tables and fields",
  "endpoints:write": "Add, change, try out, remove endpoints",
  "files:read": "Download files from the hub's folder for files",
  "files:write": "Upload files to the hub's folder for files",
  "flows:read": "See flows, their runs and failed rows",
  "flows:write": "Keep, schedule, remove flows",
  "flows:run": "Preview and run flows, send failed rows again",
  "agents:read": "See agents, whether they are alive, what they can reach",
  "agents:write": "Add, try out, remove agents",
  "replicas:read": "See replicas and how far they are",
  "replicas:write": "Add, change, sync, stop, remove replicas",
  "people:read": "See people, invitations, teams",
  "people:write": "Invite, change, remove people; teams",
  "keys:read": "See one's own API keys",
  "keys:write": "Create and revoke one's own API keys",
  "keys:all": "See and revoke everybody's API keys",
  "backup:take": "Take a backup of all that the hub keeps",
  "backup:restore": "Restore a backup",
  "personal-data:read": "Find and export what is known of an address",
  "personal-data:erase": "Erase what is known of an address",
  "retention:read": "See how long each kind of data is kept",
  "retention:write": "Choose how long, and remove what is over",
  "audit:read": "Read the audit log",
} as const satisfies Readonly<Record<Permission | Role | `${Role}_text`, string>>;

const words = addWords("access", english, {
  viewer: "Observador",
  operator: "Operador",
  administrator: "Administrador",
  viewer_text: "Ve las conexiones y lee datos; no cambia nada.",
  operator_text:
    "Hace funcionar el hub: conexiones, datos en ambos sentidos y sus propias claves de API; no personas ni auditoría.",
  administrator_text: "Todo, incluidas las personas y el registro de auditoría.",
  "status:read": "Ver lo que el hub encuentra cuando se revisa a sí mismo",
  "metrics:read": "Leer las cifras de supervisión en /metrics",
  "connections:read": "Ver y probar conexiones y clientes OAuth",
  "connections:write": "Añadir, autorizar, cambiar y eliminar conexiones",
  "connections:send": "Enviar cualquier petición a GoTo por una conexión",
  "entities:read": "Describir y consultar entidades",
  "entities:write": "Crear, actualizar y eliminar entidades",
  "endpoints:read": "Ver endpoints, sus tablas y sus campos",
  "endpoints:write": "Añadir, cambiar, probar y eliminar endpoints",
  "files:read": "Descargar archivos de la carpeta de archivos del hub",
  "files:write": "Subir archivos a la carpeta de archivos del hub",
  "flows:read": "Ver flujos, sus ejecuciones y las filas fallidas",
  "flows:write": "Guardar, programar y eliminar flujos",
  "flows:run": "Previsualizar y ejecutar flujos, y reenviar filas fallidas",
  "agents:read": "Ver los agentes, si están activos y a qué llegan",
  "agents:write": "Añadir, probar y eliminar agentes",
  "replicas:read": "Ver las réplicas y hasta dónde han llegado",
  "replicas:write": "Añadir, cambiar, sincronizar, detener y eliminar réplicas",
  "people:read": "Ver personas, invitaciones y equipos",
  "people:write": "Invitar, cambiar y eliminar personas; equipos",
  "keys:read": "Ver las claves de API propias",
  "keys:write": "Crear y revocar claves de API propias",
  "keys:all": "Ver y revocar las claves de API de todos",
  "backup:take": "Hacer una copia de seguridad de todo lo que guarda el hub",
  "backup:restore": "Restaurar una copia de seguridad",
  "personal-data:read": "Buscar y exportar lo que se sabe de una dirección",
  "personal-data:erase": "Borrar lo que se sabe de una dirección",
  "retention:read": "Ver cuánto se guarda cada tipo de datos",
  "retention:write": "Elegir cuánto, y eliminar lo que ha vencido",
  "audit:read": "Leer el registro de auditoría",
});

/** In the hub's order. */
export const permissions = Object.keys(english).filter((name): name is Permission => name.includes(":"));

export const useAccessWords = () => useWords(words);
