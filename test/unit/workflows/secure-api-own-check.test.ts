import assert from "node:assert/strict";
import { describePlace, describeReservation } from "../../../src/workflows/assurance.ts";
import type { SecuringPlan } from "../../../src/workflows/secure-api.ts";
import { instance, twoClouds } from "./clouds.ts";
import { inbound, ownCheck, partner, scopes } from "./policy-situations.ts";
import { prepare } from "./securing.ts";

const apiPolicy = "the policy of “Basic Calculator”";
const inside = (more: string) => ownCheck().replace("<audiences>", `${more}<audiences>`);

async function planFor(api: string, namedValues: Readonly<Record<string, string | undefined>> = {}) {
  const clouds = twoClouds();
  clouds.azure.putPolicy(scopes.api, api);
  instance(clouds).namedValues = Object.entries(namedValues).map(([displayName, value]) => ({
    id: displayName,
    displayName,
    secret: value === undefined,
    value,
  }));
  return (await prepare(clouds)).plan;
}

const reservations = ({ assurance }: SecuringPlan) =>
  assurance.kind === "assured" ? [] : assurance.reservations;
const found = (plan: SecuringPlan) =>
  reservations(plan).map(({ kind, place }) => [kind, describePlace(place)]);
const words = (plan: SecuringPlan) =>
  reservations(plan)
    .map((one) => `${describeReservation(one)} ${one.advice}`)
    .join("\n");
const policyStep = ({ changes }: SecuringPlan) => changes.find(({ id }) => id === "policy");

suite("a check of the API's own for the tenant", () => {
  const partnerConfig = `<openid-config url="${partner}/.well-known/openid-configuration" />`;
  const takesOthers: Readonly<Record<string, readonly [policy: string, says: RegExp]>> = {
    "another discovery address": [
      inside(partnerConfig),
      /takes tokens of others as well: “https:\/\/partner/,
    ],
    "another issuer": [
      ownCheck().replace("<issuers>", `<issuers><issuer>${partner}/</issuer>`),
      /others as well: “https:\/\/partner\.example\/”/,
    ],
    "an issuer that an expression decides": [
      ownCheck().replace("<issuers>", "<issuers><issuer>@(1)</issuer>"),
      /others as well: one that an expression decides/,
    ],
    "a key that stands there": [
      inside("<issuer-signing-keys><key>c2VjcmV0LWtleQ==</key></issuer-signing-keys>"),
      /whoever signs with a key that stands in the policy/,
    ],
  };
  for (const [name, [check, says]] of Object.entries(takesOthers)) {
    test(`that takes ${name}, too, lets in more than the tenant's callers`, async () => {
      const plan = await planFor(inbound("<base />", check));
      assert.deepEqual(found(plan), [["other-issuer", `line 4 of ${apiPolicy}`]]);
      assert.match(words(plan), says);
      assert.equal(policyStep(plan), undefined);
    });
  }

  test("by its issuer only, with another's keys, is another's", async () => {
    const url = `${partner}/.well-known/openid-configuration`;
    const plan = await planFor(inbound("<base />", ownCheck({ url })));
    assert.deepEqual(found(plan), [["other-issuer", `line 4 of ${apiPolicy}`]]);
    assert.match(words(plan), /for another issuer: “https:\/\/partner\.example\/\.well-known/);
  });

  test("that looks at a token which the policy computes says nothing about callers", async () => {
    const check = ownCheck().replace('header-name="Authorization"', 'token-value="@(context.Variables)"');
    const plan = await planFor(inbound("<base />", check));
    assert.deepEqual(found(plan), [["computed-token", `line 4 of ${apiPolicy}`]]);
    assert.match(words(plan), /token-value/);
    const secret = ownCheck().replace('header-name="Authorization"', 'header-name="{{header}}"');
    const unread = await planFor(inbound("<base />", secret), { header: undefined });
    assert.deepEqual(found(unread), [["computed-token", `line 4 of ${apiPolicy}`]]);
    assert.match(words(unread), /takes the token from cannot be read/);
    const readable = await planFor(inbound("<base />", secret), { header: "Authorization" });
    assert.deepEqual(readable.assurance, { kind: "assured" });
  });

  test("beside one for another audience is passed by no token", async () => {
    for (const checks of [
      [ownCheck(), ownCheck({ audience: "other" })],
      [ownCheck({ audience: "other" }), ownCheck()],
    ]) {
      const plan = await planFor(inbound("<base />", ...checks));
      const line = checks[0] === ownCheck() ? 5 : 4;
      assert.deepEqual(found(plan), [["same-tenant", `line ${line} of ${apiPolicy}`]]);
      assert.match(words(plan), /does not list “basic-calculator”/);
    }
    const plan = await planFor(inbound(ownCheck(), ownCheck()));
    assert.deepEqual(plan.assurance, { kind: "assured" });
  });

  test("that a named value holds as a whole is left alone, and no second one is put beside it", async () => {
    const plan = await planFor(inbound("<base />", "{{check}}"), { check: ownCheck() });
    assert.deepEqual(plan.assurance, { kind: "assured" });
    assert.equal(policyStep(plan), undefined);
  });
});
