import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import { fuzzRuns } from "../../../support/policy-texts.ts";
import { answer, choose, entryOf, jwt, type Scenario } from "../../access/instance.ts";
import { type Instance, withInstance } from "./instance.ts";
import { build } from "./instance-of-scenario.ts";

const sent = (name: string) => `context.Request.Headers.GetValueOrDefault("${name}","")`;
const has = (name: string) => `context.Request.Headers.ContainsKey("${name}")`;
const variable = 'context.Variables.GetValueOrDefault<string>("v","") == "1"';

const anyCondition = fc.constantFrom(
  `@(${has("A")})`,
  `@(!${has("A")})`,
  `@(${sent("B")} == "1")`,
  `@(${sent("B")} != "1")`,
  `@(${has("A")} && ${sent("B")} == "1")`,
  `@(${has("A")} || ${variable})`,
  `@(${variable})`,
  '@(context.Request.Method == "GET")',
  '@(context.Operation.Id == "x")',
  "@(context.Product != null)",
  "true",
  "false",
  "{{on}}",
);

const anyPolicy = fc.constantFrom(
  "<base/>",
  "<base/>",
  jwt(),
  jwt("partner"),
  jwt("acme", 'header-name="Authorization" require-signed-tokens="false"'),
  '<include-fragment fragment-id="check"/>',
  answer(200),
  answer(302),
  answer(401),
  '<mock-response status-code="200"/>',
  '<check-header name="A"/>',
  '<check-header name="B"><value>{{secret}}</value></check-header>',
  '<ip-filter action="allow"><address>1.2.3.4</address></ip-filter>',
  '<ip-filter action="forbid"><address>1.2.3.4</address></ip-filter>',
  '<set-variable name="v" value="1"/>',
  `<set-variable name="v" value="@(${sent("B")})"/>`,
  '<set-header name="A"><value>x</value></set-header>',
  '<set-header name="A" exists-action="delete"/>',
  `<set-header name="B"><value>@(${sent("A")})</value></set-header>`,
);

const { anyContent } = fc.letrec<{ anyContent: string; anyNode: string }>((tie) => ({
  anyContent: fc.array(tie("anyNode"), { maxLength: 3 }).map((nodes) => nodes.join("")),
  anyNode: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 4, arbitrary: anyPolicy },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          fc.dictionary(anyCondition, tie("anyContent"), { minKeys: 1, maxKeys: 2 }),
          fc.option(tie("anyContent")),
        )
        .map(([branches, otherwise]) => choose(branches, otherwise ?? undefined)),
    },
  ),
}));

const anyLevel = fc.option(anyContent, { nil: undefined });
const anyScenario = fc
  .record({
    global: anyLevel,
    api: anyLevel,
    operation: anyLevel,
    product: anyLevel,
    productKey: fc.boolean(),
    key: fc.boolean(),
  })
  .map(
    ({ global, api, operation, product, productKey, key }): Scenario => ({
      ...(global !== undefined && { global }),
      ...(api !== undefined && { api }),
      ...(operation !== undefined && { operation }),
      ...(product !== undefined && { product, productKey }),
      key,
      fragments: { check: jwt() },
      values: { on: "true", secret: null },
    }),
  );

/** All that callers can choose of what the conditions ask for. None has a token. */
const callers: readonly Readonly<Record<string, string>>[] = [
  {},
  { A: "1" },
  { A: "2" },
  { B: "1" },
  { A: "1", B: "1" },
  { A: "2", B: "1" },
];

/** Whether anybody gets in; `undefined` when the sandbox cannot decide it of some. */
async function anybodyGetsIn(gateway: Instance, hasKey: boolean): Promise<boolean | undefined> {
  const key = hasKey ? { "Ocp-Apim-Subscription-Key": gateway.subscriptionKey } : {};
  let isUndecided = false;
  for (const headers of callers) {
    const response = await gateway.call("/orders/add?a=2&b=3", { headers: { ...headers, ...key } });
    await response.arrayBuffer();
    if (response.ok) return true;
    isUndecided ||= response.headers.has("sandbox-undecided-policy");
  }
  return isUndecided ? undefined : false;
}

suite("what access tells of random policies, and what the gateway does", function () {
  // as many as somebody asks for take as long as they take
  this.timeout(process.env["FUZZ_RUNS"] ? 0 : 600_000);
  const gateway = withInstance();

  test("never contradict each other, for callers without a token", async () => {
    const property = fc.asyncProperty(anyScenario, async (scenario) => {
      build(gateway, scenario);
      for (const hasKey of [false, true]) {
        const isByProduct = !hasKey && scenario.productKey === false;
        const { verdict, paths } = entryOf(scenario, isByProduct ? "starter" : null);
        const found = await anybodyGetsIn(gateway, hasKey);
        const isShut = verdict === "closed" || verdict === "restricted" || (verdict === "key" && !hasKey);
        if (isShut) assert.notEqual(found, true, `${verdict}, and somebody gets in`);
        // checks that restrict nobody may ask for some token all the same
        const isFree = paths.some(({ checks }) => checks.every(({ kind }) => kind === "key"));
        const isOpen = isFree && (verdict === "open" || (verdict === "key" && hasKey));
        if (isOpen) assert.notEqual(found, false, `${verdict}, and nobody gets in`);
      }
    });
    await fc.assert(property, { numRuns: fuzzRuns(200), seed: Number(process.env["FUZZ_SEED"]) || 81 });
  });
});
