/**
 * What goes wrong at the hub, said in Spanish, by the hub's stable codes. Loaded only when Spanish is chosen. A test holds it
 * against every code in the hub's sources. NOT the hub's own sentences: those hold the values, and are shown as well.
 */
import { access } from "./access.ts";
import { agents } from "./agents.ts";
import { connections } from "./connections.ts";
import { endpoints } from "./endpoints.ts";
import { entities } from "./entities.ts";
import type { SpanishFailures } from "./failure.ts";
import { flows } from "./flows.ts";
import { platform } from "./platform.ts";
import { replica } from "./replica.ts";

export const spanishFailures: SpanishFailures = {
  ...access,
  ...agents,
  ...connections,
  ...endpoints,
  ...entities,
  ...flows,
  ...platform,
  ...replica,
};
