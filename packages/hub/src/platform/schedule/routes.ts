/** The times of a schedule before anybody keeps it, for forms: POST /api/v1/schedules/times. */
import { z } from "zod";
import type { Clock } from "../clock/clock.ts";
import { ErrorAnswer } from "../http/errors.ts";
import type { Http } from "../http/types.ts";
import { nextTime, Schedule } from "./schedule.ts";

export function registerScheduleRoutes(http: Http, clock: Clock): void {
  http.post(
    "/schedules/times",
    {
      config: { permission: "flows:read" },
      schema: {
        tags: ["flows"],
        summary: "The next times of a schedule, of a flow or a replica; nothing is kept",
        body: z.strictObject({ schedule: Schedule, count: z.number().int().min(1).max(20).default(5) }),
        response: {
          200: z.object({ times: z.array(z.string()).describe("None: it is never due") }),
          400: ErrorAnswer,
        },
      },
    },
    async (request) => {
      const { schedule, count } = request.body;
      const times: string[] = [];
      let at = nextTime(schedule, new Date(clock.now()));
      while (at !== undefined && times.length < count) {
        times.push(at.toISOString());
        at = nextTime(schedule, at);
      }
      return { times };
    },
  );
}
