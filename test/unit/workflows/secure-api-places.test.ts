import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { namedValue } from "../../../src/resources/kinds/named-value.ts";
import { policyFragment } from "../../../src/resources/kinds/policy-fragment.ts";
import { productApi } from "../../../src/resources/kinds/product-api.ts";
import { type CheckPlace, usualPolicy } from "../../../src/workflows/secure-api/choices.ts";
import {
  planSecureApi,
  readChoices,
  readSecureApi,
  type SecureApiChoices,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { add, contentsOf, type InMemoryClouds, instance, signal, twoClouds } from "./clouds.ts";
import { inbound, partnerCheck, scopes } from "./policy-situations.ts";
import { afterOf, apply, failure, takeBack } from "./securing.ts";

const url = "https://contoso.eu.auth0.com/.well-known/openid-configuration";
const issuer = "https://contoso.eu.auth0.com/";

/** The check as it is put somewhere, each line behind `indentation`, `unit` a step of it. */
function check(indentation: string, unit = "    ", eol = "\n"): string {
  return [
    '<validate-jwt header-name="Authorization" require-scheme="Bearer" clock-skew="60"',
    `${unit}failed-validation-httpcode="401" failed-validation-error-message="Unauthorized: the access token is missing or not valid for this API."`,
    `${unit}require-expiration-time="true" require-signed-tokens="true">`,
    `${unit}<openid-config url="${url}" />`,
    `${unit}<audiences>`,
    `${unit}${unit}<audience>basic-calculator</audience>`,
    `${unit}</audiences>`,
    `${unit}<issuers>`,
    `${unit}${unit}<issuer>${issuer}</issuer>`,
    `${unit}</issuers>`,
    "</validate-jwt>",
  ]
    .map((line) => indentation + line)
    .join(eol);
}

/** A policy that is made new, with `lines` behind the inherited ones. */
const fresh = (lines: string) =>
  [
    "<policies>",
    "    <inbound>",
    "        <base />",
    lines,
    "    </inbound>",
    ...["backend", "outbound", "on-error"].flatMap((name) => [
      `    <${name}>`,
      "        <base />",
      `    </${name}>`,
    ]),
    "</policies>",
  ].join("\n");

async function planFor(
  clouds: InMemoryClouds,
  place: CheckPlace,
  more: Partial<SecureApiChoices["policy"]> = {},
) {
  const first = await readSecureApi(clouds, basicCalculator, signal);
  const choices = { ...suggestSecureApi(first), policy: { ...usualPolicy, place, ...more } };
  return planSecureApi(await readChoices(clouds, first, choices, signal), choices);
}

/** Where policies come to stand, and what becomes of them. */
async function textsAt(clouds: InMemoryClouds, place: CheckPlace) {
  const { changes } = await planFor(clouds, place);
  return Object.fromEntries(
    changes
      .filter(({ ref }) => ref.kind === "azure-policy")
      .map((change) => [change.ref.id, afterOf(change, "text")]),
  );
}

function textAt(clouds: InMemoryClouds, level: PolicyLevel): string | undefined {
  return [...instance(clouds).policies.values()].find(
    (one) => JSON.stringify(one.level) === JSON.stringify(level),
  )?.text;
}

async function withProduct(): Promise<InMemoryClouds> {
  const clouds = twoClouds();
  const state = instance(clouds);
  state.products = [{ id: "partners", productId: "partners", displayName: "Partners" }];
  state.productsOfApis.set(basicCalculator.apiId, ["partners"]);
  clouds.azure.addApi({ ...basicCalculator, apiId: "orders", displayName: "Orders", path: "orders" }, []);
  for (const apiId of ["basic-calculator", "orders"])
    await add(clouds, productApi, { productId: "partners", apiId });
  return clouds;
}

const someOperations: CheckPlace = { kind: "operations", operationIds: ["add"] };
const product: CheckPlace = { kind: "product", productId: "partners" };
const fragment: CheckPlace = { kind: "fragment", fragmentId: "auth0-calc" };

suite("the place of the check", () => {
  test("operations: a policy made new inherits the rest, one that is there keeps each character", async () => {
    const clouds = twoClouds();
    clouds.azure.putPolicy(scopes.add, inbound("<base />", "<rate-limit calls='1' renewal-period='1' />"));
    const both: CheckPlace = { kind: "operations", operationIds: ["add", "subtract"] };
    assert.deepEqual(await textsAt(clouds, both), {
      "apis/basic-calculator/operations/add": inbound(
        "<base />",
        check("", "  "),
        "<rate-limit calls='1' renewal-period='1' />",
      ),
      "apis/basic-calculator/operations/subtract": fresh(check("        ")),
    });
  });

  test("operations: says which are left as they are, and does not call the API secured", async () => {
    const plan = await planFor(twoClouds(), someOperations);
    assert.ok(
      plan.notes.includes(
        "1 other operation of “Basic Calculator” keeps the checks of today, and gets none of this plan: GET /subtract.",
      ),
    );
    assert.equal(plan.assurance.kind, "reserved");
    const change = plan.changes.find(({ ref }) => ref.id?.endsWith("/operations/add"));
    assert.equal(
      change?.title,
      "Insert validate-jwt into the inbound policy of the operation “add” (GET /add)",
    );
    assert.deepEqual(change.needs, ["auth0-api"]);
  });

  test("a product: the other APIs are named, and who does not meet the check", async () => {
    const clouds = await withProduct();
    assert.deepEqual(await textsAt(clouds, product), { "products/partners": fresh(check("        ")) });
    const { notes, assurance } = await planFor(clouds, product);
    assert.ok(
      notes.includes(
        "The policy of the product “Partners” is that of 1 other API as well (“orders”): its callers will need a token for “basic-calculator”, too.",
      ),
      notes.join("\n"),
    );
    assert.ok(notes.some((note) => /leads past it\.$/.test(note)));
    assert.equal(assurance.kind, "reserved");
  });

  test("a product whose APIs may not be listed is said to be that of others, too", async () => {
    const clouds = await withProduct();
    clouds.azure.stores.productApis.hook = (verb) => {
      if (verb === "list") throw new Failure("forbidden", "Not yours.");
    };
    const { notes } = await planFor(clouds, product);
    assert.ok(notes.some((note) => /other APIs as well, which could not be listed/.test(note)));
  });

  test("all APIs: a policy made new forwards calls and has no <base />, and the others are counted", async () => {
    const clouds = await withProduct();
    assert.deepEqual(await textsAt(clouds, { kind: "global" }), {
      global: [
        "<policies>",
        "\t<inbound>",
        check("\t\t", "\t", "\r\n"),
        "\t</inbound>",
        "\t<backend>",
        "\t\t<forward-request />",
        "\t</backend>",
        "\t<outbound />",
        "\t<on-error />",
        "</policies>",
      ].join("\r\n"),
    });
    const { notes } = await planFor(clouds, { kind: "global" });
    assert.ok(notes.some((note) => /^The policy of all APIs is that of 1 other API as well/.test(note)));
  });

  test("a fragment: named values, then the fragment, then what includes it; undone to the last word", async () => {
    const clouds = twoClouds();
    const before = contentsOf(clouds);
    const plan = await planFor(clouds, fragment);
    const made = plan.changes.filter(({ ref }) => /named-value|fragment|azure-policy/.test(ref.kind));
    assert.deepEqual(
      made.map(({ id, ref, needs }) => [id, ref.id, needs]),
      [
        ["named-value-auth0-issuer", "auth0-issuer", []],
        ["named-value-auth0-audience-calc", "auth0-audience-calc", []],
        [
          "fragment-auth0-calc",
          "auth0-calc",
          ["named-value-auth0-issuer", "named-value-auth0-audience-calc"],
        ],
        [
          "policy",
          "apis/basic-calculator",
          ["auth0-api", "named-value-auth0-issuer", "named-value-auth0-audience-calc", "fragment-auth0-calc"],
        ],
      ],
    );
    const { journal, outcome } = await apply(plan, clouds);
    assert.equal(outcome.status, "done");
    assert.equal(textAt(clouds, scopes.api), fresh('        <include-fragment fragment-id="auth0-calc" />'));
    const text = textAt(clouds, { ...scopes.fragment, fragmentId: "auth0-calc" });
    assert.match(text ?? "", /url="\{\{auth0-issuer\}\}\.well-known\/openid-configuration"/);
    assert.match(text ?? "", /<audience>\{\{auth0-audience-calc\}\}<\/audience>/);
    assert.match(text ?? "", /<issuer>\{\{auth0-issuer\}\}<\/issuer>/);
    const undone = await takeBack(journal, clouds);
    assert.deepEqual([undone.status, undone.left, undone.failed], ["done", [], []]);
    assert.deepEqual(contentsOf(clouds), before);
    assert.deepEqual(clouds.azure.stores.namedValues.all, []);
  });

  test("a fragment that is there is used again by the next API, and its named values with it", async () => {
    const clouds = twoClouds();
    await apply(await planFor(clouds, fragment), clouds);
    instance(clouds).policies.delete(
      [...instance(clouds).policies].find(([, { level }]) => level.kind === "api")?.[0] ?? "",
    );
    const plan = await planFor(clouds, fragment);
    const made = plan.changes.filter(({ ref }) => /named-value|fragment|azure-policy/.test(ref.kind));
    assert.deepEqual(
      made.map(({ id }) => id),
      ["policy"],
    );
    assert.ok(
      plan.unchanged.includes(
        "The fragment “auth0-calc” takes tokens for “basic-calculator” already, and is not changed.",
      ),
    );
  });

  test("a fragment of that id that lets others in is refused, and so is one that asks for other scopes", async () => {
    const clouds = twoClouds();
    const level = { ...scopes.fragment, fragmentId: "auth0-calc" };
    clouds.azure.putPolicy(level, "<fragment><rate-limit calls='1' renewal-period='1' /></fragment>");
    await assert.rejects(planFor(clouds, fragment), failure("already-exists", /“auth0-calc” already/));
    const other = twoClouds();
    await apply(await planFor(other, fragment), other);
    await assert.rejects(
      planFor(other, fragment, { requiredScopes: ["read:basic-calculator"] }),
      failure("already-exists", /does not let exactly those in/, /another id/),
    );
  });

  test("named values of another value keep theirs: the next free name is taken", async () => {
    const clouds = twoClouds();
    instance(clouds).namedValues = [
      { displayName: "Auth0-Issuer", secret: false, value: "https://other.eu.auth0.com/" },
      { displayName: "auth0-issuer-2", secret: false, value: issuer },
      { displayName: "auth0-audience-calc", secret: true, value: undefined },
    ];
    const plan = await planFor(clouds, fragment);
    const created = plan.changes.filter(({ ref }) => ref.kind === namedValue.id).map(({ ref }) => ref.id);
    assert.deepEqual(created, ["auth0-audience-calc-2"]);
    const text = afterOf(
      plan.changes.find(({ ref }) => ref.kind === policyFragment.id),
      "text",
    );
    assert.match(String(text), /<issuer>\{\{auth0-issuer-2\}\}<\/issuer>/);
  });

  const refused: readonly (readonly [string, CheckPlace, RegExp])[] = [
    ["no operation", { kind: "operations", operationIds: [] }, /No operation is chosen/],
    ["an id that policies cannot name", { kind: "fragment", fragmentId: "auth0 calc" }, /id of a policy/],
  ];
  for (const [name, place, message] of refused) {
    test(`${name} is refused before anything is written`, async () => {
      await assert.rejects(planFor(twoClouds(), place), failure("invalid-input", message));
    });
  }

  test("a product that the API is not in is refused", async () => {
    await assert.rejects(planFor(twoClouds(), product), failure("not-found", /“products\/partners”/));
  });

  test("an operation's policy that could not be read is not written over", async () => {
    const clouds = twoClouds();
    const policies = instance(clouds).policies;
    clouds.azure.putPolicy(scopes.add, inbound("<base />"));
    const read = await readSecureApi(clouds, basicCalculator, signal);
    const levels = read.policies.levels.map((one) =>
      one.level.kind === "operation" ? { ...one, policy: undefined, problem: "Forbidden." } : one,
    );
    const choices = { ...suggestSecureApi(read), policy: { ...usualPolicy, place: someOperations } };
    assert.throws(
      () => planSecureApi({ ...read, policies: { ...read.policies, levels } }, choices),
      failure("invalid-input", /could not be read: Forbidden/, /another place/),
    );
    assert.equal(policies.size, 1);
  });
});

suite("scopes that operations ask for", () => {
  const operationScopes = [
    { operationId: "add", scopes: ["sum:all"] },
    { operationId: "subtract", scopes: [] },
  ];
  const api: CheckPlace = { kind: "api" };

  test("stand in the operation's own policy with 403, and are given to the Auth0 API in the same plan", async () => {
    const clouds = twoClouds();
    const before = contentsOf(clouds);
    const plan = await planFor(clouds, api, { operationScopes });
    const operation = plan.changes.find(({ ref }) => ref.id === "apis/basic-calculator/operations/add");
    assert.equal(
      operation?.title,
      "Insert a check of sum:all into the inbound policy of the operation “add” (GET /add)",
    );
    assert.deepEqual(operation.needs, ["auth0-api"]);
    assert.match(String(afterOf(operation, "text")), /<base \/>\s*<validate-jwt [^>]*httpcode="403"[^>]*>/);
    assert.ok(!plan.changes.some(({ ref }) => ref.id?.endsWith("/operations/subtract")));
    const scopesOfApi = plan.changes
      .find(({ id }) => id === "auth0-api")
      ?.fields.find(({ path }) => path === "scopes");
    assert.match(JSON.stringify(scopesOfApi), /"sum:all"/);
    const { journal } = await apply(plan, clouds);
    assert.equal((await takeBack(journal, clouds)).status, "done");
    assert.deepEqual(contentsOf(clouds), before);
  });

  test("that stand there already are not put there again", async () => {
    const clouds = twoClouds();
    await apply(await planFor(clouds, api, { operationScopes }), clouds);
    const plan = await planFor(clouds, api, { operationScopes });
    assert.deepEqual(plan.changes, []);
    assert.ok(
      plan.unchanged.includes("The policy of the operation “add” (GET /add) asks for sum:all already."),
    );
  });

  test("share one change with the check, where that stands in the operation, too", async () => {
    const plan = await planFor(twoClouds(), someOperations, { operationScopes });
    const [one, ...more] = plan.changes.filter(({ ref }) => ref.kind === "azure-policy");
    assert.deepEqual(more, []);
    assert.match(one?.title ?? "", /^Insert validate-jwt and a check of sum:all into/);
    assert.match(String(afterOf(one, "text")), /httpcode="401"[\s\S]*httpcode="403"/);
  });

  test("that Auth0 would not take are refused", async () => {
    const wrong = [{ operationId: "add", scopes: ['a"b'] }];
    await assert.rejects(
      planFor(twoClouds(), api, { operationScopes: wrong }),
      failure("invalid-input", /cannot be a scope/),
    );
  });
});

suite("cors and the check", () => {
  const app = "https://app.example";
  const cors = "<cors><allowed-origins><origin>https://app.example</origin></allowed-origins></cors>";
  const order = (text: string) => [...text.matchAll(/<(base|cors|validate-jwt)\b/g)].map(([, name]) => name);

  test("a cors that would run behind a check further out is not made, which the plan says", async () => {
    const clouds = twoClouds();
    clouds.azure.putPolicy(scopes.global, inbound(partnerCheck));
    const plan = await planFor(clouds, { kind: "api" }, { corsOrigins: [app], existing: "replace" });
    assert.ok(!plan.changes.some(({ title }) => title.includes("cors")));
    assert.match(plan.notes.join(), /No cors is inserted/);
  });

  test("the plan says from which description scopes of operations are taken", async () => {
    const operationScopes = [{ operationId: "add", scopes: ["add"] }];
    const plan = await planFor(twoClouds(), { kind: "api" }, { operationScopes, scopesFrom: "calc.yaml" });
    assert.match(plan.notes.join(), /is taken from what calc\.yaml says of their security/);
    const typed = await planFor(twoClouds(), { kind: "api" }, { operationScopes });
    assert.doesNotMatch(typed.notes.join(), /is taken from/);
  });

  test("a cors that is wanted stands before the check, in one change, for these origins and without credentials", async () => {
    const plan = await planFor(twoClouds(), { kind: "api" }, { corsOrigins: [app] });
    const change = plan.changes.find(({ id }) => id === "policy");
    const text = String(afterOf(change, "text"));
    assert.deepEqual(order(text).slice(0, 3), ["base", "cors", "validate-jwt"]);
    assert.match(
      text,
      /<cors allow-credentials="false">\s*<allowed-origins>\s*<origin>https:\/\/app\.example</,
    );
    assert.match(text, /<method>GET<\/method>\s*<\/allowed-methods>/);
    assert.equal(change?.title, "Insert cors and validate-jwt into the inbound policy of “Basic Calculator”");
  });

  for (const level of [scopes.global, scopes.api]) {
    test(`none is put beside the one of ${level.kind === "api" ? "the API" : "all APIs"}`, async () => {
      const clouds = twoClouds();
      clouds.azure.putPolicy(level, inbound(level.kind === "api" ? "<base />" : "", cors));
      const plan = await planFor(clouds, { kind: "api" }, { corsOrigins: [app] });
      const text = String(
        afterOf(
          plan.changes.find(({ id }) => id === "policy"),
          "text",
        ),
      );
      assert.equal(order(text).filter((name) => name === "cors").length, level.kind === "api" ? 1 : 0);
      assert.equal(order(text)[level.kind === "api" ? 2 : 1], "validate-jwt");
    });
  }

  test("one that runs behind a check of all APIs is told, and one before it is not", async () => {
    const late = /The cors in the policy of “Basic Calculator” runs behind this check/;
    for (const [lines, isLate] of [
      [["<base />", cors], true],
      [[cors, "<base />"], false],
    ] as const) {
      const clouds = twoClouds();
      clouds.azure.putPolicy(scopes.api, inbound(...lines));
      const { notes } = await planFor(clouds, { kind: "global" });
      assert.equal(
        notes.some((note) => late.test(note)),
        isLate,
      );
    }
  });

  for (const origin of ["*", "app.example", "https://app.example/", "https://app.example/shop"]) {
    test(`${origin} is refused as an origin`, async () => {
      await assert.rejects(
        planFor(twoClouds(), { kind: "api" }, { corsOrigins: [origin] }),
        failure("invalid-input", /origin/),
      );
    });
  }
});
