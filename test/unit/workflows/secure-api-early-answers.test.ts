import assert from "node:assert/strict";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import {
  describePlace,
  describeReservation,
  type ReservationKind,
} from "../../../src/workflows/assurance.ts";
import { usualPolicy } from "../../../src/workflows/secure-api/choices.ts";
import type { SecuringPlan } from "../../../src/workflows/secure-api.ts";
import { planSecureApi, readSecureApi, suggestSecureApi } from "../../../src/workflows/secure-api.ts";
import { basicCalculator } from "../../support/in-memory/index.ts";
import { type InMemoryClouds, instance, signal, twoClouds } from "./clouds.ts";
import { inbound, ownCheck, scopes } from "./policy-situations.ts";
import { secure, textOf } from "./securing.ts";

const api = "the policy of “Basic Calculator”";
const all = "the policy of all APIs";
const include = '<include-fragment fragment-id="Token-Check" />';
const answer = (code = 200) => `<return-response><set-status code="${code}" /></return-response>`;
const when = (content: string, condition = "true") =>
  `<choose><when condition='@(${condition})'>${content}</when></choose>`;
const cache = (attributes: string, content = "") =>
  `<cache-lookup vary-by-developer="false" vary-by-developer-groups="false" ${attributes}>${content}</cache-lookup>`;
const base = "<base />";

type Policies = Partial<Record<keyof typeof scopes, string>>;

function cloudsWith(policies: Policies): InMemoryClouds {
  const clouds = twoClouds();
  const state = instance(clouds);
  state.products = [{ id: "partners", productId: "partners", displayName: "Partners" }];
  state.productsOfApis.set("basic-calculator", ["partners"]);
  for (const [level, scope] of Object.entries(scopes)) {
    const text = Object.entries(policies).find(([name]) => name === level)?.[1];
    if (text !== undefined) clouds.azure.putPolicy(scope, text);
  }
  const outer: PolicyLevel = { kind: "fragment", instance: basicCalculator.instance, fragmentId: "outer" };
  clouds.azure.putPolicy(outer, `<fragment><include-fragment fragment-id="outer" />${include}</fragment>`);
  return clouds;
}

const found = ({ assurance }: SecuringPlan) =>
  assurance.kind === "assured"
    ? []
    : assurance.reservations.map(({ kind, place }) => [kind, describePlace(place)]);

const early: Readonly<Record<string, readonly [Policies, ReservationKind, string]>> = {
  "for all APIs": [{ global: inbound(answer()) }, "answers-first", `line 3 of ${all}`],
  "of a product": [
    { product: inbound(base, '<mock-response status-code="200" />') },
    "answers-first",
    "line 4 of the policy of the product “Partners”",
  ],
  "before the check that is inserted": [
    { api: inbound(answer(), base) },
    "answers-first",
    `line 3 of ${api}`,
  ],
  "of a fragment before the check": [
    { api: inbound(base, include, ownCheck()), fragment: `<fragment>${answer()}</fragment>` },
    "answers-first",
    `line 4 of ${api}`,
  ],
  "of a fragment in a fragment that is in a circle": [
    {
      api: inbound(base, '<include-fragment fragment-id="outer" />', ownCheck()),
      fragment: `<fragment>${answer()}</fragment>`,
    },
    "answers-first",
    `line 4 of ${api}`,
  ],
  "of a fragment before an operation's <base />": [
    { add: inbound(include, base), fragment: `<fragment>${answer()}</fragment>` },
    "answers-first",
    "line 3 of the policy of the operation “add” (GET /add)",
  ],
  "in a branch before the check": [
    { api: inbound(base, when(answer(), 'context.Request.Url.Path == "/x"'), ownCheck()) },
    "answers-some",
    `line 4 of ${api}`,
  ],
  "in a branch for all but preflights": [
    { api: inbound(base, when(answer(), 'context.Request.Method != "OPTIONS"'), ownCheck()) },
    "answers-some",
    `line 4 of ${api}`,
  ],
  "in a branch before an operation's <base />": [
    { add: inbound(when('<mock-response status-code="200" />'), base) },
    "answers-some",
    "line 3 of the policy of the operation “add” (GET /add)",
  ],
  "from a cache of private answers": [
    { api: inbound(base, cache('allow-private-response-caching="true"'), ownCheck()) },
    "answers-some",
    `line 4 of ${api}`,
  ],
};

const late: Readonly<Record<string, Policies>> = {
  "behind the check": { api: inbound(base, ownCheck(), answer()) },
  "behind the check that is inserted": { api: inbound(base, when(answer())) },
  "behind an operation's <base />": { add: inbound(base, answer()) },
  "for all APIs, where the API's policy has no <base />": {
    global: inbound(answer()),
    api: inbound(ownCheck()),
  },
  "for all APIs, where <base /> stands behind the check": {
    global: inbound(answer()),
    api: inbound(ownCheck(), base),
  },
  "that refuses some": {
    api: inbound(base, when(answer(429), 'context.Request.Method == "POST"'), ownCheck()),
  },
  "to preflights": {
    api: inbound(base, when(answer(), 'context.Request.Method == "OPTIONS"'), ownCheck()),
  },
  "from a cache without private answers": { api: inbound(base, cache(""), ownCheck()) },
  "from a cache by the token": {
    api: inbound(
      base,
      cache('allow-private-response-caching="true"', "<vary-by-header>Authorization</vary-by-header>"),
      ownCheck(),
    ),
  },
};

suite("an answer before a token is checked", () => {
  for (const [name, [policies, kind, place]] of Object.entries(early)) {
    test(`${name} is named, before the plan and after it`, async () => {
      const clouds = cloudsWith(policies);
      assert.deepEqual(found((await secure(clouds)).plan), [[kind, place]]);
      const { plan } = await secure(clouds);
      assert.deepEqual(found(plan), [[kind, place]]);
      assert.ok(plan.assurance.kind === "reserved");
      const words = describeReservation(plan.assurance.reservations[0]);
      assert.match(words, kind === "answers-first" ? /answers every call/ : /may answer calls/);
    });
  }

  for (const [name, policies] of Object.entries(late)) {
    test(`is not one ${name}`, async () => {
      const clouds = cloudsWith(policies);
      assert.deepEqual((await secure(clouds)).plan.assurance, { kind: "assured" });
      assert.deepEqual((await secure(clouds)).plan.assurance, { kind: "assured" });
    });
  }
});

suite("what a plan does to callers and says of it", () => {
  const stepOf = ({ changes }: SecuringPlan) => changes.find(({ id }) => id === "policy");

  test("preflights that choose answers are answered before the check", async () => {
    const preflight = when(answer(), 'context.Request.Method == "OPTIONS"');
    const { plan } = await secure(cloudsWith({ api: inbound(base, preflight, "<set-variable />") }));
    const after = textOf(stepOf(plan));
    assert.ok(after.indexOf("<validate-jwt") > after.indexOf(preflight));
    assert.ok(after.indexOf("<validate-jwt") < after.indexOf("<set-variable"));
  });

  test("a list of audiences where there was none is told", async () => {
    const check = ownCheck().replace(/<audiences>.*<\/audiences>/, "");
    const { plan } = await secure(cloudsWith({ api: inbound(base, check) }));
    assert.match(plan.notes.join(), /any audience.*“basic-calculator” only/);
  });

  test("the status somebody chose for refusals stays", async () => {
    const chosen = ownCheck({ attributes: ' failed-validation-httpcode="403"' });
    assert.equal(stepOf((await secure(cloudsWith({ api: inbound(base, chosen) }))).plan), undefined);
  });

  test("a header with a key is asked for besides the token", async () => {
    const check =
      '<check-header name="X-Api-Key" failed-check-httpcode="401"><value>k</value></check-header>';
    const { plan } = await secure(cloudsWith({ api: inbound(base, check) }));
    assert.deepEqual(found(plan), [["credentials", `line 4 of ${api}`]]);
    assert.match(JSON.stringify(plan.assurance), /X-Api-Key.*both, that header and a token/);
    assert.ok(stepOf(plan));
  });

  test("a policy that is to be left as it is does not say that nothing is checked where something is", async () => {
    const noteFor = async (check: string) => {
      const clouds = cloudsWith({ api: inbound(base, check) });
      const snapshot = await readSecureApi(clouds, basicCalculator, signal);
      const policy = { ...usualPolicy, insert: false };
      const plan = planSecureApi(snapshot, { ...suggestSecureApi(snapshot), policy });
      return [plan.notes.join(), plan.assurance.kind] as const;
    };
    const [kept, assured] = await noteFor(ownCheck());
    assert.match(kept, /takes the tokens of this link already/);
    assert.equal(assured, "assured");
    const [incomplete, reserved] = await noteFor(ownCheck({ audience: "other" }));
    assert.match(incomplete, /does not take the tokens of this link/);
    assert.equal(reserved, "reserved");
    assert.match((await noteFor("<set-variable />"))[0], /will not check tokens/);
  });

  test("an MCP server's clients need more than the check, which is told", async () => {
    const clouds = cloudsWith({});
    const snapshot = await readSecureApi(clouds, basicCalculator, signal);
    const choices = suggestSecureApi(snapshot);
    const plan = planSecureApi({ ...snapshot, api: { ...snapshot.api, type: "mcp" } }, choices);
    assert.match(plan.notes.join(), /is an MCP server: .*resource_metadata/);
    assert.doesNotMatch(planSecureApi(snapshot, choices).notes.join(), /MCP/);
  });

  test("a fragment that refuses, included by choose, is left alone", async () => {
    const policies = { api: inbound(base, when(include)), fragment: `<fragment>${answer(401)}</fragment>` };
    const { plan } = await secure(cloudsWith(policies));
    assert.deepEqual(found(plan), [["fragment", "line 1 of the policy fragment “Token-Check”"]]);
    assert.equal(stepOf(plan), undefined);
    const beside = await secure(cloudsWith({ ...policies, api: inbound(base, when(include), ownCheck()) }));
    assert.deepEqual(found(beside.plan), found(plan), "a refusal before the check is no early answer");
  });
});
