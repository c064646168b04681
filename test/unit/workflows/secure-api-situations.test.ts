import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { describePlace, type ReservationKind } from "../../../src/workflows/assurance.ts";
import { usualPolicy } from "../../../src/workflows/secure-api/choices.ts";
import { planSecureApi, readSecureApi, suggestSecureApi } from "../../../src/workflows/secure-api.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { type InMemoryClouds, instance, signal, twoClouds, writes } from "./clouds.ts";
import {
  chooseIssuer,
  entraCheck,
  exemptWebhook,
  inbound,
  ownCheck,
  partner,
  partnerCheck,
  scopes,
  sharedKeyCheck,
} from "./policy-situations.ts";
import { failure, prepare, secure, textOf } from "./securing.ts";

/** A situation, and what the plan makes of it. */
interface Situation {
  readonly policies: Partial<Record<keyof typeof scopes, string>>;
  readonly namedValues?: readonly (readonly [name: string, value: string | undefined])[];
  /** Kind and place of what is found, in order; `no-check` is left out. */
  readonly found: readonly (readonly [ReservationKind, string])[];
  /** The policy step is left out. */
  readonly leftAlone: boolean;
  readonly says?: RegExp;
}

const api = "the policy of “Basic Calculator”";
const all = "the policy of all APIs";
const partners = "the policy of the product “Partners”";
const add = "the policy of the operation “add” (GET /add)";
const fragment = "the policy fragment “token-check”";
const include = '<include-fragment fragment-id="token-check" />';

const situations: Readonly<Record<string, Situation>> = {
  "one issuer in one branch of choose, another in the other (80)": {
    policies: { api: inbound("<base />", chooseIssuer) },
    found: [["conditional", `line 4 of ${api}`]],
    leftAlone: true,
    says: /branch of choose.*shut out.*partner.*by hand into the branches/s,
  },
  "a webhook that choose exempts (81)": {
    policies: { api: inbound("<base />", exemptWebhook) },
    found: [["conditional", `line 4 of ${api}`]],
    leftAlone: true,
    says: /webhook/,
  },
  "a check in a fragment (83)": {
    policies: {
      api: inbound("<base />", include),
      fragment: `<fragment>\n  ${partnerCheck}\n</fragment>`,
    },
    found: [["fragment", `line 2 of ${fragment}`]],
    leftAlone: true,
    says: new RegExp(`validate-jwt for “${partner}/” stands in a fragment`),
  },
  "a check in a fragment of a fragment, in a circle": {
    policies: {
      global: inbound('<include-fragment fragment-id="Outer" />'),
      fragment: `<fragment>\n  <include-fragment fragment-id="OUTER" />\n${partnerCheck}</fragment>`,
    },
    found: [["fragment", `line 3 of ${fragment}`]],
    leftAlone: true,
  },
  "a fragment that is not there": {
    policies: { api: inbound("<base />", include) },
    found: [["unreadable", fragment]],
    leftAlone: true,
    says: /There is no such fragment/,
  },
  "validate-azure-ad-token (84)": {
    policies: { api: inbound("<base />", entraCheck) },
    found: [["entra", `line 4 of ${api}`]],
    leftAlone: true,
    says: /No token passes both/,
  },
  "the same tenant by HS256 key (85)": {
    policies: { api: inbound("<base />", sharedKeyCheck) },
    found: [["shared-key", `line 4 of ${api}`]],
    leftAlone: true,
    says: /tokens of this tenant with a shared key .*HS256/,
  },
  "issuer and discovery by named values that can be read (86)": {
    policies: { api: inbound("<base />", ownCheck({ url: "{{oidc}}", issuer: "{{issuer}}" })) },
    namedValues: [
      ["oidc", "https://contoso.eu.auth0.com/.well-known/openid-configuration"],
      ["issuer", "https://contoso.eu.auth0.com/"],
    ],
    found: [],
    leftAlone: true,
  },
  "issuer and discovery by named values that are secret (86)": {
    policies: { api: inbound("<base />", ownCheck({ url: "{{oidc}}", issuer: "{{issuer}}" })) },
    namedValues: [
      ["oidc", undefined],
      ["issuer", undefined],
    ],
    found: [["unknown-issuer", `line 4 of ${api}`]],
    leftAlone: true,
    says: /cannot be read: a secret named value/,
  },
  "another issuer by named values that can be read, one of several lines": {
    policies: {
      api: inbound(
        "<!-- {{note}} -->",
        "{{notes}}",
        "<base />",
        ownCheck({ url: "{{oidc}}", issuer: "{{oidc}}" }),
      ),
    },
    namedValues: [
      ["oidc", partner],
      ["note", "a\nb"],
      ["notes", "<!-- a\nb\nc -->"],
    ],
    found: [["other-issuer", `line 6 of ${api}`]],
    leftAlone: true,
    says: new RegExp(partner),
  },
  "a secret named value where policies stand": {
    policies: { api: inbound("<base />", "{{policies}}") },
    namedValues: [["policies", undefined]],
    found: [["unreadable", `line 4 of ${api}`]],
    leftAlone: true,
  },
  "a fragment that a secret names": {
    policies: { api: inbound("<base />", '<include-fragment fragment-id="{{which}}" />') },
    found: [["unreadable", `line 4 of ${api}`]],
    leftAlone: true,
  },
  "another issuer in the API's own policy": {
    policies: { api: inbound("<base />", partnerCheck) },
    found: [["other-issuer", `line 4 of ${api}`]],
    leftAlone: true,
    says: /no token would pass both.*by hand/s,
  },
  "another issuer for all APIs": {
    policies: { global: inbound(partnerCheck) },
    found: [["other-issuer", `line 3 of ${all}`]],
    leftAlone: true,
  },
  "another issuer in a product": {
    policies: { product: inbound("<base />", partnerCheck) },
    found: [["other-issuer", `line 4 of ${partners}`]],
    leftAlone: true,
  },
  "another issuer in an operation": {
    policies: { add: inbound("<base />", partnerCheck) },
    found: [["other-issuer", `line 4 of ${add}`]],
    leftAlone: true,
  },
  "a custom domain of the tenant": {
    policies: {
      api: inbound(
        "<base />",
        ownCheck({
          url: "https://login.contoso.com/.well-known/openid-configuration",
          issuer: "https://login.contoso.com/",
        }),
      ),
    },
    found: [["same-tenant", `line 4 of ${api}`]],
    leftAlone: true,
    says: /this tenant already, by the address https:\/\/login\.contoso\.com/,
  },
  "the same tenant and audience for all APIs": {
    policies: { global: inbound(ownCheck()) },
    found: [],
    leftAlone: true,
  },
  "the same tenant, another audience for all APIs": {
    policies: { global: inbound(ownCheck({ audience: "all" })) },
    found: [["same-tenant", `line 3 of ${all}`]],
    leftAlone: true,
    says: /does not list “basic-calculator”/,
  },
  "an operation without <base />": {
    policies: { api: inbound("<base />", ownCheck()), add: inbound("<set-variable />") },
    found: [["without-base", `line 2 of ${add}`]],
    leftAlone: false,
  },
  "an operation without an inbound section": {
    policies: { add: "<policies><outbound><base /></outbound></policies>" },
    found: [["without-base", add]],
    leftAlone: false,
  },
  "an operation that answers before <base />": {
    policies: { add: inbound('<mock-response status-code="200" />', "<base />") },
    found: [["answers-first", `line 3 of ${add}`]],
    leftAlone: false,
  },
  "an answer to every call before the API's check": {
    policies: { api: inbound("<base />", "<return-response />", ownCheck()) },
    found: [["answers-first", `line 4 of ${api}`]],
    leftAlone: false,
  },
  "a policy that is no policy": {
    policies: { add: "<policies><inbound><base></inbound></policies>", product: "<html></html>" },
    found: [
      ["unreadable", partners],
      ["unreadable", `line 1 of ${add}`],
    ],
    leftAlone: true,
  },
  "tokens that nobody has signed": {
    policies: { api: inbound("<base />", ownCheck({ attributes: ' require-signed-tokens="false"' })) },
    found: [["unsigned-tokens", `line 4 of ${api}`]],
    leftAlone: false,
  },
  "a client certificate": {
    policies: { api: inbound("<base />", "<validate-client-certificate />") },
    found: [["client-certificate", `line 4 of ${api}`]],
    leftAlone: false,
  },
  "credentials that check-header compares": {
    policies: {
      api: inbound(
        "<base />",
        '<check-header name="Authorization" failed-check-httpcode="401"><value>Basic x</value></check-header>',
      ),
    },
    found: [["credentials", `line 4 of ${api}`]],
    leftAlone: true,
  },
  "a refusal in choose": {
    policies: {
      api: inbound(
        "<base />",
        '<choose><when condition="@(true)"><return-response><set-status code="401" /></return-response></when></choose>',
      ),
    },
    found: [["conditional", `line 4 of ${api}`]],
    leftAlone: true,
    says: /return-response refuses calls in a branch of choose/,
  },
};

/** What is no reason to doubt: each of these is secured by the plan as if it were not there. */
const harmless: Readonly<Record<string, Situation["policies"]>> = {
  "a header that says where a call came through": {
    global: inbound(
      '<check-header name="X-Azure-FDID" failed-check-httpcode="403"><value>id</value></check-header>',
    ),
  },
  "an answer in choose that is no refusal": {
    api: inbound(
      "<base />",
      '<choose><when condition="@(true)"><return-response><set-status code="200" /></return-response></when></choose>',
    ),
  },
  "an answer to an error": {
    api: '<policies><inbound><base /></inbound><on-error><choose><when condition="@(true)"><return-response><set-status code="401" /></return-response></when></choose></on-error></policies>',
  },
  "a fragment of the outbound section": {
    api: `<policies><inbound><base /></inbound><outbound>${include}</outbound></policies>`,
  },
  "a check in a comment": { global: inbound(`<!-- ${partnerCheck} -->`) },
  "operations that inherit": { add: inbound("<base />", "<set-variable />") },
};

function cloudsOf({
  policies,
  namedValues = [],
}: Pick<Situation, "policies" | "namedValues">): InMemoryClouds {
  const clouds = twoClouds();
  const state = instance(clouds);
  clouds.auth0.tenant = { ...clouds.auth0.tenant, customDomains: ["login.contoso.com"] };
  state.products = [{ id: "partners", productId: "partners", displayName: "Partners" }];
  state.productsOfApis.set("basic-calculator", ["partners"]);
  for (const [level, scope] of Object.entries(scopes)) {
    const text = Object.entries(policies).find(([name]) => name === level)?.[1];
    if (text !== undefined) clouds.azure.putPolicy(scope, text);
  }
  const outer: PolicyLevel = { kind: "fragment", instance: basicCalculator.instance, fragmentId: "outer" };
  clouds.azure.putPolicy(outer, `<fragment>${include}</fragment>`);
  state.namedValues = namedValues.map(([displayName, value]) => ({
    displayName,
    secret: value === undefined,
    value,
  }));
  return clouds;
}

const foundIn = ({ assurance }: Awaited<ReturnType<typeof prepare>>["plan"]) =>
  assurance.kind === "assured"
    ? []
    : assurance.reservations
        .filter(({ kind }) => kind !== "no-check")
        .map(({ kind, place }) => [kind, describePlace(place)]);

suite("what the policies around an API keep a plan from doing and from saying", () => {
  for (const [name, situation] of Object.entries(situations)) {
    test(name, async () => {
      const clouds = cloudsOf(situation);
      const { plan } = await secure(clouds);
      assert.deepEqual(foundIn(plan), situation.found);
      const own =
        Object.keys(situation.policies).includes("api") && /contoso/.test(situation.policies.api ?? "");
      const isPlanned = plan.changes.some(({ id }) => id === "policy");
      if (situation.leftAlone) assert.equal(isPlanned, false, "no check is put beside another");
      else assert.equal(isPlanned, !own, "only what is missing is planned");
      const words = JSON.stringify([plan.assurance, plan.notes]);
      if (situation.says) assert.match(words, situation.says);
      assert.doesNotMatch(JSON.stringify([plan.unchanged]), /validates tokens|secured/);
      const again = (await prepare(clouds)).plan;
      const kinds = (found: readonly (readonly string[])[]) => found.map(([kind]) => kind);
      assert.deepEqual(kinds(foundIn(again)), kinds(situation.found), "the second run says the same");
      assert.deepEqual(again.changes, []);
    });
  }

  for (const [name, policies] of Object.entries(harmless)) {
    test(`no doubt: ${name}`, async () => {
      const clouds = cloudsOf({ policies });
      const { plan } = await secure(clouds);
      assert.deepEqual(plan.assurance, { kind: "assured" });
      assert.ok(plan.changes.some(({ id }) => id === "policy"));
      assert.deepEqual((await prepare(clouds)).plan.assurance, { kind: "assured" });
    });
  }
});

suite("what the policies around an API are read with", () => {
  test("says how many places were looked at, and how many policies were found", async () => {
    const { plan } = await prepare(
      cloudsOf({
        policies: { api: inbound("<base />", include), add: inbound("<base />"), fragment: "<fragment />" },
      }),
    );
    assert.equal(
      plan.policiesRead,
      "Policies were looked for at 6 places (all APIs, 1 product, the API, 2 operations, 1 fragment): 3 were there and read.",
    );
  });

  test("asks for twelve policies at once, whatever the API's size", async () => {
    const clouds = twoClouds();
    const operation = (id: number) => ({
      ...basicCalculator,
      operationId: `op${id}`,
      displayName: `op${id}`,
      method: "GET",
      urlTemplate: `/${id}`,
      templateParameters: [],
      queryParameters: [],
    });
    clouds.azure.addApi(
      basicCalculator,
      Array.from({ length: 300 }, (_, id) => operation(id)),
    );
    let running = 0;
    let most = 0;
    const read = clouds.azure.readPolicy.bind(clouds.azure);
    clouds.azure.readPolicy = async (level, given) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return read(level, given);
    };
    const { policies } = await readSecureApi(clouds, basicCalculator, signal);
    assert.equal(policies.levels.length, 302);
    assert.equal(most, 12);
  });

  test("stops reading when it is cancelled, and when the API's own policy cannot be read", async () => {
    const clouds = twoClouds();
    const controller = new AbortController();
    clouds.azure.calls.beforeNext("readPolicy", () => controller.abort());
    await assert.rejects(
      readSecureApi(clouds, basicCalculator, controller.signal),
      failure("cancelled", /^/),
    );
    const read = clouds.azure.readPolicy.bind(clouds.azure);
    clouds.azure.readPolicy = async (level, given) => {
      if (level.kind === "api") throw new Failure("forbidden", "No right.");
      return read(level, given);
    };
    await assert.rejects(readSecureApi(clouds, basicCalculator, signal), failure("forbidden", /No right/));
  });

  for (const kind of ["global", "product", "operation", "fragment"] as const) {
    test(`a policy that may not be read is named (${kind}), and nothing is inserted unless it is wanted so`, async () => {
      const clouds = cloudsOf({ policies: { api: inbound("<base />", include), fragment: "<fragment />" } });
      const read = clouds.azure.readPolicy.bind(clouds.azure);
      clouds.azure.readPolicy = async (level, given) => {
        if (level.kind === kind) throw new Failure("forbidden", "The account has no right to read it.");
        return read(level, given);
      };
      const { plan, choices } = await prepare(clouds);
      const kinds = foundIn(plan).map(([found]) => found);
      assert.deepEqual([...new Set(kinds)], ["unreadable"]);
      assert.match(JSON.stringify(plan.assurance), /no right to read/);
      assert.match(plan.policiesRead, /could not be read/);
      assert.ok(!plan.changes.some(({ id }) => id === "policy"));
      const snapshot = await readSecureApi(clouds, basicCalculator, signal);
      const wanted = planSecureApi(snapshot, {
        ...choices,
        policy: { ...choices.policy, despiteUnread: true },
      });
      assert.ok(wanted.changes.some(({ id }) => id === "policy"));
      assert.equal(wanted.assurance.kind, "reserved");
      assert.equal(writes(clouds), 0);
    });
  }

  test("products that cannot be listed are a doubt, a session that has ended is a failure", async () => {
    const clouds = twoClouds();
    clouds.azure.calls.failNext("listProductsOfApi", new Failure("unreachable", "No answer."));
    const { plan } = await prepare(clouds);
    assert.deepEqual(foundIn(plan), [["unreadable", "the products of the API"]]);
    assert.match(plan.policiesRead, /the products could not be listed\.$/);
    clouds.azure.calls.failNext("listProductsOfApi", new Failure("unauthorized", "Sign in again."));
    await assert.rejects(readSecureApi(clouds, basicCalculator, signal), failure("unauthorized", /Sign in/));
  });

  test("named values that cannot be listed are unknown, not another issuer", async () => {
    const clouds = cloudsOf({ policies: { api: inbound("<base />", ownCheck({ url: "{{oidc}}" })) } });
    clouds.azure.calls.failNext("list azure-named-value", new Failure("forbidden", "No right."));
    const { plan } = await prepare(clouds);
    assert.deepEqual(
      foundIn(plan).map(([kind]) => kind),
      ["unknown-issuer"],
    );
  });

  test("asks for no named values when no policy uses one", async () => {
    const clouds = cloudsOf({ policies: {} });
    await prepare(clouds);
    assert.ok(!clouds.azure.calls.made.includes("list azure-named-value"));
  });

  test("puts validate-jwt behind a fragment that holds the cors, and says when cors stands in choose", async () => {
    const cors = "<cors><allowed-origins><origin>*</origin></allowed-origins></cors>";
    const policies = {
      api: inbound("<base />", "<ip-filter />", include, "<set-variable />"),
      fragment: `<fragment>${cors}</fragment>`,
    };
    const { plan } = await prepare(cloudsOf({ policies }));
    const after = textOf(plan.changes.find(({ id }) => id === "policy"));
    assert.ok(after.indexOf("<validate-jwt") > after.indexOf(include));
    assert.ok(after.indexOf("<validate-jwt") < after.indexOf("<set-variable"));
    const branch = `<choose><when condition="@(true)">${cors}</when></choose>`;
    const other = await prepare(cloudsOf({ policies: { api: inbound("<base />", branch) } }));
    assert.match(other.plan.notes.join(), /cors .*stands inside choose \(line 4\)/);
  });

  test("amends the check that is there, whatever else was found", async () => {
    const clouds = cloudsOf({
      policies: { api: inbound("<base />", ownCheck({ audience: "other" })), add: inbound() },
    });
    const { plan } = await prepare(clouds);
    const step = plan.changes.find(({ id }) => id === "policy");
    assert.match(step?.title ?? "", /^Complete validate-jwt/);
    assert.deepEqual(foundIn(plan), [["without-base", `line 2 of ${add}`]]);
  });

  test("a refusal in choose beside the API's own check is a doubt that asks for something else", async () => {
    const refusal =
      '<choose><when condition="@(true)"><return-response><set-status code="403" /></return-response></when></choose>';
    const { plan } = await prepare(cloudsOf({ policies: { api: inbound("<base />", ownCheck(), refusal) } }));
    assert.deepEqual(foundIn(plan), [["conditional", `line 5 of ${api}`]]);
    assert.doesNotMatch(JSON.stringify(plan.assurance), /puts no check beside it/);
    assert.match(JSON.stringify(plan.assurance), /has a check for every call as well/);
  });

  test("a policy that is to be left as it is does not count as a check", async () => {
    const clouds = twoClouds();
    const snapshot = await readSecureApi(clouds, basicCalculator, signal);
    const plan = planSecureApi(snapshot, {
      ...suggestSecureApi(snapshot),
      policy: { ...usualPolicy, insert: false },
    });
    assert.ok(plan.assurance.kind === "reserved");
    assert.equal(plan.assurance.reservations[0].kind, "no-check");
  });
});
