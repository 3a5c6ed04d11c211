/**
 * For browser tests: a real hub on a socket, a real sandbox, a real Chromium, and a person who is signed in through the
 * pages. Everything is closed at the end.
 */
import type { Sandbox, SandboxOptions } from "@rostrum/sandbox";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { listen } from "../../../hub/src/server.ts";
import {
  sandboxConnection,
  startTestHub,
  startTestSandbox,
  type TestHub,
} from "../../../hub/src/testing/hub.ts";

interface VisitorOptions {
  readonly language?: string;
  readonly width?: number;
}

export interface Stage {
  readonly hub: TestHub;
  readonly sandbox: Sandbox;
  /** Where people find the hub. */
  readonly address: string;
  readonly browser: Browser;
  /** Connects the hub to the sandbox without any page. */
  connect(name: string): Promise<void>;
  /** A new visitor, who ends with the stage; signed in as soon as there is an administrator. */
  visitor(options?: VisitorOptions): Promise<Page>;
  /** A new visitor whom the hub does not know. */
  stranger(options?: VisitorOptions): Promise<Page>;
  /** A visitor who became administrator by the set-up link. */
  administrator(options?: VisitorOptions): Promise<Page>;
  close(): Promise<void>;
}

export const ana = { email: "ana@acme.example", name: "Ana Ruiz", password: "correct horse battery" };

export async function openStage(options: SandboxOptions = {}): Promise<Stage> {
  const hub = await startTestHub();
  const address = await listen(hub.app);
  // GoTo sends people back to registered addresses only.
  const redirectUris = [`${address}/connections/callback`];
  const sandbox = await startTestSandbox({ redirectUris, ...options });
  const { CHROMIUM: executablePath } = process.env;
  if (executablePath === undefined) throw new Error("npm test finds the browser and names it in CHROMIUM");
  // Without a sandbox of its own, so that it also starts as root; it sees our pages only.
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  let signedIn: Awaited<ReturnType<BrowserContext["storageState"]>> | undefined;

  async function openPage(
    { language = "en-US", width = 1280 }: VisitorOptions = {},
    storageState: typeof signedIn,
  ): Promise<Page> {
    const context = await browser.newContext({
      locale: language,
      viewport: { width, height: 800 },
      reducedMotion: "reduce",
      ...(storageState === undefined ? {} : { storageState }),
    });
    context.setDefaultTimeout(20_000);
    return context.newPage();
  }

  const stage: Stage = {
    hub,
    sandbox,
    address,
    browser,
    async connect(name) {
      const { status, text } = await hub.request(
        "POST",
        "/api/v1/connections",
        sandboxConnection(sandbox, name),
      );
      if (status !== 201) throw new Error(text);
    },
    visitor: (visitor) => openPage(visitor, signedIn),
    stranger: (visitor) => openPage(visitor, undefined),
    async administrator(visitor = {}) {
      const page = await stage.visitor(visitor);
      if (signedIn !== undefined) return page;
      const link = await hub.app.access.firstSetupLink();
      if (link === undefined) throw new Error("The hub has people already");
      await page.goto(link.address);
      await page.locator("[name=email]").fill(ana.email);
      await page.locator("[name=name]").fill(ana.name);
      await page.locator("[name=password]").fill(ana.password);
      await page.getByRole("button").click();
      await page.waitForURL(`${address}/`);
      signedIn = await page.context().storageState();
      return page;
    },
    async close() {
      await browser.close();
      await hub.close();
      await sandbox.close();
    },
  };
  return stage;
}

/** What axe finds wrong on the page as it stands: rule, and the first element that breaks it. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  // Axe in the page itself, and only what is wrong is told: Playwright's builder for it, which takes everything out of the page
  // and through a second one, is five times the work. It would matter for frames, of which there are none.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<axe.Result[]>(
    `axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations)`,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""} ${nodes[0]?.failureSummary ?? ""}`);
}

/** Signs in by the form, as people do. */
export async function signIn(
  page: Page,
  address: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  await page.goto(`${address}/sign-in`);
  await page.locator("[name=email]").fill(email);
  await page.locator("[name=password]").fill(password);
  await page.getByRole("main").getByRole("button").click();
  await page.waitForURL(`${address}/`);
}
