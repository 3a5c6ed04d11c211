/** All that the hub says, in Spanish. Loaded only when Spanish is chosen. A test holds it against the sources of the hub. */
import { access } from "./access.ts";
import { agents } from "./agents.ts";
import { connections } from "./connections.ts";
import { endpoints } from "./endpoints.ts";
import { files } from "./files.ts";
import { flows } from "./flows.ts";
import { goto } from "./goto.ts";
import { phrases } from "./phrases.ts";
import { platform } from "./platform.ts";
import { queries } from "./queries.ts";
import { replica } from "./replica.ts";
import type { Sentences } from "./tell.ts";
import { validation } from "./validation.ts";
import { writes } from "./writes.ts";

export const spanish: Sentences = {
  ...access,
  ...agents,
  ...connections,
  ...endpoints,
  ...files,
  ...flows,
  ...goto,
  ...phrases,
  ...platform,
  ...queries,
  ...replica,
  ...validation,
  ...writes,
};
