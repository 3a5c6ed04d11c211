/** For tests: those who send requests. Somebody unknown, somebody with a key, a person with a browser. */
import type { App } from "../../app.ts";
import type { Role } from "../permissions.ts";

export interface Answer {
  readonly status: number;
  /** Parsed, where it is JSON. */
  readonly body: unknown;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface Request {
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where it comes from; 127.0.0.1 by default. */
  readonly address?: string;
}

export interface Caller {
  request(method: string, path: string, request?: Request): Promise<Answer>;
}

export const host = "localhost:8080";
export const ownOrigin = `http://${host}`;

/** Sends headers of its own with every request. */
export function callerWith(app: App, headers: Readonly<Record<string, string>>): Caller {
  return {
    async request(method, path, { json, form, headers: more = {}, address } = {}) {
      const answer = await app.http.inject({
        method: method as "GET",
        url: path,
        headers: {
          host,
          ...headers,
          ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
          ...(json === undefined ? {} : { "content-type": "application/json" }),
          ...more,
        },
        ...(form === undefined ? {} : { payload: new URLSearchParams(form).toString() }),
        ...(json === undefined ? {} : { payload: JSON.stringify(json) }),
        ...(address === undefined ? {} : { remoteAddress: address }),
      });
      const isJson =
        String(answer.headers["content-type"]).startsWith("application/json") && answer.body !== "";
      return {
        status: answer.statusCode,
        body: isJson ? JSON.parse(answer.body) : undefined,
        text: answer.body,
        headers: answer.headers,
      };
    },
  };
}

/** Who knows nothing. */
export const nobody = (app: App): Caller => callerWith(app, {});

/** Who may read the data folder. */
export const local = (app: App): Caller => withKey(app, app.accessToken);

export const withKey = (app: App, key: string): Caller => callerWith(app, { authorization: `Bearer ${key}` });

/** A browser: keeps cookies, and says of its requests that they come from the hub's own pages. */
export interface Browser extends Caller {
  cookies(): string;
}

export function browser(app: App): Browser {
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  return {
    cookies,
    async request(method, path, { headers = {}, ...request } = {}) {
      const cookie: Record<string, string> = jar.size === 0 ? {} : { cookie: cookies() };
      const own = method === "GET" ? {} : { origin: ownOrigin };
      const answer = await callerWith(app, { ...cookie, ...own }).request(method, path, {
        ...request,
        headers,
      });
      for (const line of [answer.headers["set-cookie"] ?? []].flat() as string[]) {
        const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
        if (/max-age=0/i.test(line)) jar.delete(name);
        else jar.set(name, value);
      }
      return answer;
    },
  };
}

export interface TestPerson {
  readonly email: string;
  readonly password: string;
  /** Signed in. */
  readonly browser: Browser;
}

/** The path of a link that was made, as a browser asks for it. */
export function pathOf(answer: Answer): string {
  const { address } = answer.body as { address: string };
  return new URL(address).pathname;
}

/** Lets a person in by an invitation. */
export async function addPerson(app: App, role: Role, email = `${role}@acme.example`): Promise<TestPerson> {
  const invited = await local(app).request("POST", "/api/v1/invitations", { json: { email, role } });
  if (invited.status !== 201) throw new Error(invited.text);
  const person = { email, password: `the password of ${email}`, browser: browser(app) };
  const form = { name: `Name of ${role}`, password: person.password };
  const accepted = await person.browser.request("POST", pathOf(invited), { form });
  if (accepted.status !== 303) throw new Error(accepted.text);
  return person;
}

/** Makes an API key at the hub's machine. */
export async function addKey(app: App, name: string, scopes: readonly string[]): Promise<string> {
  const made = await local(app).request("POST", "/api/v1/api-keys", { json: { name, scopes } });
  if (made.status !== 201) throw new Error(made.text);
  return (made.body as { key: string }).key;
}

export const codeOf = ({ body }: Answer) => (body as { error?: { code: string } } | undefined)?.error?.code;
