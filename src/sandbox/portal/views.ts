import { html } from "hono/html";
import { type ConsoleAnswer, fieldOf, methodsWithBody } from "./console-call.ts";
import type { PortalApi, PortalGrant, PortalOperation, PortalParameter, PortalServer } from "./published.ts";

/** HTML whose parts from outside are escaped. */
type View = ReturnType<typeof html>;

const grantNames: Readonly<Record<PortalGrant, string>> = {
  authorizationCode: "Authorization code",
  authorizationCodeWithPkce: "Authorization code + PKCE",
};

/** A whole page of the portal. */
function pageView(title: string, content: View): View {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Developer portal</title>
<link rel="stylesheet" href="/style.css"><link rel="icon" href="data:,">
</head>
<body>
<header><a href="/">Developer portal</a></header>
<main>${content}</main>
</body>
</html>`;
}

/** All APIs. */
export function apiListView(apis: readonly PortalApi[]): View {
  const items = apis.map(
    (api) =>
      html`<li><a href="/apis/${encodeURIComponent(api.id)}">${api.name}</a><br>${api.description}</li>`,
  );
  const none = html`<p>No API has been published.</p>`;
  return pageView(
    "APIs",
    html`<h1>APIs</h1>${items.length > 0 ? html`<ul class="apis">${items}</ul>` : none}`,
  );
}

/** Something that cannot be shown or done. */
export function problemView(message: string): View {
  return pageView(
    "Problem",
    html`<h1>This did not work</h1><p role="alert">${message}</p><p><a href="/">All APIs</a></p>`,
  );
}

/** What stands in place of the sign-in of a provider, for a connection of the credential manager. */
export function consentView(connection: string): View {
  return pageView(
    "Connected",
    html`<h1>Connected</h1><p role="status">The connection ${connection} is connected. You can close this page.</p>`,
  );
}

/** An address of the real portal on the way to this portal's page. */
export function detailsView(): View {
  return pageView("API", html`<p>Opening the API…</p><script src="/details.js"></script>`);
}

/** What the page of an API shows. */
interface ApiPage {
  readonly api: PortalApi;
  readonly operations: readonly PortalOperation[];
  readonly operation: PortalOperation | undefined;
  readonly servers: readonly PortalServer[];
  /** By server id: when the token expires, if that is known. */
  readonly signedIn: ReadonlyMap<string, Date | undefined>;
  readonly problem: string | undefined;
  readonly gateway: string;
  readonly fields: ConsoleFields;
  readonly answer: ConsoleAnswer | undefined;
}

/** What the fields of the console hold. */
export interface ConsoleFields {
  readonly values: ReadonlyMap<string, string>;
  readonly subscriptionKey: string;
  readonly body: string;
}

/** The page of an API: its operations, and the console of one of them. */
export function apiView(page: ApiPage): View {
  const { api, operation } = page;
  const base = `/apis/${encodeURIComponent(api.id)}`;
  const links = page.operations.map(
    (other) =>
      html`<li><a href="${base}?operation=${encodeURIComponent(other.id)}"${
        other.id === operation?.id ? html` aria-current="page"` : ""
      }><span class="method">${other.method}</span>${other.name}</a></li>`,
  );
  return pageView(
    api.name,
    html`<h1>${api.name}</h1><p>${api.description}</p>
<div class="layout">
<nav aria-label="Operations"><ul>${links}</ul></nav>
<div>${operation ? consoleView(page, operation, base) : html`<p>This API has no operations.</p>`}</div>
</div>`,
  );
}

function consoleView(page: ApiPage, operation: PortalOperation, base: string): View {
  const { gateway, api } = page;
  return html`<h2>${operation.name}</h2>
<p>${operation.description}</p>
<p><span class="method">${operation.method}</span><code>${gateway}/${api.path}${operation.urlTemplate}</code></p>
${page.problem === undefined ? "" : html`<p role="alert">${page.problem}</p>`}
${authorizationView(page, operation, base)}
${callForm(page, operation, base)}
${page.answer ? answerView(page.answer) : ""}`;
}

function authorizationView(
  { servers, signedIn }: ApiPage,
  operation: PortalOperation,
  base: string,
): View | "" {
  const options = servers.flatMap((server) =>
    server.grants.map(
      (grant) => html`<option value="${grant} ${server.id}">${server.name}: ${grantNames[grant]}</option>`,
    ),
  );
  if (options.length === 0) return "";
  const states = servers
    .filter(({ id }) => signedIn.has(id))
    .map(({ id, name }) => signedInView(name, signedIn.get(id), operation, base));
  return html`<h2>Authorization</h2>
${states}
<form class="row" method="post" action="${base}/sign-in">
<input type="hidden" name="operation" value="${operation.id}">
<label>Authorization <select name="choice">${options}</select></label>
<button type="submit">Sign in</button>
</form>`;
}

function signedInView(
  name: string,
  expires: Date | undefined,
  operation: PortalOperation,
  base: string,
): View {
  const until = expires ? ` The access token expires at ${expires.toISOString()}.` : "";
  return html`<p role="status">Signed in with ${name}.${until}</p>
<form method="post" action="${base}/sign-out"><input type="hidden" name="operation" value="${operation.id}"><button type="submit">Sign out</button></form>`;
}

function callForm({ fields }: ApiPage, operation: PortalOperation, base: string): View {
  const inputs = operation.parameters.map((parameter) => parameterView(parameter, fields));
  const body = methodsWithBody.has(operation.method)
    ? html`<label>Request body <textarea name="body" rows="6">${fields.body}</textarea></label>`
    : "";
  return html`<h2>Request</h2>
<form class="fields" method="post" action="${base}/operations/${encodeURIComponent(operation.id)}">
${inputs}
<label>Subscription key <input name="subscription-key" type="password" autocomplete="off" value="${fields.subscriptionKey}"></label>
${body}
<button type="submit">Send</button>
</form>`;
}

function parameterView(parameter: PortalParameter, { values }: ConsoleFields): View {
  const field = fieldOf(parameter);
  const hint = parameter.description === "" ? "" : html` <span class="hint">${parameter.description}</span>`;
  return html`<label>${parameter.name} <input name="${field}" aria-label="${parameter.name}" value="${
    values.get(field) ?? parameter.value
  }"${parameter.required ? html` required` : ""}>${hint}</label>`;
}

function answerView({ status, statusText, headers, body }: ConsoleAnswer): View {
  const lines = headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  return html`<section class="answer" aria-label="Response">
<h2 role="status">HTTP ${status} ${statusText}</h2>
<pre aria-label="Response headers">${lines}</pre>
<pre aria-label="Response body">${body}</pre>
</section>`;
}
