import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
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
