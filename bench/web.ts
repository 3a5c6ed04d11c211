// The pages in a real Chromium against a real hub and sandbox: what the first load of Home brings, when its largest part
// stands there, and the longest frame while a table of 100,000 rows is scrolled by the wheel.
import { openStage, type Stage } from "../packages/web/test/support/stage.ts";
import type { BenchmarkResult } from "./run.ts";

type Page = Awaited<ReturnType<Stage["visitor"]>>;

const webinars = 500;
const registrants = 200;
const rows = webinars * registrants;
const loads = 5;
const rounds = 3;
/** Of one round: turns of the wheel, each by so many pixels, in both directions. */
const turns = 240;
const pixels = 700;

export default async function web(): Promise<BenchmarkResult> {
  // Plain JavaScript, because it also runs before there are any packages; it has no types.
  const script = (name: string) => import(new URL(`../scripts/${name}`, import.meta.url).href);
  ((await script("setup.mjs")) as { buildPages(): void }).buildPages();
  process.env.CHROMIUM = ((await script("browser.mjs")) as { browser(): string }).browser();
  const size = { webinars, registrants, attendees: 0, othersWebinars: 0 };
  const stage = await openStage({ size });
  try {
    await stage.connect("Bench");
    const page = await stage.administrator();
    const first: Load[] = [];
    for (let load = 0; load < loads; load += 1) first.push(await loadHome(stage));
    const frames = await scrollRows(page, stage.address);
    return {
      name: "web",
      results: {
        initialKb: median(first.map(({ bytes }) => bytes)) / 1000,
        largestContentfulPaintMs: median(first.map(({ paint }) => paint)),
        scrollLongestFrameMs: median(frames.map(({ longest }) => longest)),
        scrollMedianFrameMs: median(frames.map(({ usual }) => usual)),
      },
    };
  } finally {
    await stage.close();
  }
}

interface Load {
  /** Of all scripts, compressed, as they came over the wire. */
  readonly bytes: number;
  readonly paint: number;
}

/** A visit of somebody who is signed in and has nothing of the pages yet. */
async function loadHome(stage: Stage): Promise<Load> {
  const page = await stage.visitor();
  const wire = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let bytes = 0;
  wire.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await wire.send("Network.enable");
  await page.addInitScript(`
    new PerformanceObserver((list) => { window.paint = list.getEntries().at(-1).startTime; })
      .observe({ type: "largest-contentful-paint", buffered: true });
  `);
  await page.goto(`${stage.address}/`, { waitUntil: "networkidle" });
  const paint = await page.evaluate<number>("window.paint");
  await page.context().close();
  if (bytes === 0 || !(paint > 0)) throw new Error("The first load was not measured.");
  return { bytes, paint };
}

interface Frames {
  readonly longest: number;
  readonly usual: number;
}

async function scrollRows(page: Page, address: string): Promise<Frames[]> {
  await page.goto(`${address}/data/Registrant?limit=all`);
  await page.getByText(`${rows.toLocaleString("en")} rows, `).waitFor({ timeout: 120_000 });
  const grid = page.getByRole("grid");
  if ((await grid.getAttribute("aria-rowcount")) !== String(rows + 1)) throw new Error("Rows are missing.");
  await grid.hover();
  const measured: Frames[] = [];
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    await page.evaluate(`
      window.frames_ = [];
      window.measuring = true;
      { let last = performance.now();
        const frame = (now) => { window.frames_.push(now - last); last = now; if (window.measuring) requestAnimationFrame(frame); };
        requestAnimationFrame(frame); }
    `);
    for (let turn = 0; turn < turns; turn += 1) {
      await page.mouse.wheel(0, turn < (turns * 3) / 4 ? pixels : -pixels);
    }
    const frames = await page.evaluate<number[]>("window.measuring = false, window.frames_");
    const seen = await page.getByRole("row").nth(1).getAttribute("aria-rowindex");
    if (Number(seen) < 1_000 || frames.length < turns / 4)
      throw new Error(`It was not scrolled: row ${seen}.`);
    await grid.evaluate("(box) => box.scrollTo(0, 0)");
    // The first frame began before the wheel turned.
    const [, ...rest] = frames;
    if (round > 0) measured.push({ longest: Math.max(...rest), usual: median(rest) });
  }
  return measured;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}
