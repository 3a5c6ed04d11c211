/**
 * The network between a process and GoTo: takes its time, loses requests before they arrive and answers after they were
 * carried out, and carries on when the sender has crashed or given up.
 */
import { type Network, type NetworkAnswer, NetworkError, type NetworkRequest } from "@rostrum/goto";
import type { Life } from "./process.ts";
import type { World } from "./world.ts";

/** One request under way. */
export interface Exchange {
  readonly request: NetworkRequest;
  readonly from: Life;
  /** Whether the sender has its answer or an error, or gave up. */
  isSettled: boolean;
}

export interface Handled {
  readonly answer: NetworkAnswer;
  readonly afterMs: number;
  /** Told when the answer has reached a living process. */
  readonly onDelivered?: () => void;
}

export interface NetworkHooks {
  /** A process sends; at this moment the request has not gone anywhere yet. */
  onSend(exchange: Exchange): void;
  /** The request has arrived and is carried out in this very moment. */
  handle(exchange: Exchange): Handled;
}

/** undici's limit for the headers, `network/undici.ts` of @rostrum/goto. */
const TIMEOUT_MS = 60_000;

export function createSimulatedNetwork(world: World, life: Life, hooks: NetworkHooks): Network {
  const chance = world.chance.fork(`network of ${life.name} at ${world.time}`);
  const { faults } = world.settings;

  function travelMs(): number {
    const usual = chance.between(20, 30);
    const isSlow = world.hasFaults && faults.networkSlowMs > 0 && chance.hits(0.03);
    return isSlow ? usual + chance.between(0, faults.networkSlowMs) : usual;
  }

  return {
    send(request, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      const exchange: Exchange = { request, from: life, isSettled: false };
      hooks.onSend(exchange);
      world.count("requests");
      return new Promise((resolve, reject) => {
        const settle = (how: () => void) => {
          if (exchange.isSettled) return;
          exchange.isSettled = true;
          timeout.cancel();
          signal?.removeEventListener("abort", abort);
          how();
        };
        const fail = (failure: "refused" | "reset" | "timeout") =>
          settle(() => reject(new NetworkError(`simulated: ${failure}`, { failure })));
        const abort = () => settle(() => reject(signal?.reason));
        const timeout = life.after(TIMEOUT_MS, () => fail("timeout"));
        signal?.addEventListener("abort", abort, { once: true });
        if (world.hasFaults && chance.hits(faults.requestLost)) {
          world.log(life.name, "a request is lost");
          if (chance.hits(0.2)) return;
          const failure = chance.hits(0.5) ? "refused" : "reset";
          life.after(chance.between(1, 3_000), () => fail(failure));
          return;
        }
        world.after(travelMs(), () => {
          const { answer, afterMs, onDelivered } = hooks.handle(exchange);
          if (world.hasFaults && chance.hits(faults.answerLost)) {
            world.log(life.name, `an answer ${answer.status} is lost`);
            if (chance.hits(0.8)) life.after(chance.between(1, 3_000), () => fail("reset"));
            return;
          }
          life.after(afterMs + travelMs(), () => {
            settle(() => {
              onDelivered?.();
              resolve(answer);
            });
          });
        });
      });
    },
    close: async () => {},
  };
}
