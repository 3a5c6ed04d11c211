/** Builds the pages into `dist/`, which the hub serves. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    // The two latest years of browsers: staff machines that update themselves.
    target: "es2023",
    // These know light-dark(), which otherwise is put into other words that need more of the library than it says.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsDir: "assets",
    // Pages load their own part only; the hub says by its content policy that no script stands in the page itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What five pages share comes as one file: as fifty small ones it was 34 kB more at the first visit, much of it headers.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "shared", minShareCount: 5 }] } } },
  },
  server: {
    // For work on the pages: `npx vite` beside a hub that runs at its usual place.
    proxy: Object.fromEntries(
      ["/api", "/sign-in", "/sign-out", "/setup", "/invitation", "/password"].map((place) => [
        place,
        "http://127.0.0.1:8080",
      ]),
    ),
  },
});
