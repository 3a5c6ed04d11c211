/** For tests: a browser that walks through the sign-in by hand, with a cookie and forms. */

import { type Reply, request, type Started } from "../testing/started.ts";

export class Browser {
  readonly #started: Started;
  #cookie = "";

  constructor(started: Started) {
    this.#started = started;
  }

  /** The authorize address of the first client, with what is given added or replaced. */
  authorizeUrl(parameters: Readonly<Record<string, string>> = {}): string {
    const { clientId, redirectUris } = this.#started.sandbox.credentials;
    const query = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: redirectUris[0] ?? "",
      state: "s-1 &",
      ...parameters,
    });
    return `/oauth/authorize?${query}`;
  }

  async open(path: string, init: RequestInit = {}): Promise<Reply> {
    const url = new URL(path, this.#started.url).href;
    const reply = await request(url, { ...init, headers: { cookie: this.#cookie, ...init.headers } });
    this.#cookie = reply.headers.get("set-cookie")?.split(";")[0] ?? this.#cookie;
    return reply;
  }

  /** Submits the form of a page: its hidden fields and the button pressed. */
  submit(page: Reply, action: string, pressed: Readonly<Record<string, string>>): Promise<Reply> {
    const hidden = [...page.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
    const fields = hidden.map(([, name = "", value = ""]) => [name, unescaped(value)] as [string, string]);
    return this.open(action, {
      method: "POST",
      body: new URLSearchParams([...fields, ...Object.entries(pressed)]),
    });
  }

  /** Follows redirects inside the sandbox. */
  async follow(reply: Reply): Promise<Reply> {
    const location = reply.headers.get("location");
    return location?.startsWith("/") === true ? this.follow(await this.open(location)) : reply;
  }

  /** From authorize through sign-in and consent back to the client: the address it is sent to. */
  async walk(authorizeUrl: string, decision: "allow" | "refuse" = "allow"): Promise<URL> {
    let page = await this.follow(await this.open(authorizeUrl));
    if (page.text.includes('action="/login"')) {
      const organizer = this.#started.sandbox.credentials.organizerKey;
      page = await this.follow(await this.submit(page, "/login", { organizer }));
    }
    if (page.text.includes('action="/oauth/approve"'))
      page = await this.submit(page, "/oauth/approve", { decision });
    return new URL(page.headers.get("location") ?? "about:blank");
  }
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}
