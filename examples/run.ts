/**
 * `npm run example -- NAME`: one flow of this folder from a fresh clone: checked, run, and what came of it shown. GoTo is the
 * sandbox, the tables are a Postgres of its own, everything is in a temporary folder and gone at the end.
 * NOT how flows are run for real: that is `rostrum flow run`.
 */
import path from "node:path";
import { stories } from "./stories.ts";
import { openWorld } from "./world.ts";

const [name, ...more] = process.argv.slice(2);
const story = name === undefined ? undefined : stories[name.replace(/\.yaml$/, "")];

if (name === undefined || name === "--help") {
  list();
} else if (story === undefined || more.length > 0) {
  process.stderr.write(`There is no example "${[name, ...more].join(" ")}".\n\n`);
  list();
  process.exitCode = 2;
} else {
  const ending = new AbortController();
  process.once("SIGINT", () => ending.abort());
  const world = await openWorld(story.size, ending.signal);
  try {
    const files = story.files.map((file) => path.join(import.meta.dirname, file));
    await story.prepare?.(world);
    for (const file of files) await world.rostrum("flow", "validate", file);
    process.exitCode = await world.rostrum("flow", "run", ...files);
    if (process.exitCode === 0) await story.show(world);
  } finally {
    await world.close();
  }
}

function list(): void {
  const lines = Object.entries(stories).map(([one, { about }]) => `  ${one.padEnd(28)}${about}\n`);
  process.stdout.write(
    `Examples:\n${lines.join("")}
Run one with: npm run example -- ${Object.keys(stories)[0]}
The hub keeps its own data in an embedded database; with DATABASE_URL in a new one on that Postgres, removed at the end.\n`,
  );
}
