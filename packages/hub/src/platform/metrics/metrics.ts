/**
 * Metrics: figures for monitoring, in Prometheus's text format. Rooms say what they count (`counter`) and what can be
 * looked up when somebody asks (`sources`); nothing is kept between two askings. NOT health (`platform/http/checks.ts`),
 * NOT a history, and only of this process where its name says so: what is in the database is that of all processes.
 *
 * Labels are names of routes, connections, flows and outcomes: a label whose values grow without end (addresses, keys
 * of GoTo) would fill the memory of whoever collects them. Never a secret.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Log } from "../log/log.ts";

export interface FigureWords<Label extends string> {
  /** As Prometheus names them: "rostrum_flow_runs". */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly Label[];
}

type Labels<Label extends string> = Readonly<Record<Label, string>>;

/** Figures of one kind that are looked up when somebody asks. */
export interface Figures<Label extends string = string> extends FigureWords<Label> {
  readonly values: readonly { readonly labels: Labels<Label>; readonly value: number }[];
}

/** A room's part. What it throws is told as that part's failure and does not hide the others. */
export interface MetricSource {
  readonly name: string;
  figures(): Promise<readonly Figures[]>;
}

export interface Metrics {
  /** Something that is counted when it happens, in this process. */
  counter<Label extends string>(words: FigureWords<Label>): { add(labels: Labels<Label>): void };
  /** Something that is measured when it happens, in seconds, in this process. */
  durations<Label extends string>(
    words: FigureWords<Label> & { readonly upTo: readonly number[] },
  ): { add(labels: Labels<Label>, seconds: number): void };
  addSource(source: MetricSource): void;
  /** All figures of now. */
  text(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Who asks waits about ten seconds by default; a database that does not answer must not take them all. */
const longestMs = 3_000;

/** Memory, processor, garbage, event loop: of the process, thus one for all apps in it. Made when first asked for. */
let ofProcess: Registry | undefined;

function processRegistry(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
}

export function createMetrics(log: Log): Metrics {
  const counted = new Registry();
  const sources: MetricSource[] = [];

  async function look(source: MetricSource, into: Registry, worked: Gauge<"source">): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    try {
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${longestMs} ms`)), longestMs);
      });
      for (const { name, help, labels, values } of await Promise.race([source.figures(), late])) {
        const gauge = new Gauge({ name, help, labelNames: labels, registers: [into] });
        for (const { labels: of, value } of values) gauge.set(of, value);
      }
      worked.set({ source: source.name }, 1);
    } catch (error) {
      log.warn({ err: error, source: source.name }, "figures for /metrics could not be looked up");
      worked.set({ source: source.name }, 0);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    counter({ name, help, labels }) {
      const counter = new Counter({ name, help, labelNames: labels, registers: [counted] });
      return { add: (of) => counter.inc(of) };
    },
    durations({ name, help, labels, upTo }) {
      const histogram = new Histogram({
        name,
        help,
        labelNames: labels,
        buckets: [...upTo],
        registers: [counted],
      });
      return { add: (of, seconds) => histogram.observe(of, seconds) };
    },
    addSource: (source) => void sources.push(source),
    async text() {
      const lookedUp = new Registry();
      const worked = new Gauge({
        name: "rostrum_metrics_source_up",
        help: "1: this part of the figures could be looked up; 0: it is missing here, and the log says why",
        labelNames: ["source"],
        registers: [lookedUp],
      });
      await Promise.all(sources.map((source) => look(source, lookedUp, worked)));
      const all = Registry.merge([counted, lookedUp, processRegistry()]);
      return { contentType: all.contentType, text: await all.metrics() };
    },
  };
}
