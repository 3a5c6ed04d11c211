/** What a flow or a replica says about alerts. */
import { z } from "zod";

export const Alerts = z.strictObject({
  email: z.array(z.email()).optional(),
  webhook: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Gets the message as JSON, signed"),
  every: z.number().positive().max(1_000).default(24).describe("At most one message in so many hours"),
  late: z
    .number()
    .positive()
    .max(100_000)
    .default(30)
    .describe("Minutes after which what is due and has not begun is told of"),
});
export type Alerts = z.infer<typeof Alerts>;
