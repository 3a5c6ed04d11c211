/**
 * Configuration: one typed table of environment variables. Nothing else in the hub reads the environment.
 * It is NOT for what belongs to one connection (hosts, client ids): that lives in the database.
 */
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import path from "node:path";
import { HubError } from "../errors.ts";
import type { LogLevel } from "../log/log.ts";

/** One row of the table: how a variable is called, what it is for, and how its text becomes a value. */
interface Variable<Value> {
  readonly name: string;
  readonly description: string;
  /** What is used when the variable is absent or empty, as text; undefined: there is no default. */
  readonly fallback: string | undefined;
  /**
   * Secrets are never shown, neither by `doctor` nor in an error, and can come in a file, which NAME_FILE names: an environment
   * is seen by more programs than a file.
   */
  readonly secret?: true;
  /** Gives the value, or throws BadValue with what is expected. */
  readonly parse: (text: string) => Value;
}

/** A value that does not fit; the text says what is expected. Never holds the value itself. */
class BadValue extends Error {}

const text = (value: string): string => value;

function port(value: string): number {
  const number = Number(value);
  if (!/^\d{1,5}$/.test(value) || number > 65_535) throw new BadValue("a port, 0 to 65535");
  return number;
}

function httpAddress(value: string): string {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new BadValue("an address such as http://localhost:8080");
  return value.replace(/\/+$/, "");
}

function postgresAddress(value: string): string {
  if (!/^postgres(ql)?:\/\/./.test(value)) {
    throw new BadValue("an address such as postgres://user:password@host:5432/database");
  }
  return value;
}

function proxies(value: string): readonly string[] {
  const all = value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const fits = all.every((part) => {
    const [address = "", bits] = part.split("/");
    const longest = isIP(address) === 6 ? 128 : 32;
    const network = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
    return part === "loopback" || (isIP(address) !== 0 && network);
  });
  if (!fits) throw new BadValue("addresses or networks such as 10.0.0.5, 10.0.0.0/8, or loopback");
  return all;
}

function hosts(value: string): readonly string[] {
  const all = value
    .split(",")
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== "");
  if (all.some((part) => /[/@\s]/.test(part)))
    throw new BadValue("host names or addresses, without port or path");
  return all;
}

const logLevels: readonly LogLevel[] = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];
function logLevel(value: string): LogLevel {
  const level = logLevels.find((known) => known === value);
  if (level === undefined) throw new BadValue(`one of ${logLevels.join(", ")}`);
  return level;
}

const required = <Value>(variable: Variable<Value> & { fallback: string }) => variable;
const optional = <Value>(
  variable: Omit<Variable<Value>, "fallback">,
): Variable<Value> & { fallback: undefined } => ({
  ...variable,
  fallback: undefined,
});

/**
 * Beside the packages and not in the folder one happens to stand in: there a query would find no hub and no connection,
 * and make an empty data folder.
 */
const installationData = path.resolve(import.meta.dirname, "../../../../../data");

/** Every variable that the hub knows. */
export const variables = {
  dataFolder: required({
    name: "ROSTRUM_DATA",
    description:
      "Folder for the embedded database, the key file, the access token and the lock; without it `data` beside Rostrum's own packages",
    fallback: installationData,
    parse: (value) => path.resolve(value),
  }),
  host: required({
    name: "ROSTRUM_HOST",
    description: "Address to listen on; the default is reachable from this machine only",
    fallback: "127.0.0.1",
    parse: text,
  }),
  port: required({
    name: "ROSTRUM_PORT",
    description: "Port to listen on; 0 takes any free one",
    fallback: "8080",
    parse: port,
  }),
  publicUrl: optional({
    name: "ROSTRUM_PUBLIC_URL",
    description: "Address under which people reach the hub, when it stands behind a proxy",
    parse: httpAddress,
  }),
  trustedProxies: optional({
    name: "ROSTRUM_TRUSTED_PROXIES",
    description:
      "Proxies before the hub, whose X-Forwarded-For and -Proto are believed: addresses or networks, divided by " +
      "commas, or `loopback`; without it, all who come through a proxy seem to come from its address",
    parse: proxies,
  }),
  databaseUrl: optional({
    name: "DATABASE_URL",
    description: "A Postgres database; without it the hub uses the embedded one in the data folder",
    secret: true,
    parse: postgresAddress,
  }),
  key: optional({
    name: "ROSTRUM_KEY",
    description:
      "Key that seals tokens and client secrets: 32 bytes as base64 or hex; several, divided by commas, to rotate " +
      "(the first seals, all open). Without it: the file `key` in the data folder, made at the first start",
    secret: true,
    parse: text,
  }),
  logLevel: required({
    name: "ROSTRUM_LOG",
    description: `How much the log on standard error says: ${logLevels.join(", ")}`,
    fallback: "warn",
    parse: logLevel,
  }),
  filesFolder: optional({
    name: "ROSTRUM_FILES",
    description: "Folder for the files that flows read and write; without it `files` in the data folder",
    parse: (value) => path.resolve(value),
  }),
  smtp: optional({
    name: "ROSTRUM_SMTP",
    description: "Mail server for messages about flows: smtp://user:password@host:port",
    secret: true,
    parse: text,
  }),
  mailFrom: required({
    name: "ROSTRUM_MAIL_FROM",
    description: "Sender of those messages",
    fallback: "rostrum@localhost",
    parse: text,
  }),
  privateHosts: required({
    name: "ROSTRUM_PRIVATE_HOSTS",
    description:
      "Hosts inside the network that webhooks may be sent to, names or addresses divided by commas; others must be " +
      "public and speak https",
    fallback: "",
    parse: hosts,
  }),
  hubUrl: optional({
    name: "ROSTRUM_URL",
    description: "For the command line: address of the hub to talk to, instead of the one in the data folder",
    parse: httpAddress,
  }),
  accessToken: optional({
    name: "ROSTRUM_TOKEN",
    description:
      "For the command line, with ROSTRUM_URL: an API key of that hub (rostrum keys create), or its access token",
    secret: true,
    parse: text,
  }),
  clientSecret: optional({
    name: "ROSTRUM_CLIENT_SECRET",
    description:
      "For `connections add`: the OAuth client's secret, so that it need not stand on the command line",
    secret: true,
    parse: text,
  }),
  endpointSecret: optional({
    name: "ROSTRUM_ENDPOINT_SECRET",
    description:
      "For `endpoint add`: the password, token or key, so that it need not stand on the command line",
    secret: true,
    parse: text,
  }),
  agentHub: optional({
    name: "ROSTRUM_HUB",
    description: "For `agent`: address of the hub that it works for, instead of --hub",
    parse: httpAddress,
  }),
  agentToken: optional({
    name: "ROSTRUM_AGENT_TOKEN",
    description: "For `agent`: its token, so that it need not stand on the command line",
    secret: true,
    parse: text,
  }),
  personalAccessToken: optional({
    name: "ROSTRUM_PAT",
    description:
      "For `connections add --pat`: the personal access token, so that it need not stand on the command line",
    secret: true,
    parse: text,
  }),
} as const;

type Variables = typeof variables;

/** The configuration: one member per variable; without a default it may be undefined. */
export type Config = {
  readonly [Name in keyof Variables]: Variables[Name]["fallback"] extends string
    ? ReturnType<Variables[Name]["parse"]>
    : ReturnType<Variables[Name]["parse"]> | undefined;
};

/** The variable that names a file with the value of a secret one. */
export const fileVariable = (name: string): string => `${name}_FILE`;

/**
 * Reads the configuration from an environment, and from the files that it names for secrets. Empty values count as absent.
 * Throws HubError "config.bad-value" that names the variable and what it expects, and never the value of a secret; and
 * "config.bad-file" for a file that cannot be read, is empty, or stands beside the variable itself.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = (name: string): string | undefined => {
    const value = environment[name]?.trim();
    return value === "" ? undefined : value;
  };
  const secretOf = (name: string): string | undefined => {
    const file = given(fileVariable(name));
    if (file === undefined) return given(name);
    if (given(name) !== undefined) throw badFile(name, "stands beside it, and only one of them can count");
    let text: string;
    try {
      text = readFileSync(file, "utf8").trim();
    } catch (error) {
      throw badFile(name, `names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
    if (text === "") throw badFile(name, `names ${file}, which is empty`);
    return text;
  };
  const read = (variable: Variable<unknown>): unknown => {
    const value = (variable.secret ? secretOf(variable.name) : given(variable.name)) ?? variable.fallback;
    if (value === undefined) return undefined;
    try {
      return variable.parse(value);
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      const shown = variable.secret
        ? "has a value that cannot be used"
        : `is "${value}", which cannot be used`;
      throw new HubError({
        kind: "usage",
        code: "config.bad-value",
        message: `${variable.name} ${shown}.`,
        meaning: `${variable.description}. It must be ${error.message}.`,
        remedy: `Correct or unset ${variable.name} and start again.`,
        details: { variable: variable.name },
      });
    }
  };
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [name, read(variable)]),
  ) as unknown as Config;
}

function badFile(name: string, what: string): HubError {
  return new HubError({
    kind: "usage",
    code: "config.bad-file",
    message: `${fileVariable(name)} ${what}.`,
    meaning: `It is the file with the value of ${name}. Nothing was started.`,
    remedy: `Correct ${fileVariable(name)}, or unset it.`,
    details: { variable: fileVariable(name) },
  });
}
