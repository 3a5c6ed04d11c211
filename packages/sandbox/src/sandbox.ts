/**
 * A whole sandbox as a value: made without a port, a key or a timer; `listen` starts it, `close` ends it and
 * leaves nothing behind.
 */

import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { type Clock, systemTime } from "./clock/clock.ts";
import { type Control, createControl } from "./control/control.ts";
import { controlEndpoints } from "./control/endpoints.ts";
import { given } from "./control/input.ts";
import { addControlRoutes } from "./control/routes.ts";
import { type Credentials, credentialsOf } from "./credentials.ts";
import { createEngine, type EngineOptions, type Latency } from "./engine.ts";
import { createServer } from "./http/server.ts";
import { identityOperations } from "./identity/operations.ts";
import type { LimitSettings } from "./limit/rate-limit.ts";
import { addOAuthRoutes } from "./oauth/routes.ts";
import type { TokenSettings } from "./oauth/settings.ts";
import { createSigner, type Signer } from "./oauth/signer.ts";
import { addPageRoutes } from "./page/routes.ts";
import { attachWebhooks, type WebhookSettings } from "./webhooks/index.ts";
import { webinarOperations } from "./webinar/index.ts";
import type { Instant } from "./world/model.ts";
import { seedContents } from "./world/seeding/seed.ts";
import type { WorldSize } from "./world/seeding/size.ts";
import type { World } from "./world/world.ts";

export interface SandboxOptions {
  /** The same seed gives the same world, clients and tokens. Default 1. */
  readonly seed?: number;
  /** How much the world holds; see `WorldSize`. */
  readonly size?: Partial<WorldSize>;
  /**
   * Past webinars lie before it, upcoming ones after, and the world's clock starts there. Left out: the world is
   * seeded around midnight (UTC) today and its clock shows real time.
   */
  readonly baseDate?: Instant;
  /** Default: ten a second, as a token bucket. */
  readonly limit?: Partial<LimitSettings>;
  readonly latency?: Partial<Latency>;
  readonly tokens?: Partial<TokenSettings>;
  readonly webhooks?: Partial<WebhookSettings>;
  /** Milliseconds between the end of a session and the moment its data can be read. Default 0. */
  readonly dataDelay?: number;
  /** Share of the people registered through the API who come. Default 1. */
  readonly showUp?: number;
  /** Redirect addresses to register, beside those of a Rostrum on port 8080. */
  readonly redirectUris?: readonly string[];
  /** Host names other than loopback under which page and control API may be called. */
  readonly hosts?: readonly string[];
  /** Address to listen on. Default 127.0.0.1. */
  readonly address?: string;
  /** Gets one line for each bug of the sandbox. Default: standard error. */
  readonly log?: (line: string) => void;
  /** Real time, never going back. Default: the system's. */
  readonly real?: () => Instant;
}

export interface Sandbox {
  /** Starts on `port`, 0 for any free one. The address, for example "http://127.0.0.1:8090". */
  listen(port?: number): Promise<string>;
  /** Ends it: connections, deliveries, timers. May be called at any time, also twice. */
  close(): Promise<void>;
  /** The address it listens on. Throws before `listen`. */
  readonly url: string;
  readonly credentials: Credentials;
  readonly world: World;
  readonly clock: Clock;
  /** Everything that `/_sandbox` can do, without HTTP. */
  readonly control: Control;
}

/** How often the world is moved on when nobody calls, so that events go out on time. Milliseconds. */
const heartbeat = 500;

/** Makes a sandbox. Throws RangeError for a size that cannot be. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { seed = 1, real = systemTime, log = console.error } = options;
  const closing = new AbortController();
  let signer: Signer | undefined;
  const signerOrThrow = () => {
    if (signer === undefined) throw new Error("Tokens are issued once the sandbox listens.");
    return signer;
  };
  const baseDate = options.baseDate ?? Math.floor(real() / 86_400_000) * 86_400_000;
  const engine = createEngine({
    contents: seedContents({
      seed,
      baseDate,
      size: options.size ?? {},
      redirectUris: options.redirectUris ?? [],
    }),
    real,
    log,
    signer: signerOrThrow,
    wait: (milliseconds) =>
      sleep(milliseconds, true, { signal: closing.signal, ref: false }).catch(() => false),
    ...given<Pick<EngineOptions, "limit" | "latency" | "tokens" | "dataDelay" | "showUp" | "start">>({
      limit: options.limit,
      latency: options.latency,
      tokens: options.tokens,
      dataDelay: options.dataDelay,
      showUp: options.showUp,
      start: options.baseDate,
    }),
  });
  const webhooks = attachWebhooks(engine.world, { settings: options.webhooks ?? {} });
  const control = createControl(engine, webhooks);
  const credentials = credentialsOf(engine.world);
  let server: FastifyInstance | undefined;
  let url: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  function beat(): void {
    try {
      engine.tick();
    } catch (error) {
      log(`The sandbox has a bug: moving the world on failed. ${(error as Error).stack}`);
    }
  }

  return {
    credentials,
    control,
    world: engine.world,
    clock: engine.clock,
    get url() {
      if (url === undefined) throw new Error("The sandbox does not listen yet: await listen() first.");
      return url;
    },
    async listen(port = 0) {
      if (server !== undefined) throw new Error("The sandbox listens already.");
      const operations = [...webinarOperations, ...webhooks.operations, ...identityOperations];
      server = createServer(engine, operations);
      const names = [...operations.map(({ operationId }) => operationId), ...oauthOperations];
      const hosts = new Set((options.hosts ?? []).map((host) => host.toLowerCase()));
      addOAuthRoutes(server, engine, signerOrThrow);
      addControlRoutes(server, controlEndpoints(control, names, credentials), hosts);
      addPageRoutes(server, control, credentials, names);
      signer = await createSigner();
      url = await server.listen({ port, host: options.address ?? "127.0.0.1" });
      timer = setInterval(beat, heartbeat).unref();
      return url;
    },
    async close() {
      clearInterval(timer);
      closing.abort();
      await server?.close();
      await webhooks.close();
    },
  };
}

/** Counted calls of the token server, for which faults can be ordered too. */
const oauthOperations = ["token", "revoke", "introspect"] as const;
