import { Browser, type Visit } from "../contract/sandbox/auth0-browser.ts";
import type { ClientSandbox } from "./sandbox.ts";

/** A person who visits an application, is sent to the tenant to log in, and comes back. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  private readonly atTenant: Browser;

  constructor(
    private readonly tenant: ClientSandbox["tenant"],
    private readonly user: { readonly email: string; readonly password: string },
  ) {
    this.atTenant = new Browser(tenant);
  }

  /** Opens a page of the application and goes wherever it leads; returns what is shown in the end, which is JSON. */
  async open(url: string | URL): Promise<unknown> {
    const response = await fetch(url, { redirect: "manual", headers: { cookie: this.cookieHeader() } });
    for (const line of response.headers.getSetCookie()) this.remember(line);
    const location = response.headers.get("location");
    const text = await response.text();
    if (location === null) {
      if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
      return JSON.parse(text);
    }
    const target = new URL(location, url);
    return this.open(target.origin === this.tenant.origin ? await this.throughTenant(target) : target);
  }

  /** Logs in if asked to; returns where the tenant sends the person then. */
  private async throughTenant(url: URL): Promise<URL> {
    const page = await this.atTenant.open(url);
    const done: Visit = page.left
      ? page
      : await this.atTenant.submit(page, { username: this.user.email, password: this.user.password });
    if (!done.left) throw new Error(`The tenant did not send back (${done.status}): ${done.text}`);
    return done.left;
  }

  private cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  private remember(line: string): void {
    const [pair = ""] = line.split(";");
    const [name = "", ...value] = pair.split("=");
    if (/expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value.join("="));
  }
}
