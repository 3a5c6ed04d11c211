// npm run test:contract -- DIR: exercises every operation of GoTo Webinar through the client against the sandbox, and
// holds each request and each answer against DIR/goto-webinar-v2.yml. Exit 1 if anything differs that is not in
// differences.ts, if a listed difference is not needed, or if an operation was not called.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import {
  createBudgets,
  createGoToClient,
  createMemoryGrantStore,
  createNetwork,
  createOAuth,
  createTokenSource,
  type Network,
} from "@rostrum/goto";
import { createSandbox } from "@rostrum/sandbox";
import { Description, type Exchange, type Finding } from "./description.ts";
import { type Difference, differences } from "./differences.ts";
import { exercise } from "./exercise.ts";

const base = "/G2W/rest/v2";

/** Hands everything on and keeps what went over the wire on the Webinar API. */
function recording(network: Network, exchanges: Exchange[]): Network {
  return {
    async send(request, signal) {
      const answer = await network.send(request, signal);
      const url = new URL(request.url);
      if (url.pathname.startsWith(`${base}/`)) {
        exchanges.push({
          method: request.method,
          path: url.pathname.slice(base.length),
          query: url.searchParams,
          requestBody: request.body,
          status: answer.status,
          answerBody: answer.body.toString("utf8"),
        });
      }
      return answer;
    },
    close: () => network.close(),
  };
}

/** Exercises client and sandbox together and answers what went over the wire. */
async function record(): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  const sandbox = createSandbox({ seed: 11, size: { webinars: 30 }, limit: { mode: "off" } });
  const callback = createServer((_request, response) => response.end("ok"));
  await new Promise<void>((resolve) => callback.listen(0, "127.0.0.1", resolve));
  const network = recording(createNetwork(), exchanges);
  try {
    const url = await sandbox.listen(0);
    const { clientId, clientSecret, personalAccessToken, organizerKey, accountKey } = sandbox.credentials;
    const endpoints = { api: url, authentication: url };
    const oauth = createOAuth({ client: { clientId, clientSecret }, network, endpoints });
    const store = createMemoryGrantStore({
      grant: await oauth.exchangePersonalAccessToken(personalAccessToken),
    });
    const client = createGoToClient({
      endpoints,
      network,
      tokens: createTokenSource({ store, oauth }),
      budgets: createBudgets({ limit: { requestsPerSecond: 1000, guardMs: 1 } }),
    });
    const colleague = sandbox.world.organizers.find(
      (organizer) =>
        organizer.organizerKey !== organizerKey &&
        organizer.memberships.some((membership) => membership.accountKey === accountKey),
    );
    if (!colleague) throw new Error("The world of this test needs a second organizer in the account.");
    await exercise({
      client,
      organizerKey,
      accountKey,
      colleagueKey: colleague.organizerKey,
      callbackUrl: `http://127.0.0.1:${(callback.address() as AddressInfo).port}/`,
      now: async () => sandbox.clock.now(),
      moveClock: async (to) => {
        sandbox.control.clock.move(to);
      },
    });
    await client.close();
  } finally {
    await network.close();
    callback.close();
    await sandbox.close();
  }
  return exchanges;
}

const allowed = (finding: Finding, difference: Difference) =>
  (difference.operationId === "*" || difference.operationId === finding.operationId) &&
  difference.side === finding.side &&
  difference.place === finding.place;

const [folder] = process.argv.slice(2);
const file = folder === undefined ? undefined : path.resolve(folder, "goto-webinar-v2.yml");
if (file === undefined || !existsSync(file)) {
  process.stderr.write(
    `  ${file ? `There is no ${file}.` : "Which folder?"} Give the folder with the vendor's goto-webinar-v2.yml:\n` +
      "  npm run test:contract -- DIR\n",
  );
  process.exit(2);
}

const description = new Description(readFileSync(file, "utf8"));
const exchanges = await record();
const called = new Set(exchanges.map((exchange) => description.operationOf(exchange)));
const missed = description.operationIds.filter((operationId) => !called.has(operationId));

const findings = new Map<string, Finding & { times: number }>();
for (const exchange of exchanges) {
  for (const finding of description.check(exchange)) {
    const name = `${finding.operationId} ${finding.side} ${finding.place} ${finding.problem}`;
    const known = findings.get(name);
    if (known) known.times += 1;
    else findings.set(name, { ...finding, times: 1 });
  }
}
const unexpected = [...findings.values()].filter(
  (finding) => !differences.some((difference) => allowed(finding, difference)),
);
const idle = differences.filter(
  (difference) => ![...findings.values()].some((finding) => allowed(finding, difference)),
);

for (const { operationId, side, place, problem, times } of unexpected) {
  console.log(`not as described: ${operationId} ${side} ${place} ${problem} (${times} times)`);
}
for (const { operationId, side, place } of idle) {
  console.log(`listed as a difference but not seen any more: ${operationId} ${side} ${place}`);
}
for (const operationId of missed) console.log(`not called: ${operationId}`);
console.log(
  `${exchanges.length} calls of ${description.operationIds.length - missed.length} of ` +
    `${description.operationIds.length} operations held against ${path.basename(file)}; ` +
    `${differences.length} differences on purpose`,
);
const failures = unexpected.length + idle.length + missed.length;
console.log(`${description.operationIds.length - missed.length} passed, ${failures} failed`);
process.exitCode = failures > 0 ? 1 : 0;
