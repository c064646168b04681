import assert from "node:assert/strict";
import { Failure } from "../../../../src/core/failure.ts";
import type { ShownPlan } from "../../../../src/shell/review/plan-page.ts";
import type { Outcome, PlanStep } from "../../../../src/workflows/plan.ts";
import type { Assurance } from "../../../../src/workflows/policy-levels/assurance.ts";
import type { TestLinkResult } from "../../../../src/workflows/test-link.ts";
import { calculatorOperations } from "../../../support/in-memory/index.ts";
import "../../../support/vscode/install.ts";

const { outcomeText, renderOutcome, renderPlan } = await import("../../../../src/shell/review/plan-page.ts");
const { placeOf } = await import("../../../../src/shell/review/reservations.ts");
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

const plan: ShownPlan = {
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
  assurance: { kind: "assured" },
  policiesRead: "Policies were looked for at 4 places.",
};

const instance = { subscriptionId: "s", resourceGroup: "g", serviceName: "contoso-apim" };
const reserved: Assurance = {
  kind: "reserved",
  reservations: [
    {
      kind: "without-base",
      place: { level: { kind: "global", instance }, name: "the policy of all APIs", line: 7 },
      found: "It has <base>.",
      advice: "Look at it.",
      blocks: false,
    },
    {
      kind: "no-check",
      place: { level: { kind: "global", instance }, name: "the policy of “Calc”", line: undefined },
      found: "There is no check.",
      advice: "Insert one.",
      blocks: false,
    },
  ],
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

  test("says which policies were read", () => {
    assert.match(page, /Policies were looked for at 4 places\./);
  });

  test("names what stands against it first, each with its place as a link, and keeps the good words", () => {
    for (const steps of [plan.steps, []]) {
      const { text } = renderPlan({ ...plan, steps, assurance: reserved });
      assert.match(text, /not known to be secured, because of what was found in its policies \(2\)\./);
      assert.doesNotMatch(text, /nothing to do/);
      assert.match(text, /<strong>It has &lt;base&gt;\.<\/strong>/);
      assert.match(
        text,
        /data-action="open-place:0">line 7 of the policy of all APIs<\/button>[\s\S]*Look at it\./,
      );
      assert.match(text, /data-action="open-place:1">the policy of “Calc”</);
      assert.ok(text.indexOf("There is no check.") < text.indexOf("Already in place"));
    }
    assert.equal(placeOf("open-place:0", reserved)?.line, 7);
    assert.equal(placeOf("open-place:2", reserved), undefined);
    assert.equal(placeOf("apply", reserved), undefined);
    assert.equal(placeOf("open-place:0", plan.assurance), undefined);
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
    const { assurance } = plan;
    assert.equal(outcomeText(failed, assurance), "1 of 3 changes were made before one failed.");
    assert.equal(
      outcomeText({ status: "cancelled", done: [{ step: api }], notRun: [server, policy] }, assurance),
      "1 of 3 changes were made before you cancelled.",
    );
    const nothing: Outcome = { status: "nothing-to-do", done: [], notRun: [] };
    assert.equal(outcomeText(nothing, assurance), "There was nothing to do.");
    assert.equal(outcomeText(nothing, reserved), "No change was planned.");
  });

  test("calls nothing secured that is not known to be", () => {
    const done: Outcome = { status: "done", done: plan.steps.map((one) => ({ step: one })), notRun: [] };
    const page = renderOutcome({ ...plan, assurance: reserved }, done, undefined).text;
    assert.match(
      page,
      /The 3 planned changes were made\. <strong>The API is not known to be secured\.<\/strong>/,
    );
    assert.match(page, /line 7 of the policy of all APIs/);
    assert.match(renderOutcome(plan, done, undefined).text, /All 3 changes were made\.<\/p>/);
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
    refusedWithout: true,
    conclusion: "works",
    verdict: "The link works: 401 without a token, 200 with one.",
    advice: [],
    place: undefined,
    isOpen: false,
    assurance: { kind: "assured" },
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
    const open: TestLinkResult = {
      ...result,
      conclusion: "failed",
      refusedWithout: false,
      without: { ...answer, status: 200 },
    };
    assert.match(
      renderTestLink(open).text,
      /badge failed">failed[\s\S]*Without a token[\s\S]*badge failed">200/,
    );
  });

  test("marks a refusal in another status as it should be, when the policy refuses so", () => {
    const page = renderTestLink({ ...result, without: { ...answer, status: 403 } }).text;
    assert.match(page, /Without a token[\s\S]*badge passed">403/);
  });

  test("says what was not tested, each with its place, and what to do", () => {
    const page = renderTestLink({
      ...result,
      conclusion: "partly",
      assurance: reserved,
      advice: ["Ask <it>."],
    }).text;
    assert.match(page, /badge partly">passed in part</);
    assert.match(page, /<li>Ask &lt;it&gt;\.<\/li>/);
    assert.match(page, /data-action="open-place:0">line 7 of the policy of all APIs</);
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
