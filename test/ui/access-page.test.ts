import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { accessOf, type InstanceSnapshot } from "../../src/access/index.ts";
import { renderAccessPage } from "../../src/access/page/index.ts";
import { launchBrowser } from "../harness/server.mjs";
import { instanceOf, jwt } from "../unit/access/instance.ts";

/** So many APIs with two operations, of which the second has a policy without `<base />`; every third API is open. */
function instanceWith(apis: number, called?: string): InstanceSnapshot {
  const [space] = instanceOf({
    productKey: true,
    product: "<base/>",
    api: `<base/>${jwt()}`,
    operation: "<cors/>",
  }).spaces;
  const [api] = space?.apis ?? [];
  const [operation] = api?.operations ?? [];
  const [product] = space?.products ?? [];
  assert.ok(space && api && operation && product);
  const names = Array.from({ length: apis }, (_, index) => `api-${index}`);
  const restricted = { ...operation, name: "list", policy: undefined, urlTemplate: "/list" };
  const all = names.map((name, index) => ({
    ...api,
    name,
    facts: { Name: called ?? `API ${String(index).padStart(2, "0")}`, Path: called ?? name },
    operations: [
      restricted,
      index % 3 === 0
        ? { ...operation, name: "health", urlTemplate: "/health" }
        : { ...restricted, name: "get", urlTemplate: "/get" },
    ],
  }));
  return {
    spaces: [
      {
        ...space,
        apis: all,
        products: [{ ...product, displayName: called ?? "Starter", apis: new Set(names) }],
      },
    ],
    notes: [],
  };
}

suite("the access page, as a person uses it", () => {
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];
  suiteSetup(async () => {
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  });
  suiteTeardown(() => browser?.close());
  teardown(() => assert.deepEqual(errors.splice(0), []));

  /** Shows the page of an instance, in an editor when `sent` is given: there it sends what is pressed, and keeps its state. */
  async function show(
    apis: number,
    editor?: { readonly sent: unknown[]; readonly state?: unknown },
    called?: string,
  ) {
    const instance = instanceWith(apis, called);
    const html = renderAccessPage(
      {
        title: "Who gets in",
        ...accessOf(instance),
        instances: [instance],
        ...(editor && { readAt: "10:15", isInEditor: true }),
      },
      "n",
    );
    const host = `<script nonce="n">globalThis.sent = []; globalThis.acquireVsCodeApi = () => ({ postMessage: (message) => globalThis.sent.push(message), setState: (state) => { globalThis.state = state; }, getState: () => (${JSON.stringify(editor?.state ?? null)}) });</script>`;
    // a document that is written anew keeps what its scripts have declared
    await page.goto("about:blank");
    await page.setContent(editor ? html.replace("<main", `${host}<main`) : html);
  }

  const rows = (kind: string) => page.locator(`tr.${kind}:visible`);
  const status = () => page.getByRole("status").textContent();

  test("a small one is open; a mark opens what a call meets below its row, and closes it again", async () => {
    await show(3);
    assert.deepEqual([await rows("api").count(), await rows("op").count()], [3, 6]);
    const cell = page.locator("button.cell", { hasText: "open" }).first();
    await cell.focus();
    await page.keyboard.press("Enter");
    assert.equal(await cell.getAttribute("aria-expanded"), "true");
    const detail = page.locator(`#${await cell.getAttribute("aria-controls")}`);
    assert.match(
      (await detail.textContent()) ?? "",
      /GET \/health without a product’s key: open[\s\S]*Not run: the policy of the operation has no <base \/>/,
    );
    assert.equal(await detail.getByRole("button").count(), 0, "in a file a place is text");
    await page.keyboard.press("Enter");
    assert.equal(await rows("detail").count(), 0);
  });

  test("a large one is closed; operations are made when their API is opened", async () => {
    await show(20);
    assert.equal(await page.locator("tr.op").count(), 0);
    await page.getByRole("button", { name: "API 01", exact: true }).click();
    assert.deepEqual(await rows("op").locator("code").allTextContents(), ["/get", "/list"]);
    await page.getByRole("button", { name: "API 01", exact: true }).click();
    assert.equal(await page.locator("tr.op").count(), 0);
  });

  test("finds by words, and by as many verdicts as are pressed; All releases them; the number left is told", async () => {
    await show(20);
    await page.getByRole("searchbox").fill("health");
    assert.equal(await status(), "7 of 40 operations, in 7 of 20 APIs");
    await page.getByRole("searchbox").fill("");
    assert.equal(await status(), "");
    const chip = (name: RegExp) => page.getByRole("button", { name });
    await chip(/^open · 7$/).click();
    assert.equal(await rows("api").count(), 7);
    await chip(/^restricted · 33$/).click();
    assert.equal(await status(), "40 of 40 operations, in 20 of 20 APIs");
    await chip(/^All/).click();
    assert.deepEqual([await chip(/^open/).getAttribute("aria-pressed"), await status()], ["false", ""]);
    await chip(/^open/).click();
    await rows("api").getByRole("button").first().click();
    assert.deepEqual(await rows("op").locator("code").allTextContents(), ["/health"]);
  });

  test("sorts by name, or the weakest first", async () => {
    await show(5);
    const titles = () => rows("api").getByRole("button").allTextContents();
    assert.deepEqual(await titles(), ["API 00", "API 03", "API 01", "API 02", "API 04"]);
    await page.getByRole("combobox", { name: "Sort" }).selectOption("Name");
    assert.deepEqual(await titles(), ["API 00", "API 01", "API 02", "API 03", "API 04"]);
  });

  test("in an editor a place is a button that sends where it leads, and what is open is kept", async () => {
    const sent: unknown[] = [];
    await show(20, { sent });
    await page.getByRole("button", { name: "API 01", exact: true }).click();
    await page.locator("button.cell", { hasText: "restricted" }).first().click();
    await page.locator(".detail").getByRole("button", { name: "api.xml:2" }).click();
    await page.getByRole("button", { name: "Read Again" }).click();
    assert.deepEqual(await page.evaluate("globalThis.sent"), [
      { action: "open 2 api.xml" },
      { action: "again" },
    ]);
    await show(20, { sent, state: await page.evaluate("globalThis.state") });
    assert.equal(await rows("op").count(), 2);
  });

  test("groups by what is chosen; an API of several groups has a row in each, and what is found is counted once", async () => {
    await show(40, { sent: [] });
    const heads = () => page.locator("tr.group:visible").allTextContents();
    const by = (word: string) => page.getByRole("combobox", { name: "Group by" }).selectOption(word);
    assert.deepEqual(await heads(), []);
    await by("Verdict");
    assert.deepEqual(await heads(), ["open 14 APIs", "restricted 26 APIs"]);
    await page.getByRole("searchbox").fill("health");
    assert.deepEqual(await heads(), ["open 14 APIs"]);
    assert.equal(await status(), "14 of 80 operations, in 14 of 40 APIs");
    await page.getByRole("searchbox").fill("api-3 health");
    assert.deepEqual(await heads(), ["open 5 of 14 APIs"]);
    await page.getByRole("searchbox").fill("nowhere");
    assert.equal(await rows("api").count(), 0);
    await page.getByRole("button", { name: "Show All", exact: true }).press("Enter");
    assert.deepEqual([await rows("api").count(), await status()], [40, ""]);
    await by("Issuer");
    assert.deepEqual(await heads(), ["https://acme.eu.auth0.com/ 40 APIs"]);
    await show(40, { sent: [], state: await page.evaluate("globalThis.state") });
    assert.deepEqual(await heads(), ["https://acme.eu.auth0.com/ 40 APIs"]);
    await by("Nothing");
    assert.deepEqual([await heads(), await rows("api").count()], [[], 40]);
  });

  test("is used by the keyboard alone: to a mark, to what can be done about it, and back", async () => {
    await show(20, { sent: [] });
    const focused = () => page.locator(":focus");
    await page.locator(".twist").first().focus();
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused().textContent(), "API 12");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowRight");
    assert.equal(await rows("op").count(), 2);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    assert.match((await focused().textContent()) ?? "", /open, why\?/);
    await page.keyboard.press("Enter");
    const buttons = page.locator(".detail .actions").getByRole("button");
    assert.deepEqual(await buttons.allTextContents(), [
      "Secure This Operation…",
      "Secure This API…",
      "Go to Policy",
      "Show Effective Policy",
      "Test Link",
    ]);
    for (const name of await buttons.allTextContents())
      await buttons.filter({ hasText: name }).press("Enter");
    assert.deepEqual(
      await page.evaluate("globalThis.sent.map(({ action }) => action)"),
      ["secure-operation", "secure-api", "policy", "effective", "test"].map(
        (act) => `${act} ["api-0","health"]`,
      ),
    );
    await page.keyboard.press("Escape");
    assert.equal(await rows("detail").count(), 0);
    assert.match((await focused().textContent()) ?? "", /open, why\?/);
    await page.keyboard.press("/");
    assert.equal(await page.getByRole("searchbox").evaluate((box) => box.matches(":focus")), true);
  });

  test("what a mark has opened is open again after the page was read again; a restricted way needs no securing", async () => {
    await show(20, { sent: [] });
    await page.getByRole("button", { name: "API 01", exact: true }).click();
    await page.locator("button.cell", { hasText: "restricted" }).first().click();
    const title = await page.locator(".detail h2").textContent();
    await show(20, { sent: [], state: await page.evaluate("globalThis.state") });
    assert.equal(await page.locator(".detail h2").textContent(), title);
    assert.deepEqual(await page.locator(".actions").getByRole("button").allTextContents(), [
      "Go to Policy",
      "Show Effective Policy",
      "Test Link",
    ]);
  });

  test("300 APIs are there, grouped and found at once", async () => {
    await show(300);
    const took = (await page.evaluate(`(() => {
      const began = performance.now();
      const group = document.getElementById("group");
      group.value = "path";
      group.dispatchEvent(new Event("change"));
      const find = document.querySelector("input[type=search]");
      find.value = "api-29";
      find.dispatchEvent(new Event("input"));
      document.querySelector("table").getBoundingClientRect();
      return performance.now() - began;
    })()`)) as number;
    assert.equal(await rows("api").count(), 11);
    assert.ok(took < 3000, `${took} ms`);
  });

  test("at 500 pixels nothing is cut, and a way that is like all others is said once", async () => {
    await page.setViewportSize({ width: 500, height: 900 });
    await show(3);
    await page.locator("button.cell:visible").first().click();
    const over = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert.equal(await page.evaluate(over), 0);
    const named =
      "[...document.querySelectorAll('tr.op td:not(.rest)')].map((cell) => getComputedStyle(cell, '::before').content)";
    assert.ok(((await page.evaluate(named)) as string[]).includes('"Every way"'));
  });

  test("names of 300 letters in one piece are broken, wide and narrow: nothing is beside the window", async () => {
    const over = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    for (const width of [1200, 550]) {
      await page.setViewportSize({ width, height: 900 });
      await show(3, undefined, "L".repeat(300));
      await page.locator("button.cell:visible").first().click();
      await page.getByRole("combobox", { name: "Group by" }).selectOption("Product");
      assert.equal(await page.evaluate(over), 0, `at ${width} pixels`);
    }
  });
});
