/** Runs a sandbox as a command: starts it, prints how to reach it, and ends with the signal. */

import { createSandbox, type Sandbox } from "../sandbox.ts";
import type { SandboxCommand } from "./arguments.ts";

/**
 * Starts and prints the address and the credentials with `print`. Throws when it cannot start; `reasonOf` puts
 * that in words. The sandbox runs until it is closed.
 */
export async function runSandbox(
  { options, port }: SandboxCommand,
  print: (text: string) => void,
): Promise<Sandbox> {
  const sandbox = createSandbox(options);
  try {
    const url = await sandbox.listen(port);
    print(greeting(sandbox, url));
    return sandbox;
  } catch (error) {
    await sandbox.close();
    throw new Error(reasonOf(error, port), { cause: error });
  }
}

function greeting({ world, clock, credentials }: Sandbox, url: string): string {
  const { clientId, clientSecret, personalAccessToken, organizerKey, accountKey, organizerEmail } =
    credentials;
  return `
  GoTo in a box on ${url}

  client id      ${clientId}
  client secret  ${clientSecret}
  access token   ${personalAccessToken}   (personal access token of ${organizerEmail})
  organizer key  ${organizerKey}
  account key    ${accountKey}

  ${world.webinarCount} webinars, seed ${world.seed}; the clock stands at ${new Date(clock.now()).toISOString()}
  Look           ${url}/
  Move the clock curl ${url}/_sandbox/clock -d '{"to":"+2d"}'
  Order a fault  curl ${url}/_sandbox/faults -d '{"operation":"getAllRegistrants","status":503,"times":2}'
  Everything     ${url}/_sandbox
`;
}

function reasonOf(error: unknown, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return `Port ${port} is taken, perhaps by another sandbox. End that one, or choose a port with --port.`;
  if (code === "EACCES")
    return `Port ${port} may not be opened by this user. Choose one above 1023 with --port.`;
  if (code === "EADDRNOTAVAIL") return "The address given with --address is none of this machine's.";
  return message;
}
