/** For tests: an agent as a process of its own, as `rostrum agent` starts it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../main.ts", import.meta.url));

export interface AgentProcess {
  readonly child: ChildProcess;
  /** What it wrote to standard error. */
  readonly said: () => string;
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<number | null>;
}

/** What its machine knows: nothing but the hub's address as it is seen from there, a token, and a folder. */
interface Machine {
  readonly hub: string;
  readonly token: string;
  readonly folder: string;
}

export function startAgentProcess({ hub, token, folder }: Machine): AgentProcess {
  const child = spawn(process.execPath, [main, "agent"], {
    // Nothing of this process's own: no database, no key of the hub's.
    env: {
      PATH: process.env.PATH,
      ROSTRUM_DATA: folder,
      ROSTRUM_HUB: hub,
      ROSTRUM_AGENT_TOKEN: token,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += String(chunk);
  });
  return {
    child,
    said: () => said,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
      return child.exitCode;
    },
  };
}
