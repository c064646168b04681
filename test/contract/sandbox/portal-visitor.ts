import type { SuiteSandbox } from "../../support/sandbox.ts";

/** A page that a visitor looks at. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly html: string;
}

/** As much of a browser as a visitor of the portal needs: like a real one it sends cookies to every port of a host. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  /** Every address that was opened, redirects included. */
  readonly trail: URL[] = [];

  constructor(private readonly sandbox: SuiteSandbox) {}

  open(url: string | URL): Promise<Page> {
    return this.send(new URL(url, this.sandbox.info.portal), undefined);
  }

  /** Sends the form that has the button `button`, with some of its fields filled in. */
  submit(page: Page, button: string, fields: Readonly<Record<string, string>> = {}): Promise<Page> {
    const form = [...page.html.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)]
      .map(([text]) => text)
      .find((text) => new RegExp(`<button[^>]*>${button}</button>`).test(text));
    if (form === undefined) throw new Error(`The page has no button “${button}”: ${page.html}`);
    const values = new URLSearchParams([...readInputs(form), ...readSelects(form)]);
    for (const [name, value] of Object.entries(fields)) values.set(name, value);
    const action = /<form[^>]*\baction="([^"]*)"/.exec(form)?.[1] ?? page.url.href;
    return this.send(new URL(unescapeHtml(action), page.url), values);
  }

  private async send(url: URL, body: URLSearchParams | undefined): Promise<Page> {
    this.trail.push(url);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const init = { headers: { cookie, accept: "text/html" }, method: body ? "POST" : "GET" };
    const response = await this.sandbox.fetch(url, body ? { ...init, body } : init);
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      this.cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const location = response.headers.get("location");
    const html = await response.text();
    return location === null
      ? { url, status: response.status, html }
      : this.send(new URL(location, url), undefined);
  }
}

/** The text of a page without its tags. */
export function textOf({ html }: Page): string {
  return unescapeHtml(html.replace(/<[^>]+>/g, " ")).replace(/\s+/g, " ");
}

function readInputs(form: string): [string, string][] {
  return [...form.matchAll(/<input[^>]*>/g)].map(([input]) => [
    /\bname="([^"]*)"/.exec(input)?.[1] ?? "",
    unescapeHtml(/\bvalue="([^"]*)"/.exec(input)?.[1] ?? ""),
  ]);
}

/** As a browser does, the first option is taken. */
function readSelects(form: string): [string, string][] {
  return [...form.matchAll(/<select name="([^"]*)">[\s\S]*?<option value="([^"]*)"/g)].map((match) => [
    match[1] ?? "",
    unescapeHtml(match[2] ?? ""),
  ]);
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
