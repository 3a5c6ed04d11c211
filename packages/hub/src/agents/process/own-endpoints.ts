/**
 * The agent's own endpoints: settings and secrets of the systems that only it reaches. They live in a file of its folder,
 * the secrets sealed with the key beside it, and never leave the machine; the hub learns names and kinds.
 *
 * The file is read at every use, so that `rostrum agent endpoint add` counts at once for an agent that runs.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type Endpoint, EndpointOptions, openEndpoint } from "../../endpoints/index.ts";
import type { Clock } from "../../platform/clock/clock.ts";
import { openSealer } from "../../platform/crypto/sealer.ts";
import { makeDataFolder } from "../../platform/data-folder/data-folder.ts";
import { HubError } from "../../platform/errors.ts";
import type { OwnEndpoint } from "../model.ts";

const Kept = z.record(
  z.string(),
  z.strictObject({ settings: EndpointOptions, sealedSecret: z.string().optional() }),
);

export interface OwnEndpoints {
  list(): readonly (OwnEndpoint & { readonly hasSecret: boolean })[];
  /** Adds one or changes it; an absent secret stays as it was. */
  put(name: string, settings: unknown, secret: string | undefined): void;
  /** False: there is none of that name. */
  remove(name: string): boolean;
  /** Undefined: it is none of the agent's own, and thus one of the hub's. */
  open(name: string): Promise<Endpoint | undefined>;
}

export interface OwnEndpointsOptions {
  /** The agent's folder; made when absent. */
  readonly folder: string;
  /** Where files of flows lie. */
  readonly filesFolder: string;
  readonly clock: Clock;
}

/** Files lie beside the agent, without being added. */
const fileKinds = ["csv", "ndjson", "excel", "parquet"];
const nameForm = /^[a-z0-9][a-z0-9._-]{0,62}$/;

export function openOwnEndpoints({ folder, filesFolder, clock }: OwnEndpointsOptions): OwnEndpoints {
  makeDataFolder(folder);
  mkdirSync(filesFolder, { recursive: true });
  const file = path.join(folder, "endpoints.json");
  // A key of its own: the hub's has no business here.
  const sealer = openSealer(undefined, folder);
  const ports = { clock, filesFolder, plainHosts: [] };

  function read(): z.infer<typeof Kept> {
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
      throw unusable(file, error);
    }
    try {
      return Kept.parse(JSON.parse(text));
    } catch (error) {
      throw unusable(file, error);
    }
  }

  function write(kept: z.infer<typeof Kept>): void {
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    renameSync(fresh, file);
  }

  return {
    list: () =>
      Object.entries(read()).map(([name, { settings, sealedSecret }]) => {
        return { name, kind: settings.kind, hasSecret: sealedSecret !== undefined };
      }),

    put(name, settings, secret) {
      if (!nameForm.test(name) || name === "goto" || fileKinds.includes(name)) throw badName(name);
      const options = EndpointOptions.safeParse(settings);
      if (!options.success) throw badSettings(name, options.error);
      const kept = read();
      const sealedSecret =
        secret === undefined ? kept[name]?.sealedSecret : sealer.seal(secret, `agent endpoint/${name}`);
      kept[name] = { settings: options.data, ...(sealedSecret === undefined ? {} : { sealedSecret }) };
      write(kept);
    },

    remove(name) {
      const { [name]: found, ...rest } = read();
      if (found !== undefined) write(rest);
      return found !== undefined;
    },

    async open(name) {
      const found = read()[name];
      if (found === undefined) {
        if (!fileKinds.includes(name)) return undefined;
        return openEndpoint(EndpointOptions.parse({ kind: name }), undefined, ports);
      }
      const { settings, sealedSecret } = found;
      const secret =
        sealedSecret === undefined ? undefined : sealer.open(sealedSecret, `agent endpoint/${name}`);
      return openEndpoint(settings, secret, ports);
    },
  };
}

function badName(name: string): HubError {
  return new HubError({
    kind: "usage",
    code: "agent.endpoint-name",
    message: `An endpoint of an agent cannot be called "${name}".`,
    meaning: "goto and the kinds of files are there by themselves. Nothing was kept.",
    remedy: "Use small letters, digits, dots and hyphens.",
  });
}

function badSettings(name: string, error: z.ZodError): HubError {
  const problems = error.issues.map(({ path: at, message }) => `${at.join(".") || "kind"}: ${message}`);
  return new HubError({
    kind: "usage",
    code: "agent.endpoint-settings",
    message: `The settings of ${name} do not fit: ${problems.join("; ")}.`,
    meaning: "Nothing was kept.",
    remedy: "Correct them; rostrum agent endpoint add --help shows examples.",
  });
}

function unusable(file: string, cause: unknown): HubError {
  return new HubError({
    kind: "unavailable",
    code: "agent.endpoints-unreadable",
    message: `The agent's endpoints in ${file} cannot be read.`,
    meaning: "The systems that only this agent reaches are described there.",
    remedy: "Put the file back as it was, or remove it and add the endpoints again.",
    cause,
  });
}
