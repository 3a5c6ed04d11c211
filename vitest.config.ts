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
    // Two cores: more workers only make each test slower and its waits longer.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
