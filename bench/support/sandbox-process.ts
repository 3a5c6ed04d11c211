// A sandbox in a process of its own, so that what is measured does not share a core's event loop or a heap with it.
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import {
  type Budgets,
  createGoToClient,
  createMemoryGrantStore,
  createNetwork,
  createOAuth,
  createTokenSource,
  type GoToClient,
} from "@rostrum/goto";

const main = path.resolve(import.meta.dirname, "../../packages/sandbox/src/main.ts");

/** What `/_sandbox/credentials` answers, as far as the benchmarks need it. */
export interface Credentials {
  clientId: string;
  clientSecret: string;
  personalAccessToken: string;
  organizerKey: string;
  accountKey: string;
}

export interface SandboxProcess {
  url: string;
  credentials: Credentials;
  /** GET of the control API. */
  ask(path: string): Promise<unknown>;
  /** POST of the control API, or DELETE. */
  order(path: string, body: unknown, method?: "POST" | "DELETE"): Promise<void>;
  /** A new client of the first organizer. Close it. */
  client(budgets: Budgets): Promise<GoToClient>;
  /** A fresh access token of the first organizer, for a client that is not ours. */
  accessToken(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a sandbox with the options of `rostrum sandbox`, and resolves once it listens. */
export async function startSandbox(options: string[]): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [main, "--port", "0", ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The sandbox ended with ${code} before it listened.`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /GoTo in a box on (\S+)/.exec(line);
      if (found?.[1]) resolve(found[1]);
    });
  });
  const ask = async (place: string) => {
    const answer = await fetch(url + place);
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${place}.`);
    return answer.json();
  };
  const credentials = (await ask("/_sandbox/credentials")) as Credentials;
  const endpoints = { api: url, authentication: url };
  const signIn = async () => {
    const { clientId, clientSecret, personalAccessToken } = credentials;
    const network = createNetwork();
    const oauth = createOAuth({ client: { clientId, clientSecret }, network, endpoints });
    return { network, oauth, grant: await oauth.exchangePersonalAccessToken(personalAccessToken) };
  };
  return {
    url,
    credentials,
    ask,
    async order(place, body, method = "POST") {
      const answer = await fetch(url + place, { method, body: JSON.stringify(body) });
      if (!answer.ok)
        throw new Error(`The sandbox answered ${answer.status} to ${place}: ${await answer.text()}`);
    },
    async client(budgets) {
      const { network, oauth, grant } = await signIn();
      const tokens = createTokenSource({ store: createMemoryGrantStore({ grant }), oauth });
      const client = createGoToClient({ endpoints, network, tokens, budgets });
      return {
        ...client,
        async close() {
          await client.close();
          await network.close();
        },
      };
    },
    async accessToken() {
      const { network, grant } = await signIn();
      await network.close();
      return grant.accessToken;
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
