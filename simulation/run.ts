// npm run simulate -- --seed S --hours H [--seeds N] [--json] [--journal]: runs simulations, one a seed, beginning with
// seed S. Stops at the first broken promise, with the seed, the promise and the last events; the same seed and hours
// give the same again. Exit code 1 if a promise was broken.
import { parseArgs } from "node:util";
import { type Outcome, simulate } from "./simulate.ts";
import type { Figures } from "./world/world.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    seeds: { type: "string", default: "1" },
    hours: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    journal: { type: "boolean", default: false },
  },
});
const first = numberOf("seed", 0);
const count = numberOf("seeds", 1);
const hours = numberOf("hours", Number.MIN_VALUE);
const say = (text: string) => process.stdout.write(`${text}\n`);

// `| head` has seen enough.
process.stdout.on("error", () => process.exit());

const figures: Figures = {};
let broken: Outcome | undefined;
let hash = "";
let steps = 0;
let seed = first;
for (; seed < first + count && broken === undefined; seed++) {
  const outcome = await simulate({ seed, hours, ...(values.journal ? { onLine: say } : {}) });
  for (const [what, times] of Object.entries(outcome.figures)) figures[what] = (figures[what] ?? 0) + times;
  steps += outcome.steps;
  hash = outcome.hash;
  if (outcome.broken !== undefined) broken = outcome;
}
const cleanHours = (broken === undefined ? count : seed - 1 - first) * hours;

if (values.json) {
  const { promise, what, at } = broken?.broken ?? {};
  const failure = broken && {
    seed: broken.seed,
    promise,
    what,
    atMs: at,
    lastLines: broken.lastLines,
    settings: broken.settings,
  };
  say(
    JSON.stringify({
      name: "simulate",
      seeds: seed - first,
      hours,
      cleanHours,
      steps,
      hash,
      figures,
      broken: failure ?? null,
    }),
  );
} else if (broken === undefined) {
  say(
    `${count} seed${count === 1 ? "" : "s"} from ${first}, ${cleanHours} simulated hours, ${steps} steps: every promise was kept.`,
  );
  for (const [what, times] of Object.entries(figures))
    say(`  ${what.padEnd(28)} ${times.toLocaleString("en")}`);
  if (count === 1) say(`  journal ${hash}`);
} else {
  say(`Seed ${broken.seed} broke a promise after ${cleanHours} clean hours.\n`);
  say(`  promise  ${broken.broken?.promise}\n  what     ${broken.broken?.what}`);
  say(`  settings ${JSON.stringify(broken.settings)}\n\nThe last events (milliseconds, who, what):\n`);
  for (const line of broken.lastLines) say(line);
  say(
    `\nAgain, with the whole journal: npm run simulate -- --seed ${broken.seed} --hours ${hours} --journal`,
  );
}
process.exitCode = broken === undefined ? 0 : 1;

function numberOf(name: "seed" | "seeds" | "hours", least: number): number {
  const value = Number(values[name]);
  if (Number.isFinite(value) && value >= least && (name === "hours" || Number.isInteger(value))) return value;
  process.stderr.write(
    `  --${name} is "${values[name]}", which is no ${name === "hours" ? "number above 0" : "whole number"}.\n`,
  );
  process.exit(2);
}
