import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import { Fates } from "../../../../src/access/callers/index.ts";
import { fuzzRuns } from "../../../support/policy-texts.ts";
import { holdFindings } from "../../access/agreement.ts";
import { answer, choose, entra, entryOf, instanceOf, jwt, type Scenario } from "../../access/instance.ts";
import { type Instance, withInstance } from "./instance.ts";
import { build } from "./instance-of-scenario.ts";
import {
  asCaller,
  fateByAccess,
  forgedToken,
  headersOf,
  signTokens,
  type TokenCaller,
  tokens,
} from "./token-callers.ts";

const sent = (name: string) => `context.Request.Headers.GetValueOrDefault("${name}","")`;
const has = (name: string) => `context.Request.Headers.ContainsKey("${name}")`;
const variable = 'context.Variables.GetValueOrDefault<string>("v","") == "1"';

/** A check that asks for a scope, too. */
const withScope = (check: string) =>
  check.replace(
    "</validate-jwt>",
    '<required-claims><claim name="scope" match="any"><value>read</value></claim></required-claims></validate-jwt>',
  );

/** One check for the tokens of two tenants. */
const either = jwt()
  .replace(
    "<audiences>",
    '<openid-config url="https://partner.eu.auth0.com/.well-known/openid-configuration"/><audiences>',
  )
  .replace("</issuers>", "<issuer>https://partner.eu.auth0.com/</issuer></issuers>");

const issuer = `${sent("Authorization")}.Split(' ').Last().AsJwt()?.Issuer`;

const anyHeader = `@(${has("A")})`;

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
  `@(${issuer} == "https://acme.eu.auth0.com/")`,
  `@(${issuer} == "https://partner.eu.auth0.com/")`,
  "true",
  "false",
  "{{on}}",
);

const anyPolicy = fc.constantFrom(
  "<base/>",
  "<base/>",
  jwt(),
  jwt(),
  jwt("partner"),
  jwt("acme", 'header-name="Authorization"', "https://other.example/"),
  jwt("acme", 'header-name="X-Token"'),
  withScope(jwt()),
  either,
  entra(),
  entra("common"),
  entra("99999999-2222-3333-4444-555555555555"),
  '<validate-jwt header-name="Authorization"><issuer-signing-keys><key>{{secret}}</key></issuer-signing-keys></validate-jwt>',
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
  '<set-header name="Authorization" exists-action="delete"/>',
  `<set-header name="B"><value>@(${sent("A")})</value></set-header>`,
);

const always = (content: string) => choose({ true: content });

/** Policies that hold others. */
const anyHolder = fc.constantFrom<(first: string, second: string) => string>(
  (first) => `<retry condition="@(false)" count="1" interval="1">${first}</retry>`,
  (first, second) => `<retry condition="@(${has("A")})" count="2" interval="0">${first}</retry>${second}`,
  (first, second) => `<limit-concurrency key="a" max-count="9">${first}</limit-concurrency>${second}`,
  (first, second) => `<wait for="all">${always(first)}${always(second)}</wait>`,
  (first, second) => `<wait for="any">${always(first)}${always(second)}</wait>`,
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
    {
      weight: 1,
      arbitrary: fc
        .tuple(anyHolder, tie("anyContent"), tie("anyContent"))
        .map(([hold, first, second]) => hold(first, second)),
    },
  ),
}));

const anyLevel = fc.option(anyContent, { nil: undefined });
const anyScenario = fc
  .record({
    global: anyLevel,
    workspace: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: anyLevel }),
    api: anyLevel,
    operation: anyLevel,
    product: anyLevel,
    productKey: fc.boolean(),
    key: fc.boolean(),
    backend: fc.option(
      fc.constantFrom(
        "<forward-request/>",
        "<base/>",
        answer(503),
        choose({ [anyHeader]: answer(401) }, "<forward-request/>"),
      ),
      { nil: undefined, freq: 4 },
    ),
    onError: fc.option(
      fc.constantFrom(
        "<base/>",
        answer(200),
        answer(404),
        '<set-status code="403"/>',
        choose({ [anyHeader]: answer(200) }),
      ),
      { nil: undefined, freq: 4 },
    ),
  })
  .map(
    ({ global, workspace, api, operation, product, productKey, key, backend, onError }): Scenario => ({
      ...(global !== undefined && { global }),
      ...(workspace !== undefined && { workspace }),
      ...(api !== undefined && { api }),
      ...(operation !== undefined && { operation }),
      ...(product !== undefined && { product, productKey }),
      ...(backend !== undefined && { backend }),
      ...(onError !== undefined && { onError }),
      key,
      fragments: { check: jwt() },
      values: { on: "true", secret: null },
    }),
  );

/** All that callers can choose of what the conditions ask for. */
const chosen: readonly Readonly<Record<string, string>>[] = [
  {},
  { A: "1" },
  { A: "2" },
  { B: "1" },
  { A: "1", B: "1" },
  { A: "2", B: "1" },
];
const anyCaller: fc.Arbitrary<TokenCaller> = fc.record({
  token: fc.constantFrom(...Object.keys(tokens)),
  key: fc.constantFrom("none", "good", "wrong", "product"),
  headers: fc.constantFrom(...chosen),
});

/** What a call got; `undefined` when the sandbox cannot decide it. */
async function statusOf(gateway: Instance, headers: Record<string, string>): Promise<number | undefined> {
  const call = () => gateway.call("/orders/add?a=2&b=3", { headers });
  // a connection that was kept may be closed just then; nobody has answered the call
  const response = await call().catch(call);
  await response.arrayBuffer();
  return response.headers.has("sandbox-undecided-policy") ? undefined : response.status;
}

const isIn = (status: number) => status >= 200 && status < 300;

/** Whether anybody without a token gets in; `undefined` when the sandbox cannot decide it of some. */
async function anybodyGetsIn(gateway: Instance, hasKey: boolean): Promise<boolean | undefined> {
  const key = hasKey ? "good" : "none";
  let isUndecided = false;
  const claimed = [undefined, gateway.tenant.issuer, gateway.partner.issuer];
  for (const issuer of claimed) {
    const forged = issuer === undefined ? {} : { Authorization: `Bearer ${forgedToken(issuer)}` };
    for (const headers of chosen) {
      const caller: TokenCaller = { token: "none", key, headers: { ...headers, ...forged } };
      const status = await statusOf(gateway, headersOf(caller, gateway, new Map()));
      if (status !== undefined && isIn(status)) return true;
      isUndecided ||= status === undefined;
    }
  }
  return isUndecided ? undefined : false;
}

/** The product in whose context a caller's call runs: that of their key, or an open one. */
function productOf(scenario: Scenario, { key }: TokenCaller): string | null {
  const hasProduct = scenario.product !== undefined || scenario.productKey !== undefined;
  if (key === "product") return hasProduct ? "starter" : null;
  if (key === "none" || (key === "wrong" && scenario.key === false))
    return scenario.productKey === false ? "starter" : null;
  return null;
}

/** Holds what the rules of access say of a caller, and what following them in particular says, to what they got. */
function hold(scenario: Scenario, caller: TokenCaller, fates: Fates, status: number): void {
  const entry = entryOf(scenario, productOf(scenario, caller));
  const hasNoSuchProduct = caller.key === "product" && entry.product === null;
  // what on-error answers with success is told as a way of its own, for those who failed a check
  const isAnswered = scenario.onError?.includes('code="200"');
  // a redirect lets nobody in and refuses nobody
  const isRedirected = status >= 300 && status < 400;
  const told =
    isAnswered || isRedirected
      ? undefined
      : fateByAccess(entry, hasNoSuchProduct ? { ...caller, key: "wrong" } : caller);
  const who = `${JSON.stringify(caller)} got ${status}`;
  assert.ok(
    told === undefined || (told === "in") === isIn(status),
    `${who}, told ${told}: ${JSON.stringify(entry)}`,
  );
  const { api, operation } = entry;
  const fate = fates.of({ api, operation }, asCaller(caller));
  if (fate.kind === "unknown") return;
  assert.equal(fate.kind === "in", isIn(status), `${who}; ${JSON.stringify(fate)}`);
  if (fate.kind === "refused" && fate.status !== undefined) assert.equal(fate.status, status, who);
}

suite("what access tells of random policies, and what the gateway does", function () {
  // as many as somebody asks for take as long as they take
  this.timeout(process.env["FUZZ_RUNS"] ? 0 : 600_000);
  const gateway = withInstance();

  test("is what the findings of the whole stand on, too", () => {
    const property = fc.property(anyScenario, (scenario) => holdFindings(instanceOf(scenario)));
    fc.assert(property, { numRuns: fuzzRuns(1000), seed: Number(process.env["FUZZ_SEED"]) || 83 });
  });

  test("never contradict each other, for callers without a token", async () => {
    const property = fc.asyncProperty(anyScenario, async (scenario) => {
      build(gateway, scenario);
      for (const hasKey of [false, true]) {
        const isByProduct = !hasKey && scenario.productKey === false;
        const { verdict, paths } = entryOf(scenario, isByProduct ? "starter" : null);
        const found = await anybodyGetsIn(gateway, hasKey);
        // what on-error answers to those without a key is told with a path of its own
        const asksForKey = paths.every(({ checks }) => checks.some(({ kind }) => kind === "key"));
        const lacksKey = verdict === "key" && !hasKey && asksForKey;
        const isShut = verdict === "closed" || verdict === "restricted" || lacksKey;
        if (isShut) assert.notEqual(found, true, `${verdict}, and somebody gets in`);
        // checks that restrict nobody may ask for some token all the same
        const isFree = paths.some(({ checks }) => checks.every(({ kind }) => kind === "key"));
        const isOpen = isFree && (verdict === "open" || (verdict === "key" && hasKey));
        if (isOpen) assert.notEqual(found, false, `${verdict}, and nobody gets in`);
      }
    });
    await fc.assert(property, { numRuns: fuzzRuns(100), seed: Number(process.env["FUZZ_SEED"]) || 81 });
  });

  test("never contradict each other, for callers with tokens and keys of all sorts", async () => {
    const signed = await signTokens(gateway);
    const callers = fc.uniqueArray(anyCaller, {
      minLength: 8,
      maxLength: 8,
      selector: (one) => JSON.stringify(one),
    });
    const property = fc.asyncProperty(anyScenario, callers, async (scenario, all) => {
      build(gateway, scenario);
      const fates = new Fates(instanceOf(scenario));
      for (const caller of all) {
        const status = await statusOf(gateway, headersOf(caller, gateway, signed));
        if (status !== undefined) hold(scenario, caller, fates, status);
      }
    });
    await fc.assert(property, { numRuns: fuzzRuns(200), seed: Number(process.env["FUZZ_SEED"]) || 82 });
  });
});
