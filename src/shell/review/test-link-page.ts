import { l10n } from "vscode";
import type { ApiAnswer } from "../../domain/azure-cloud.ts";
import type { TestLinkResult } from "../../workflows/test-link.ts";
import { type Html, html } from "./html.ts";
import { renderReservations } from "./reservations.ts";

/** Headers worth showing: what the answer is, and what the gateway says about it. */
const shownHeaders = /^(content-type|www-authenticate|x-|ocp-apim-)/i;

/** Both answers of a tested link side by side, what they mean, and what the token says. */
export function renderTestLink(result: TestLinkResult): Html {
  const { operation, url, conclusion, verdict, advice, assurance } = result;
  const mark = { works: "passed", partly: "partly", failed: "failed" }[conclusion];
  return html`
<p role="status"><span class="badge ${mark}">${markLabel(conclusion)}</span>${verdict}</p>
${advice.length > 0 ? html`<ul class="advice">${advice.map((text) => html`<li>${text}</li>`)}</ul>` : undefined}
<p><code>${operation.method} ${url}</code></p>
<div class="columns">
${renderAnswer(l10n.t("Without a token"), result.without, result.refusedWithout)}
${renderAnswer(l10n.t("With a token"), result.with, result.with.status >= 200 && result.with.status < 300)}
</div>
${renderReservations(assurance)}
${renderToken(result)}`;
}

function markLabel(conclusion: TestLinkResult["conclusion"]): string {
  return {
    works: l10n.t("passed"),
    partly: l10n.t("passed in part"),
    failed: l10n.t("failed"),
  }[conclusion];
}

function renderAnswer(title: string, answer: ApiAnswer, asItShould: boolean): Html {
  const headers = Object.entries(answer.headers).filter(([name]) => shownHeaders.test(name));
  return html`<section><h2>${title}</h2>
<p><span class="badge ${asItShould ? "passed" : "failed"}">${answer.status}</span>${answer.reason}
<span class="quiet">${l10n.t("{0} ms", Math.round(answer.milliseconds))}</span></p>
<table>${headers.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table>
<pre class="wrap">${html`<span>${readable(answer.body)}</span>`}</pre></section>`;
}

function renderToken({ token }: TestLinkResult): Html {
  if (!token)
    return html`<h2>${l10n.t("Token")}</h2><p>${l10n.t("The access token is not a readable JWT.")}</p>`;
  const facts: readonly (readonly [string, string])[] = [
    [l10n.t("Algorithm"), token.algorithm ?? l10n.t("none")],
    [l10n.t("Key"), token.keyId ?? l10n.t("none")],
    [l10n.t("Expires"), token.expiresAt?.toLocaleString() ?? l10n.t("never")],
    ...Object.entries(token.claims).map(([name, value]) => [name, claimText(value)] as const),
  ];
  return html`<section><h2>${l10n.t("Claims of the token")}</h2>
<table>${facts.map(([name, value]) => html`<tr><th scope="row">${name}</th><td><code>${value}</code></td></tr>`)}</table></section>`;
}

function claimText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** JSON is shown indented; everything else as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
