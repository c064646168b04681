import { l10n } from "vscode";
import type { ApiAnswer } from "../../domain/azure-cloud.ts";
import type { TestLinkResult } from "../../workflows/test-link.ts";
import { breakable, type Html, html } from "./html.ts";
import { icon } from "./icons.ts";
import { renderReservations } from "./reservations.ts";

/** Headers worth showing: what the answer is, and what the gateway says about it. */
const shownHeaders = /^(content-type|www-authenticate|x-|ocp-apim-)/i;

/** Both answers of a tested link side by side, what they mean, and what the token says. */
export function renderTestLink(result: TestLinkResult): Html {
  const { operation, url, conclusion, verdict, advice, assurance } = result;
  const tone = ({ works: "pass", partly: "warn", failed: "fail" } as const)[conclusion];
  return html`
<div class="banner ${tone}" role="${tone === "fail" ? "alert" : "status"}">${icon(tone, tone, "big")}<p class="strong">${markLabel(conclusion)}: ${verdict}</p>
${advice.map((text) => html`<p>${text}</p>`)}
<p><code><span class="method">${operation.method}</span> ${breakable(url)}</code></p></div>
<div class="pair">
${renderAnswer(l10n.t("Without a token"), result.without, result.refusedWithout)}
${renderAnswer(l10n.t("With a token"), result.with, result.with.status >= 200 && result.with.status < 300)}
</div>
${renderReservations(assurance)}
${renderToken(result)}`;
}

function markLabel(conclusion: TestLinkResult["conclusion"]): string {
  return {
    works: l10n.t("Passed"),
    partly: l10n.t("Passed in part"),
    failed: l10n.t("Failed"),
  }[conclusion];
}

function renderAnswer(title: string, answer: ApiAnswer, asItShould: boolean): Html {
  const headers = Object.entries(answer.headers).filter(([name]) => shownHeaders.test(name));
  const mark = asItShould ? icon("pass", "pass") : icon("fail", "fail");
  const word = asItShould ? l10n.t("as it should be") : l10n.t("not as it should be");
  return html`<section class="card"><header><h3>${title}</h3><span class="tag">${mark}${word}</span></header>
<p class="status">${answer.status} ${answer.reason} <span class="quiet">· ${l10n.t("{0} ms", Math.round(answer.milliseconds))}</span></p>
${renderFacts(headers.map(([name, value]) => [name, value]))}
<figure><pre class="plain">${readable(answer.body)}</pre></figure></section>`;
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
  return html`<section><h2>${l10n.t("Claims of the token")}</h2>${renderFacts(facts)}</section>`;
}

function renderFacts(facts: readonly (readonly [string, string])[]): Html {
  if (facts.length === 0) return html``;
  return html`<dl class="fields">${facts.map(([name, value]) => html`<dt>${name}</dt><dd><code>${breakable(value)}</code></dd>`)}</dl>`;
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
