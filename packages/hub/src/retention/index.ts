/**
 * Retention: how long each kind of data is kept, and the daily job that removes what is over. Rooms say what they keep
 * (`platform/retention/source.ts`); a person chooses the days. NOT erasing a person (`personal-data/`), and not the job queue,
 * which forgets by itself after a day.
 */
import type { Http } from "../platform/http/types.ts";
import { registerRetentionRoutes } from "./routes.ts";
import { createRetentionService, type RetentionOptions } from "./service.ts";

export interface Retention {
  registerRoutes(http: Http): void;
  /** From now on this process removes once a day what is over, unless another one does. Calling it again changes nothing. */
  work(): void;
  close(): Promise<void>;
}

/** How often is looked whether a day has passed. */
const lookEveryMs = 10 * 60_000;

export function createRetention(options: RetentionOptions): Retention {
  const service = createRetentionService(options);
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const look = () => {
    looking = looking
      .then(() => service.applyIfDue())
      .catch((error: unknown) => options.log.warn({ err: error }, "what is over could not be removed"));
  };
  return {
    registerRoutes: (http) => registerRetentionRoutes(http, service),
    work() {
      if (timer !== undefined) return;
      timer = setInterval(look, lookEveryMs);
      look();
    },
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
