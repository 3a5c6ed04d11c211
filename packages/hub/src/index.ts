/**
 * @rostrum/hub as a library: for benchmarks and for programs that run the hub inside their own process.
 * NOT needed to use a hub that runs: that is done over its REST API.
 */
export { type App, type AppOptions, createApp } from "./app.ts";
export { type CliStreams, runCli } from "./cli/program.ts";
export { type Config, readConfig } from "./platform/config/config.ts";
export { HubError } from "./platform/errors.ts";
export { listen } from "./server.ts";
