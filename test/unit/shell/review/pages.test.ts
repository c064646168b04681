import assert from "node:assert/strict";
import { Failure } from "../../../../src/core/failure.ts";
import type { Outcome, Plan, PlanStep } from "../../../../src/workflows/plan.ts";
import type { TestLinkResult } from "../../../../src/workflows/test-link.ts";
import { calculatorOperations } from "../../../support/in-memory/index.ts";
import "../../../support/vscode/install.ts";

const { outcomeText, renderOutcome, renderPlan } = await import("../../../../src/shell/review/plan-page.ts");
const { renderTestLink } = await import("../../../../src/shell/review/test-link-page.ts");

const step = (id: string, more: Partial<PlanStep> = {}): PlanStep => ({
  id,
  cloud: "auth0",
  change: "create",
  title: `Do ${id}`,
  details: [],
  needs: [],
  ...more,
});

const plan: Plan = {
  title: "Secure it",
  steps: [
    step("api", { details: [{ label: "Name", after: "<b>Calc</b>" }] }),
    step("server", {
      cloud: "azure",
      change: "update",
      details: [{ label: "Scope", before: "a", after: "b" }],
    }),
    step("policy", { cloud: "azure", textChange: { title: "Policy", before: "one", after: "one\ntwo" } }),
  ],
  unchanged: ["The user is there."],
  notes: ["The portal is not republished."],
};

suite("the page of a plan", () => {
  const page = renderPlan(plan).text;

  test("groups the steps by cloud, in order", () => {
    const order = ["<h2>Auth0</h2>", "Do api", "<h2>Azure API Management</h2>", "Do server", "Do policy"];
    const places = order.map((text) => page.indexOf(text));
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.ok(places.every((place) => place >= 0));
  });

  test("says what is there and what will be", () => {
    assert.match(page, /<th scope="row">Scope<\/th><td><del>a<\/del> → b<\/td>/);
  });

  test("shows names as they are written", () => {
    assert.match(page, /&lt;b&gt;Calc&lt;\/b&gt;/);
  });

  test("shows a changed document line by line", () => {
    assert.match(page, /<span class="same"> {2}one<\/span><span class="added">\+ two<\/span>/);
  });

  test("lists what is in place, and what to know before agreeing", () => {
    assert.match(page, /Already in place[\s\S]*The user is there\./);
    assert.match(page, /The portal is not republished\./);
  });

  test("an empty plan says so", () => {
    assert.match(renderPlan({ ...plan, steps: [] }).text, /There is nothing to do\./);
  });
});

suite("the page of an outcome", () => {
  const [api, server, policy] = plan.steps;
  assert.ok(api && server && policy);
  const failed: Outcome = {
    status: "failed",
    done: [{ step: api }],
    failed: { step: server, failure: new Failure("forbidden", "No right.", { remedy: "Ask for it." }) },
    notRun: [policy],
  };

  test("marks each step: done, failed, not run", () => {
    const page = renderOutcome(plan, failed, undefined).text;
    const marks = [...page.matchAll(/<span class="badge ?\w*">([^<]+)<\/span><h3>([^<]+)/g)].map(
      ([, mark, title]) => [title, mark],
    );
    assert.deepEqual(marks, [
      ["Do api", "done"],
      ["Do server", "failed"],
      ["Do policy", "not run"],
    ]);
  });

  test("tells the reason and the way out, as an alert", () => {
    assert.match(
      renderOutcome(plan, failed, undefined).text,
      /role="alert">Do server: No right\. Ask for it\.</,
    );
  });

  test("counts in words", () => {
    assert.equal(outcomeText(failed), "1 of 3 changes were made before one failed.");
    assert.equal(
      outcomeText({ status: "cancelled", done: [{ step: api }], notRun: [server, policy] }),
      "1 of 3 changes were made before you cancelled.",
    );
    assert.equal(outcomeText({ status: "nothing-to-do", done: [], notRun: [] }), "There was nothing to do.");
  });
});

suite("the page of a tested link", () => {
  const [operation] = calculatorOperations;
  assert.ok(operation);
  const answer = { reason: "OK", headers: {}, body: "", milliseconds: 12.4 };
  const result: TestLinkResult = {
    operation,
    url: "https://gateway.example/calc/add?a=1&b=1",
    without: {
      ...answer,
      status: 401,
      reason: "Unauthorized",
      headers: { "WWW-Authenticate": "Bearer", date: "now" },
    },
    with: { ...answer, status: 200, body: '{"result":2}' },
    token: {
      claims: { iss: "https://t/", aud: ["a", "b"] },
      algorithm: "RS256",
      keyId: "k1",
      expiresAt: undefined,
    },
    passed: true,
    verdict: "The link works: 401 without a token, 200 with one.",
  };

  test("shows both answers, with status, telling headers and readable body", () => {
    const page = renderTestLink(result).text;
    assert.match(
      page,
      /Without a token[\s\S]*>401<\/span>Unauthorized[\s\S]*WWW-Authenticate[\s\S]*With a token/,
    );
    assert.match(page, />200<\/span>OK[\s\S]*&quot;result&quot;: 2/);
    assert.doesNotMatch(page, /<th scope="row">date/);
    assert.match(page, /12 ms/);
  });

  test("shows the verdict and the claims", () => {
    const page = renderTestLink(result).text;
    assert.match(page, /passed<\/span>The link works/);
    assert.match(page, /<th scope="row">aud<\/th><td><code>\[&quot;a&quot;,&quot;b&quot;\]/);
  });

  test("marks the answer that is not as it should be", () => {
    const open = { ...result, passed: false, without: { ...answer, status: 200 } };
    assert.match(
      renderTestLink(open).text,
      /badge failed">failed[\s\S]*Without a token[\s\S]*badge failed">200/,
    );
  });

  test("says when the token cannot be read", () => {
    assert.match(renderTestLink({ ...result, token: undefined }).text, /not a readable JWT/);
  });

  test("a body that is no JSON is shown as it is, and harmless", () => {
    const page = renderTestLink({
      ...result,
      with: { ...answer, status: 200, body: "<script>x</script>" },
    }).text;
    assert.match(page, /&lt;script&gt;x/);
  });
});
