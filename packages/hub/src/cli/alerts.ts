/** How a flow or a replica fares, and what people were told of it, on the command line. */
import { z } from "zod";
import type { CliContext } from "./command.ts";

const AlertsView = z.object({
  troubleSince: z.string().optional(),
  troubles: z.array(
    z.object({ words: z.string(), remedy: z.string().optional(), times: z.number(), firstAt: z.string() }),
  ),
  messages: z.array(
    z.object({
      createdAt: z.string(),
      channel: z.string(),
      receiver: z.string(),
      subject: z.string(),
      state: z.string(),
      tries: z.number(),
      lastError: z.string().optional(),
    }),
  ),
});

/** @param answer of GET .../alerts */
export function showAlerts(output: CliContext["output"], answer: unknown): void {
  const { troubleSince, troubles, messages } = AlertsView.parse(answer);
  output.result(troubleSince === undefined ? "All is well." : `In trouble since ${troubleSince}.`);
  for (const { words, remedy, times, firstAt } of troubles) {
    output.result(`  ${times} x ${words} (since ${firstAt})${remedy === undefined ? "" : ` ${remedy}`}`);
  }
  if (messages.length === 0) return;
  output.table({
    columns: [{ title: "When" }, { title: "To" }, { title: "What" }, { title: "State" }],
    rows: messages.map(({ createdAt, channel, receiver, subject, state, tries, lastError }) => [
      createdAt,
      `${channel} ${receiver}`,
      subject,
      lastError === undefined ? state : `${state} after ${tries}: ${lastError}`,
    ]),
  });
}
