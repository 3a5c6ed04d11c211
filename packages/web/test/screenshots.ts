/**
 * npm run screenshots -- [PAGE...] [--language es] [--to FOLDER]: what the pages look like, as files in docs/screenshots. A hub and a sandbox of their own,
 * with work under way, so that no page is empty. To be looked at after each change of the pages; asserts nothing.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { openStage, type Stage } from "./support/stage.ts";

const { values, positionals: wanted } = parseArgs({
  options: { language: { type: "string", default: "en-US" }, to: { type: "string" } },
  allowPositionals: true,
});
const folder = values.to ?? fileURLToPath(new URL("../../../docs/screenshots/", import.meta.url));

interface Shown {
  readonly name: string;
  readonly place: string;
  /** Also in the dark, as these are the ones with colours of their own. */
  readonly dark?: boolean;
  /** The button that is pressed before the picture is taken, in both languages. */
  readonly press?: RegExp;
  /** As somebody sees it who has not signed in. */
  readonly outside?: boolean;
}

const stage = await openStage({ size: {} });
try {
  const inside = await stage.administrator({ language: values.language });
  const outside = await stage.stranger({ language: values.language });
  const world = await workUnderWay(stage);
  await mkdir(folder, { recursive: true });
  for (const shown of pagesOf(world)) {
    if (wanted.length > 0 && !wanted.includes(shown.name)) continue;
    const page = shown.outside === true ? outside : inside;
    for (const [width, height] of [
      [1280, 800],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await take(page, shown, `${shown.name}-${width}.png`, "light");
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    if (shown.dark === true) await take(page, shown, `${shown.name}-dark.png`, "dark");
  }
} finally {
  await stage.close();
}

async function take(page: Page, { place, press }: Shown, file: string, colorScheme: "light" | "dark") {
  await page.emulateMedia({ colorScheme });
  await page.goto(`${stage.address}${place}`);
  await settled(page);
  if (press !== undefined) {
    await page.getByRole("button", { name: press }).first().click();
    await page.getByRole("dialog").waitFor();
    await settled(page);
  }
  // A window as high as the page: what stays at the edge of the window stays at the edge of the picture.
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  const height = await page.evaluate<number>("document.documentElement.scrollHeight");
  await page.setViewportSize({ ...size, height: Math.max(size.height, height) });
  await page.screenshot({ path: path.join(folder, file) });
  await page.setViewportSize(size);
  process.stdout.write(`  ${file}\n`);
}

/** Nothing is loading any more. Pages that stay in touch with the hub never fall silent, so the network is not asked. */
async function settled(page: Page) {
  await page.getByRole("main").getByRole("heading").or(page.getByRole("heading")).first().waitFor();
  const loading = page.locator(".mantine-Loader-root, .mantine-Skeleton-root, [aria-busy=true]");
  await loading.first().waitFor({ state: "detached" });
}

interface World {
  readonly connection: string;
  readonly webinar: string;
  readonly run: string;
}

/** Connections, flows with runs and a failed row, a replica, people, keys: as in a hub that is used. */
async function workUnderWay({ hub, sandbox }: Stage): Promise<World> {
  const ask = async (method: string, place: string, body?: unknown): Promise<Record<string, unknown>> => {
    const { status, text } = await hub.request(method, `/api/v1${place}`, body);
    if (status >= 300) throw new Error(`${method} ${place}: ${text}`);
    return text === "" ? {} : JSON.parse(text);
  };
  const untilDone = async (place: string, state: (answer: Record<string, unknown>) => unknown) => {
    for (;;) {
      const now = state(await ask("GET", place));
      if (now === "done" || now === "failed" || now === "stopped") return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  const { clientId, clientSecret, personalAccessToken } = sandbox.credentials;
  await ask("POST", "/oauth-clients", {
    name: "Acme hub",
    clientId,
    clientSecret,
    apiAddress: sandbox.url,
    authenticationAddress: sandbox.url,
  });
  await ask("POST", "/connections", { name: "Acme webinars", oauthClient: "Acme hub", personalAccessToken });
  const { text } = await hub.request("GET", "/api/v1/entities/Webinar/rows?from=-30d&to=now&limit=1");
  const webinar = String(JSON.parse(text.split("\n")[0] ?? "{}").webinarKey);
  const upcoming = await hub.request("GET", "/api/v1/entities/UpcomingWebinar/rows?limit=1");
  const next = String(JSON.parse(upcoming.text.split("\n")[0] ?? "{}").webinarKey);

  const files = path.join(hub.folder, "files");
  await writeFile(
    path.join(files, "fair.csv"),
    `first,last,mail\nAda,Lovelace,ada@fair.example\nAlan,Turing,alan@fair.example\nGrace,Hopper,\nEdsger,Dijkstra,edsger@fair.example\n`,
  );
  await ask("PUT", "/flows/attendees-to-csv", {
    description: "Who was in the webinars of the last month, for how long.",
    source: {
      endpoint: "goto",
      entity: "Attendee",
      from: "-30d",
      fields: [
        "webinarKey",
        "subject",
        "sessionKey",
        "registrantKey",
        "firstName",
        "lastName",
        "email",
        "attendanceTimeInSeconds",
      ],
    },
    target: { endpoint: "csv", table: "attendees.csv", write: "replace" },
    schedule: { cron: "0 7 * * *", zone: "Europe/Madrid" },
  });
  await ask("PUT", "/flows/registrants-from-fair", {
    description: "Everybody who left an address at the fair is registered for the next webinar.",
    source: { endpoint: "csv", table: "fair.csv" },
    steps: [
      {
        map: {
          webinarKey: `"${next}"`,
          firstName: "first",
          lastName: "last",
          email: "mail",
          // The webinar asks it of everybody.
          responses: [{ question: "Which team are you on?", answer: "Sales" }],
        },
      },
    ],
    target: { endpoint: "goto", entity: "Registrant", write: "upsert" },
    errors: { row: "keep", stop_after: 200 },
  });
  let run = "";
  for (const flow of ["attendees-to-csv", "attendees-to-csv", "registrants-from-fair"]) {
    const begun = await ask("POST", `/flows/${flow}/runs`, {});
    run = String(begun.id);
    await untilDone(`/flow-runs/${run}`, ({ state }) => state);
  }
  await ask("POST", "/replicas", {
    name: "main",
    entities: ["Webinar", "Session"],
    schedule: { cron: "15 3 * * *" },
  });
  const sync = await ask("POST", "/replicas/main/sync", {});
  await untilDone(`/replica-syncs/${String(sync.id)}`, ({ state }) => state);
  await ask("PUT", "/endpoints/crm", {
    settings: { kind: "http", baseUrl: `${sandbox.url}/crm`, tables: {} },
  }).catch(() => {});
  await ask("POST", "/agents", { name: "plant" });
  await ask("POST", "/teams", { name: "Training" });
  await ask("POST", "/invitations", { email: "bruno@acme.example", role: "operator" });
  return { connection: "acme_webinars", webinar, run };
}

function pagesOf({ connection, webinar, run }: World): readonly Shown[] {
  const past = `/data/Webinar/${webinar}?connection=${connection}`;
  return [
    { name: "home", place: "/", dark: true },
    { name: "data", place: "/data" },
    { name: "webinars", place: `/data/Webinar?connection=${connection}&from=-30d` },
    { name: "webinar", place: past, dark: true },
    { name: "webinar-attendance", place: `${past}&tab=attendance` },
    { name: "webinar-polls", place: `${past}&tab=answers` },
    { name: "new-webinar", place: `/data/Webinar/new?connection=${connection}` },
    { name: "flows", place: "/flows" },
    { name: "flow", place: "/flows/registrants-from-fair" },
    { name: "flow-editor", place: "/flows/registrants-from-fair/edit", dark: true },
    { name: "run", place: `/flows/registrants-from-fair/runs/${run}` },
    { name: "failed-rows", place: "/flows/registrants-from-fair/failed-rows" },
    { name: "replicas", place: "/replicas" },
    { name: "replica", place: "/replicas/main" },
    { name: "new-replica", place: "/replicas", press: /Add a replica|Añadir una réplica/ },
    { name: "connections", place: "/connections" },
    { name: "add-connection", place: "/connections", press: /Add a connection|Añadir una conexión/ },
    { name: "endpoints", place: "/endpoints" },
    ...[
      "account",
      "api-keys",
      "people",
      "teams",
      "audit",
      "agents",
      "retention",
      "personal-data",
      "backup",
      "health",
    ].map((name) => ({ name: `settings-${name}`, place: `/settings/${name}` })),
    { name: "sign-in", place: "/sign-in", outside: true },
  ];
}
