import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { differenceOf } from "../../../src/access/index.ts";
import { renderAccessPage } from "../../../src/access/page/index.ts";
import { jwt, reportOf } from "./instance.ts";

const page = (scenario: Parameters<typeof reportOf>[0]) =>
  renderAccessPage({ title: "Who gets in: contoso", ...reportOf(scenario) }, "nonce-1");

suite("who gets in: the page", () => {
  test("says the verdict first, and shows each way with its checks and their places", () => {
    const text = page({ key: true, product: `<base/>${jwt()}` });
    assert.match(text, /1 API, 1 operation\..*The weakest: 1 operation key\./);
    assert.match(text, /subscription key <span class="quiet">api\.json:3<\/span>/);
    assert.match(
      text,
      /token of https:\/\/acme\.eu\.auth0\.com\/ for https:\/\/api\.example\/ <span class="quiet">product\.xml:2<\/span>/,
    );
    assert.match(text, /data-api="orders" data-verdicts="key restricted"/);
  });

  test("has a legend, a field to find by, and a button for each verdict there is", () => {
    const text = page({ api: jwt() });
    assert.match(text, /What the marks mean/);
    assert.match(text, /<input type="search"/);
    const buttons = [...text.matchAll(/data-verdict="(\w*)" aria-pressed="(\w+)"/g)].map(
      ([, verdict, pressed]) => [verdict, pressed],
    );
    assert.deepEqual(buttons, [
      ["", "true"],
      ["restricted", "false"],
    ]);
  });

  test("loads nothing, and runs no script but its own", () => {
    const text = page({});
    assert.match(text, /content="default-src 'none'; style-src 'nonce-nonce-1'; script-src 'nonce-nonce-1'"/);
    assert.deepEqual(
      [...text.matchAll(/<(?:script|style|link|img|iframe)\b[^>]*>/g)].map(([tag]) => tag),
      ['<style nonce="nonce-1">', '<script nonce="nonce-1">'],
    );
    assert.doesNotMatch(text, /\b(?:src|href)="(?!#)/);
  });

  test("takes names and conditions for text, whatever is in them", () => {
    const report = reportOf({ api: `<check-header name="X"><value>a</value></check-header>` });
    const [entry] = report.entries;
    assert.ok(entry);
    const evil = { ...entry, api: '"><script>alert(1)</script>', operation: "<img src=x>\u202e" };
    const text = renderAccessPage({ title: "<b>", entries: [evil], notes: ["<i>"] }, "n");
    assert.doesNotMatch(text, /<script>|<img|<b>|<i>/);
    assert.match(text, /&lt;img src=x&gt;\\u202e/);
  });

  test("tags what has changed", () => {
    const { entries, notes } = differenceOf(reportOf({}), reportOf({ api: jwt() }));
    assert.match(renderAccessPage({ title: "", entries, notes }, "n"), /<span class="tag">opened<\/span>/);
  });
});
