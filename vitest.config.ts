import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that take minutes. Begun first, so that they do not run alone at the end while the other workers have nothing. */
const longest = [
  "flows/killed.test.ts",
  "simulation/simulate.test.ts",
  "flows/scheduled-day.test.ts",
  "hub/src/app.test.ts",
  "agents/agents.test.ts",
  "web/test/entities.test.ts",
  "web/test/flow-editor.test.ts",
  "web/test/webinars.test.ts",
  "backup/backup.test.ts",
  "serve/serve.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(name));
      return place === -1 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    include: [
      "packages/*/src/**/*.test.ts",
      "packages/*/test/**/*.test.ts",
      "contract/**/*.test.ts",
      "bench/**/*.test.ts",
      "simulation/**/*.test.ts",
    ],
    // On two cores: a third works while the others wait, for GoTo's ten calls a second, for processes, for the clock. More
    // only make each test slower and its waits longer.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
