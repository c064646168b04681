import { createHash, randomBytes } from "node:crypto";
import type { Response } from "undici";
import type { Tenant } from "./auth0-tenant.ts";

/** As much of a browser as a login needs: it keeps cookies, follows redirects within the tenant, and sends forms. */
export class Browser {
  private readonly cookies = new Map<string, { value: string; path: string }>();

  constructor(private readonly tenant: Pick<Tenant, "origin" | "fetch">) {}

  /** Opens a page; returns the last answer, or the first redirect that leaves the tenant. */
  async open(url: string | URL): Promise<Visit> {
    return this.send(new URL(url, this.tenant.origin), "GET");
  }

  /** Sends the form of a page with some fields filled in. */
  async submit(visit: Visit, fields: Readonly<Record<string, string>>): Promise<Visit> {
    const form = new URLSearchParams(hiddenFields(visit.text));
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const action = /<form[^>]*\baction="([^"]*)"/.exec(visit.text)?.[1] ?? visit.url.href;
    return this.send(new URL(action, visit.url), "POST", form);
  }

  private async send(url: URL, method: string, body?: URLSearchParams): Promise<Visit> {
    const init = { method, headers: { cookie: this.cookieHeader(url), accept: "text/html" } };
    const response = await this.tenant.fetch(url, body ? { ...init, body } : init);
    this.remember(response);
    const location = response.headers.get("location");
    if (location === null)
      return { url, status: response.status, text: await response.text(), left: undefined };
    const target = new URL(location, url);
    await response.arrayBuffer();
    if (target.origin !== this.tenant.origin) return { url, status: response.status, text: "", left: target };
    return this.send(target, "GET");
  }

  private cookieHeader(url: URL): string {
    const sent = [...this.cookies].filter(([, { path }]) => url.pathname.startsWith(path));
    return sent.map(([name, { value }]) => `${name}=${value}`).join("; ");
  }

  private remember(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(/;\s*/);
      const name = pair.slice(0, pair.indexOf("="));
      const path = attributes.find((one) => one.toLowerCase().startsWith("path="))?.slice(5) ?? "/";
      const isGone = /expires=Thu, 01 Jan 1970|max-age=0/i.test(line);
      if (isGone) this.cookies.delete(name);
      else this.cookies.set(name, { value: pair.slice(name.length + 1), path });
    }
  }
}

/** Where a browser ended up. */
export interface Visit {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
  /** The address outside the tenant that it was sent to, with its parameters. */
  readonly left: URL | undefined;
}

function hiddenFields(html: string): [string, string][] {
  return [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map((match) => [
    match[1] ?? "",
    match[2] ?? "",
  ]);
}

/** A fresh PKCE pair. */
export function pkcePair(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

/** Opens `/authorize` with these parameters, logs in, and returns where the application is sent with what. */
export async function logInWith(
  tenant: Pick<Tenant, "origin" | "fetch">,
  parameters: Readonly<Record<string, string>>,
  user: { email: string; password: string },
  browser = new Browser(tenant),
): Promise<URL> {
  const page = await browser.open(`/authorize?${new URLSearchParams(parameters)}`);
  const done = page.left
    ? page
    : await browser.submit(page, { username: user.email, password: user.password });
  if (!done.left) throw new Error(`The login did not lead back (${done.status}): ${done.text}`);
  return done.left;
}
