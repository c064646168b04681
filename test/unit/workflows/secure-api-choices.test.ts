import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { withChanges } from "../../../src/workflows/read-access/with-changes.ts";
import { wantedToken, whoGetsIn } from "../../../src/workflows/secure-api/who-gets-in.ts";
import {
  existingWays,
  planSecureApi,
  readSecureApi,
  type SecureApiChoices,
  type SecuringPlan,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { type InMemoryClouds, instance, signal, twoClouds } from "./clouds.ts";
import {
  chooseIssuer,
  entraCheck,
  exemptWebhook,
  inbound,
  partner,
  partnerCheck,
  scopes,
  sharedKeyCheck,
} from "./policy-situations.ts";
import { apply, textOf } from "./securing.ts";

type Existing = SecureApiChoices["policy"]["existing"];
type Policies = Partial<Record<keyof typeof scopes, string>>;

const base = "<base />";
const include = '<include-fragment fragment-id="token-check" />';
const sharedKey = sharedKeyCheck.replace("{{hs256-key}}", Buffer.alloc(32, 7).toString("base64"));
const partnerKey = sharedKey.replace("https://contoso.eu.auth0.com/", `${partner}/`);

function cloudsWith(policies: Policies): InMemoryClouds {
  const clouds = twoClouds();
  const state = instance(clouds);
  state.products = [
    { id: "partners", productId: "partners", displayName: "Partners", subscriptionRequired: true },
  ];
  state.productsOfApis.set("basic-calculator", ["partners"]);
  for (const [level, scope] of Object.entries(scopes)) {
    const text = Object.entries(policies).find(([name]) => name === level)?.[1];
    if (text !== undefined) clouds.azure.putPolicy(scope as PolicyLevel, text);
  }
  return clouds;
}

async function planned(clouds: InMemoryClouds, existing: Existing, requiredScopes: readonly string[] = []) {
  const snapshot = await readSecureApi(clouds, basicCalculator, signal);
  const suggested = suggestSecureApi(snapshot);
  const policy = { ...suggested.policy, existing, requiredScopes };
  return { snapshot, plan: planSecureApi(snapshot, { ...suggested, policy }) };
}

const policyChanges = ({ changes }: SecuringPlan) => changes.filter(({ ref }) => ref.kind === "azure-policy");
const names = (told: SecuringPlan["access"]["open"]) => told.map(({ name }) => name);

/** What each way comes to: possible, or in which words it is not. */
interface Kind {
  readonly policies: Policies;
  readonly possible: readonly Existing[];
  /** Who is shut out when the check makes way. */
  readonly replaced: RegExp;
  /** Where calls still get in with no token. */
  readonly staysOpen?: true;
  /** Another operation had no check at all: whoever came to it with anything needs a token of the link then. */
  readonly openElsewhere?: true;
}

const kinds: Readonly<Record<string, Kind>> = {
  "a partner's check in the API": {
    policies: { api: inbound(base, partnerCheck) },
    possible: ["accept-both", "decide-by-issuer", "replace"],
    replaced: /partner\.example/,
  },
  "a partner's check for all APIs": {
    policies: { global: inbound(partnerCheck) },
    possible: ["accept-both", "decide-by-issuer", "replace"],
    replaced: /partner\.example/,
  },
  "a partner's check in a fragment": {
    policies: { api: inbound(base, include), fragment: `<fragment>\n${partnerCheck}\n</fragment>` },
    possible: ["accept-both", "decide-by-issuer", "replace"],
    replaced: /partner\.example/,
  },
  "a partner's check in one operation": {
    policies: { add: inbound(base, partnerCheck) },
    openElsewhere: true,
    possible: ["accept-both", "decide-by-issuer", "replace"],
    replaced: /partner\.example/,
  },
  "a check of Entra's tokens": {
    policies: { api: inbound(base, entraCheck) },
    possible: ["decide-by-issuer", "replace"],
    replaced: /contoso|Entra/i,
  },
  "a partner's key in the policy": {
    policies: { api: inbound(base, partnerKey) },
    possible: ["accept-both", "decide-by-issuer", "replace"],
    replaced: /partner\.example/,
  },
  "a webhook that is exempt from a partner's check": {
    policies: { api: inbound(base, exemptWebhook) },
    possible: ["accept-both", "decide-by-issuer"],
    replaced: /^/,
    staysOpen: true,
  },
};

suite("a check that is there, met as the person chose", () => {
  for (const [name, { policies, possible, replaced, staysOpen, openElsewhere }] of Object.entries(kinds)) {
    for (const existing of ["accept-both", "decide-by-issuer", "replace"] as const) {
      const can = possible.includes(existing);
      test(`${name}: ${existing} ${can ? "lets the link's tokens in everywhere" : "is not possible"}`, async () => {
        const clouds = cloudsWith(policies);
        const { plan, snapshot } = await planned(clouds, existing);
        if (!can) {
          if (existing === "replace") return;
          assert.deepEqual(policyChanges(plan), []);
          assert.equal(plan.assurance.kind, "reserved");
          return;
        }
        assert.deepEqual(plan.access.notLetIn, []);
        const lost = [...plan.access.shutOut, ...plan.access.perhapsShutOut].map(({ name }) => name);
        if (existing === "replace") assert.match(lost.join(), replaced);
        else if (!openElsewhere)
          assert.deepEqual(
            lost.filter((one) => /token/.test(one)),
            [],
          );
        if (!staysOpen) assert.deepEqual([...names(plan.access.open), ...names(plan.access.perhapsOpen)], []);
        assert.equal((await apply(plan, clouds)).outcome.status, "done");
        const again = await planned(clouds, existing);
        assert.deepEqual(policyChanges(again.plan), [], "a second run has nothing to do");
        assert.ok(snapshot);
      });

      if (can) {
        test(`${name}: ${existing} opens nothing in between`, async () => {
          const { plan, snapshot } = await planned(cloudsWith(policies), existing);
          const token = wantedToken(snapshot, "basic-calculator", suggestSecureApi(snapshot).policy);
          const openBefore = new Set(names(whoGetsIn(snapshot, token, []).open));
          for (let count = 1; count <= plan.changes.length; count += 1) {
            const between = whoGetsIn(snapshot, token, plan.changes.slice(0, count));
            for (const who of between.letIn) {
              const expected = existing === "accept-both" ? /token/ : /Auth0 token/;
              assert.match(who.name, expected, `${who.name} is let in after ${count} changes`);
            }
            for (const who of names(between.open)) assert.ok(openBefore.has(who), who);
          }
          assert.ok(withChanges(snapshot.policies.access, snapshot.instance, plan.changes));
        });
      }
    }
  }

  test("leaves everything as it is, and says why, unless something else is chosen", async () => {
    const { plan } = await planned(cloudsWith({ api: inbound(base, partnerCheck) }), "leave");
    assert.deepEqual(policyChanges(plan), []);
    assert.match(plan.notes.join(), /left as it is/);
    assert.notDeepEqual(plan.access.notLetIn, []);
  });

  test("puts no check of its own beside one that takes both, which would shut the partner out", async () => {
    const clouds = cloudsWith({ global: inbound(partnerCheck) });
    const { plan } = await planned(clouds, "accept-both");
    assert.equal((await apply(plan, clouds)).outcome.status, "done");
    const again = await planned(clouds, "leave");
    assert.deepEqual(policyChanges(again.plan), []);
    assert.deepEqual(again.plan.access.shutOut, []);
    assert.match(again.plan.unchanged.join(), /no check is put beside those that are there/);
    assert.match(JSON.stringify(again.plan.assurance), /others get in, too: .*partner\.example/);
  });

  test("keeps the partner's check byte for byte where the issuer decides", async () => {
    const { plan } = await planned(cloudsWith({ api: inbound(base, partnerCheck) }), "decide-by-issuer");
    const [change] = policyChanges(plan);
    assert.ok(textOf(change).includes(partnerCheck));
    assert.match(change?.title ?? "", /choose by issuer around validate-jwt/);
  });

  test("says that one check takes its issuers and audiences in every combination", async () => {
    const { plan } = await planned(cloudsWith({ api: inbound(base, partnerCheck) }), "accept-both");
    assert.match(plan.notes.join(), /tokens of either issuer get in for either audience/);
    assert.match(policyChanges(plan)[0]?.title ?? "", /^Complete validate-jwt/);
  });

  test("says whom a policy is that is not the API's alone", async () => {
    const { plan } = await planned(cloudsWith({ global: inbound(partnerCheck) }), "replace");
    assert.match(plan.notes.join(), /The policy of all APIs is not this API's alone/);
  });

  test("does nothing about a check that cannot be read", async () => {
    const secret = partnerCheck.replace(`<issuer>${partner}/</issuer>`, "<issuer>{{issuer}}</issuer>");
    const hidden = secret.replace(`${partner}/.well-known/openid-configuration`, "{{url}}");
    for (const existing of ["accept-both", "decide-by-issuer", "replace"] as const) {
      const { plan } = await planned(cloudsWith({ api: inbound(base, hidden) }), existing);
      assert.deepEqual(policyChanges(plan), []);
      assert.match(plan.notes.join(), /cannot be read/);
    }
  });

  test("asks for no scopes in a check that others use, and says so", async () => {
    const clouds = cloudsWith({ api: inbound(base, partnerCheck) });
    const { plan } = await planned(clouds, "accept-both", ["read:basic-calculator"]);
    assert.deepEqual(policyChanges(plan), []);
    assert.match(plan.notes.join(), /cannot ask for scopes/);
  });

  test("lets the link's tokens into the partner's branch, too, where a header that anybody may send decides", async () => {
    const clouds = cloudsWith({ api: inbound(base, chooseIssuer) });
    const left = await planned(clouds, "leave");
    assert.notDeepEqual(left.plan.access.notLetIn, []);
    const { plan } = await planned(clouds, "decide-by-issuer");
    assert.deepEqual(plan.access.notLetIn, []);
    assert.ok(textOf(policyChanges(plan)[0]).includes(partnerCheck));
  });
});

suite("the ways that are offered where a check is there", () => {
  async function waysFor(policies: Policies) {
    const snapshot = await readSecureApi(cloudsWith(policies), basicCalculator, signal);
    return existingWays(snapshot, suggestSecureApi(snapshot));
  }

  test("are those that are possible, with whom each shuts out, the mildest first", async () => {
    const ways = await waysFor({ api: inbound(base, partnerCheck) });
    assert.deepEqual(
      ways.map(({ way }) => way),
      ["decide-by-issuer", "accept-both", "replace"],
    );
    assert.deepEqual(
      ways.map(({ shutOut }) => shutOut.some((name) => name.includes("partner.example"))),
      [false, false, true],
    );
  });

  test("let nobody amend a check of Entra's, and not the tenant's own key be told by the issuer", async () => {
    const entra = await waysFor({ api: inbound(base, entraCheck) });
    assert.deepEqual(
      entra.map(({ way }) => way),
      ["decide-by-issuer", "replace"],
    );
    const own = await waysFor({ api: inbound(base, sharedKey) });
    assert.deepEqual(
      own.map(({ way }) => way),
      ["accept-both", "replace"],
    );
  });

  test("say where calls get in with no token all the same", async () => {
    const [first] = await waysFor({ api: inbound(base, exemptWebhook) });
    assert.notDeepEqual(first?.open, []);
  });

  test("are none where nothing is in the way, and where nothing can be read", async () => {
    assert.deepEqual(await waysFor({}), []);
    assert.deepEqual(await waysFor({ api: inbound(base, "{{policies}}") }), []);
  });
});

suite("what is said of an API whose checks were met", () => {
  test("is not that it is secured while others get in by their own check", async () => {
    for (const existing of ["accept-both", "decide-by-issuer"] as const) {
      const { plan } = await planned(cloudsWith({ api: inbound(base, partnerCheck) }), existing);
      assert.ok(plan.assurance.kind === "reserved");
      assert.match(plan.assurance.reservations[0].found, /others get in, too: .*partner\.example/);
    }
    const { plan } = await planned(cloudsWith({ api: inbound(base, partnerCheck) }), "replace");
    assert.deepEqual(plan.assurance, { kind: "assured" });
  });

  test("is not that it is secured while an operation is open or refuses the link's tokens", async () => {
    const { plan } = await planned(cloudsWith({ api: inbound(base, exemptWebhook) }), "accept-both");
    assert.ok(plan.assurance.kind === "reserved");
    assert.match(JSON.stringify(plan.assurance), /Whether somebody with no token gets in/);
  });
});
