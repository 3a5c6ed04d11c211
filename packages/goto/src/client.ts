import type { GoToClient, GoToClientOptions } from "./client-types.ts";

export declare function createGoToClient(options: GoToClientOptions): GoToClient;
