import assert from "node:assert/strict";
import { breakable, escapeHtml, html } from "../../../../src/shell/review/html.ts";
import { newNonce, renderPage } from "../../../../src/shell/review/page.ts";

const evil = `<img src=x onerror="alert('1')"> & more`;

suite("HTML of our pages", () => {
  test("escapes what is put into it, in text and in attributes", () => {
    assert.equal(
      html`<a title="${evil}">${evil}</a>`.text,
      `<a title="${escapeHtml(evil)}">${escapeHtml(evil)}</a>`,
    );
    assert.doesNotMatch(escapeHtml(evil), /[<>"']/);
  });

  test("HTML in HTML stays HTML, one or many", () => {
    const items = ["a", "<b>"].map((text) => html`<li>${text}</li>`);
    assert.equal(html`<ul>${items}</ul>${html`<hr>`}`.text, "<ul><li>a</li><li>&lt;b&gt;</li></ul><hr>");
  });

  test("an address may be broken behind its signs, and is escaped all the same", () => {
    assert.equal(breakable("read:clients_x").text, "read:<wbr>clients_<wbr>x");
    assert.equal(breakable("https://a.b/<c>?d=e").text, "https://<wbr>a.<wbr>b/<wbr>&lt;c&gt;?<wbr>d=<wbr>e");
  });

  test("what is not there leaves nothing, zero is shown", () => {
    assert.equal(html`<p>${undefined}${0}</p>`.text, "<p>0</p>");
  });
});

suite("a page of ours", () => {
  const render = (nonce = newNonce()) =>
    renderPage(
      {
        title: evil,
        body: html`<p>${evil}</p>`,
        buttons: [{ action: "apply", label: evil, primary: true }],
      },
      "en",
      nonce,
    );

  test("loads nothing and runs only its own script", () => {
    const page = render("n0");
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll("&#39;", "'");
    assert.equal(policy, "default-src 'none'; style-src 'nonce-n0'; script-src 'nonce-n0'");
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.match(page, /<script nonce="n0">/);
    assert.doesNotMatch(page, /https?:|unsafe-inline|unsafe-eval|style="/);
  });

  test("names of a cloud cannot become markup", () => {
    assert.doesNotMatch(render(), /<img/);
  });

  test("has a language, a title and real buttons", () => {
    const page = render();
    assert.match(page, /<html lang="en">/);
    assert.match(page, /<button type="button" class="button primary" data-action="apply">/);
  });

  test("gives the focus to no button, so that an Enter too many presses none", () => {
    assert.match(render(), /querySelector\("main"\)\.focus/);
    assert.doesNotMatch(render(), /autofocus/);
  });

  test("has a nonce that nobody can guess", () => {
    const nonces = new Set(Array.from({ length: 50 }, newNonce));
    assert.equal(nonces.size, 50);
    for (const nonce of nonces) assert.match(nonce, /^[0-9a-f]{32}$/);
  });

  test("takes its colours from the theme only", () => {
    const style = /<style[^>]*>([\s\S]*)<\/style>/.exec(render())?.[1] ?? "";
    const withoutVariables = style.replace(/var\((?:[^()]|\([^()]*\))*\)/g, "");
    assert.doesNotMatch(withoutVariables, /#[0-9a-f]{3,6}\b|rgb\(/i);
  });
});
