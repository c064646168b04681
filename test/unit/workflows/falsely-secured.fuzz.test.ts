import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import { type Caller, fateOf, isSecured } from "../../../src/access/callers/index.ts";
import { accessOf } from "../../../src/access/index.ts";
import { Failure } from "../../../src/core/failure.ts";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import { readApiSnapshot } from "../../../src/workflows/read-access/read-api.ts";
import { readWhoGetsIn } from "../../../src/workflows/secure-api/who-gets-in.ts";
import {
  planSecureApi,
  readChoices,
  readSecureApi,
  type SecureApiChoices,
  type SecuringPlan,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import { basicCalculator, calculatorOperations } from "../../support/in-memory/index.ts";
import { fuzzRuns } from "../../support/policy-texts.ts";
import { type InMemoryClouds, instance, signal, twoClouds } from "./clouds.ts";
import {
  entraCheck,
  inbound,
  ownCheck,
  partner,
  partnerCheck,
  scopes,
  sharedKeyCheck,
} from "./policy-situations.ts";
import { apply } from "./securing.ts";

type Level = keyof typeof scopes;

const ways: readonly SecureApiChoices["policy"]["existing"][] = [
  "leave",
  "accept-both",
  "decide-by-issuer",
  "replace",
];

const header = (name: string) => `context.Request.Headers.GetValueOrDefault("${name}","")`;
const issuer = `${header("Authorization")}.Split(' ').Last().AsJwt()?.Issuer`;

/** What calls can show or send, whoever makes them. */
const anyCondition = fc.constantFrom(
  "context.Request.Certificate != null",
  'context.Request.Certificate?.Thumbprint == "AB"',
  'context.Request.Headers.ContainsKey("Authorization")',
  `${header("Authorization")} != ""`,
  `${header("authorization")}.StartsWith("Basic ")`,
  `!${header("Authorization")}.StartsWith("Bearer")`,
  `${issuer} == "${partner}/"`,
  `${issuer} == "https://contoso.eu.auth0.com/"`,
  `${issuer} == "https://nobody.example/"`,
  `${header("X")} == "1"`,
  'context.Request.Headers.ContainsKey("Cookie")',
  "context.Subscription == null",
  'context.Subscription?.Name == "x"',
  "context.Product != null",
  'context.Product?.Id == "partners"',
  "context.User != null",
  "context.Request.Body != null",
  'context.Request.IpAddress == "1.2.3.4"',
  'context.Request.Method == "OPTIONS"',
  'context.Request.Url.Path.EndsWith("/x")',
  'context.Request.Url.Query.ContainsKey("k")',
  'context.Operation.Id == "add"',
  'context.Variables.GetValueOrDefault<string>("v","") == "1"',
);

const sharedKey = sharedKeyCheck.replace("{{hs256-key}}", Buffer.alloc(32, 7).toString("base64"));
const own = ownCheck();
const checks = [
  own,
  own,
  partnerCheck,
  partnerCheck,
  sharedKey,
  entraCheck,
  ownCheck({ audience: "other" }),
  ownCheck({ attributes: ' require-signed-tokens="false"' }),
  partnerCheck.replace('header-name="Authorization"', 'header-name="X-Token"'),
  partnerCheck.replace(`<issuer>${partner}/`, "<issuer>{{secret}}"),
  own.replace(/<audiences>.*<\/audiences>/, ""),
];
const anyPolicy = fc.constantFrom(
  ...checks,
  "",
  "<return-response />",
  '<return-response><set-status code="401" /></return-response>',
  '<include-fragment fragment-id="token-check" />',
  '<set-header name="Authorization" exists-action="override"><value>Bearer x</value></set-header>',
  `<set-variable name="v" value="@(${header("X")})" />`,
  "<validate-client-certificate />",
  '<check-header name="X" failed-check-httpcode="401" failed-check-error-message="a" ignore-case="true"><value>1</value></check-header>',
  '<ip-filter action="allow"><address>1.2.3.4</address></ip-filter>',
  '<cache-lookup vary-by-developer="false" vary-by-developer-groups="false" />',
  "<cors><allowed-origins><origin>*</origin></allowed-origins></cors>",
  `<!-- ${own} -->`,
);
const chosen = fc.tuple(anyCondition, anyPolicy, anyPolicy).map(([condition, then, otherwise]) => {
  return `<choose><when condition="@(${condition})">${then}</when><otherwise>${otherwise}</otherwise></choose>`;
});
const held = fc
  .tuple(
    fc.constantFrom(
      ['<retry condition="@(false)" count="1" interval="1">', "</retry>"],
      ['<limit-concurrency key="a" max-count="9">', "</limit-concurrency>"],
      [
        '<wait for="any"><choose><when condition="@(true)">',
        '</when></choose><choose><when condition="@(true)" /></choose></wait>',
      ],
    ),
    anyPolicy,
  )
  .map(([[open, close], policy]) => `${open}${policy}${close}`);
const anyNode = fc.oneof(
  { weight: 3, arbitrary: anyPolicy },
  { weight: 4, arbitrary: chosen },
  { weight: 1, arbitrary: held },
);

const anyLevel = fc
  .record({
    hasBase: fc.integer({ min: 0, max: 5 }).map((one) => one > 0),
    nodes: fc.array(anyNode, { minLength: 1, maxLength: 2 }),
    isAnsweredOnError: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  })
  .map(({ hasBase, nodes, isAnsweredOnError }) => {
    const text = inbound(...(hasBase ? ["<base />"] : []), ...nodes);
    const answered =
      '<on-error><return-response><set-status code="200" /></return-response></on-error></policies>';
    return isAnsweredOnError ? text.replace("</policies>", answered) : text;
  });
const rarely = fc.option(anyLevel, { nil: undefined, freq: 1 });
const anyPolicies = fc.record({
  global: rarely,
  product: rarely,
  api: fc.option(anyLevel, { nil: undefined, freq: 4 }),
  add: rarely,
  fragment: fc.option(
    anyNode.map((node) => `<fragment>\n${node}\n</fragment>`),
    { nil: undefined },
  ),
});

const anyPlace: fc.Arbitrary<SecureApiChoices["policy"]["place"]> = fc.constantFrom(
  { kind: "api" },
  { kind: "api" },
  { kind: "operations", operationIds: ["add"] },
  { kind: "operations", operationIds: ["add", "subtract"] },
  { kind: "product", productId: "partners" },
  { kind: "global" },
  { kind: "fragment", fragmentId: "auth0-calc" },
);

function cloudsWith(policies: { readonly [level in Level]?: string | undefined }, asksForKey: boolean) {
  const clouds = twoClouds();
  const state = instance(clouds);
  state.products = [
    { id: "partners", productId: "partners", displayName: "Partners", subscriptionRequired: true },
  ];
  state.productsOfApis.set("basic-calculator", ["partners"]);
  clouds.azure.addApi({ ...basicCalculator, subscriptionRequired: asksForKey }, calculatorOperations);
  for (const [level, text] of Object.entries(policies)) {
    if (text !== undefined) clouds.azure.putPolicy(scopes[level as Level] as PolicyLevel, text);
  }
  return clouds;
}

/** What a plan makes of both clouds; `undefined` where no plan of that kind can be made. */
async function secured(clouds: InMemoryClouds, policy: Partial<SecureApiChoices["policy"]>) {
  try {
    const read = await readSecureApi(clouds, basicCalculator, signal);
    const suggested = suggestSecureApi(read);
    const choices = {
      ...suggested,
      policy: { ...suggested.policy, insert: true, corsOrigins: [], ...policy },
    };
    const plan = planSecureApi(await readChoices(clouds, read, choices, signal), choices);
    const { outcome } = await apply(plan, clouds);
    return outcome.status === "done" ? plan : undefined;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** Whoever has no token, with what conditions may ask for. */
const strangers: readonly Caller[] = [
  {},
  { certificate: [["one of their own"]] },
  { headers: { authorization: "Basic eA==" } },
  { headers: { x: "1" } },
].flatMap((shown, index) =>
  (["api", { product: "partners" }] as const).map((key) => ({
    id: `stranger ${index}`,
    name: "a stranger",
    family: "strangers",
    key,
    address: "elsewhere" as const,
    ...shown,
  })),
);

/** Holds a plan that says `secured`, or one that is read back so, to who gets in once it is carried out. */
async function holdSecured(plan: SecuringPlan, { azure }: InMemoryClouds): Promise<boolean> {
  const isPlanned = isSecured(plan.access);
  assert.ok(isPlanned || plan.assurance.kind === "reserved", "assured, and its table says otherwise");
  const isReadBack = isSecured(await readWhoGetsIn(azure, basicCalculator, plan.wanted, signal));
  if (!isPlanned && !isReadBack) return false;
  assert.ok(isReadBack, "secured by the plan, and not as it is read back");
  const now = await readApiSnapshot(azure, basicCalculator, signal);
  for (const { api, operation, product, verdict } of accessOf(now).entries) {
    assert.match(verdict, /^(?:restricted|closed)$/, `${operation} by ${product}`);
    for (const stranger of strangers) {
      const fate = fateOf(now, { api, operation }, stranger);
      assert.notEqual(fate.kind, "in", `${operation}: ${JSON.stringify(stranger)}`);
    }
  }
  return true;
}

suite("what Secure API says of random policies", function () {
  // as many as somebody asks for take as long as they take
  this.timeout(process.env["FUZZ_RUNS"] ? 0 : 30_000);

  test("is never secured while somebody gets in without a token", async () => {
    const told = { planned: 0, secured: 0 };
    const one = fc.tuple(anyPolicies, fc.constantFrom(...ways), anyPlace, fc.boolean());
    const property = fc.asyncProperty(one, async ([policies, existing, place, asksForKey]) => {
      const clouds = cloudsWith(policies, asksForKey);
      const plan = await secured(clouds, { existing, place });
      if (!plan) return;
      told.planned += 1;
      if (await holdSecured(plan, clouds)) told.secured += 1;
    });
    await fc.assert(property, { numRuns: fuzzRuns(25), seed: Number(process.env["FUZZ_SEED"]) || 84 });
    if (process.env["FUZZ_RUNS"]) console.log(JSON.stringify(told));
    assert.ok(told.secured > 0, "some of them are secured");
  });
});
