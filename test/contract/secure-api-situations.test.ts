import assert from "node:assert/strict";
import { SignJWT } from "jose";
import { setup, suite, test } from "mocha";
import type { PolicyLevel } from "../../src/domain/apim.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { describePlace } from "../../src/workflows/assurance.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import {
  planSecureApi,
  readSecureApi,
  type SecuringPlan,
  suggestSecureApi,
} from "../../src/workflows/secure-api.ts";
import { apimClient, contosoInstance } from "../support/azure-clients.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { withSandbox } from "../support/sandbox.ts";
import { applied, calculatorOf, openClouds, signal, testLink } from "./secure-api-clouds.ts";

const signingKey = Buffer.alloc(32, 7);
const partnerIssuer = "https://partner.example/";
const partnerCheck = `<validate-jwt header-name="Authorization"><issuer-signing-keys><key>${signingKey.toString("base64")}</key></issuer-signing-keys><audiences><audience>calc</audience></audiences><issuers><issuer>${partnerIssuer}</issuer></issuers></validate-jwt>`;
const api = "the policy of “Basic Calculator”";

function inbound(...lines: readonly string[]): string {
  return [
    "<policies>",
    "<inbound>",
    ...lines,
    "</inbound>",
    "<backend><base /></backend>",
    "</policies>",
  ].join("\n");
}

suite("secure an API around which policies decide already, on the sandbox", () => {
  let exchanges: Exchange[] = [];
  const sandbox = withSandbox({
    record(exchange) {
      exchanges.push(exchange);
      recordExchange(exchange);
    },
  });
  let clouds: Clouds;

  setup(async function () {
    this.timeout(60_000);
    sandbox.faults.clear();
    await sandbox.reset();
    clouds = await openClouds(sandbox);
  });

  const scope = {
    global: (): PolicyLevel => ({ kind: "global", instance: calculatorOf(sandbox).instance }),
    api: (): PolicyLevel => ({ kind: "api", ...calculatorOf(sandbox) }),
    operation: (operationId: string): PolicyLevel => ({
      kind: "operation",
      ...calculatorOf(sandbox),
      operationId,
    }),
  };

  async function put(level: PolicyLevel, text: string): Promise<void> {
    const stored = await clouds.azure.readPolicy(level, signal);
    await clouds.azure.writePolicy(level, text, stored?.etag, signal);
  }

  /** Plans with the suggested choices, applies, and says what was found. */
  async function secured(): Promise<{ plan: SecuringPlan; found: readonly string[] }> {
    const plan = await planned();
    if (plan.changes.length > 0) await applied(plan, clouds);
    return { plan, found: foundIn(plan) };
  }

  async function planned(): Promise<SecuringPlan> {
    const snapshot = await readSecureApi(clouds, calculatorOf(sandbox), signal);
    return planSecureApi(snapshot, suggestSecureApi(snapshot));
  }

  async function call(path: string, headers: Record<string, string> = {}) {
    const key = await clouds.azure.readMasterKey(calculatorOf(sandbox).instance, signal);
    const url = `${sandbox.info.gateway}/calc/${path}?a=1&b=2`;
    return sandbox.fetch(url, { headers: { "ocp-apim-subscription-key": key, ...headers } });
  }

  const partnerToken = () =>
    new SignJWT({})
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer(partnerIssuer)
      .setAudience("calc")
      .setExpirationTime("5m")
      .sign(signingKey);

  const foundIn = ({ assurance }: SecuringPlan) =>
    assurance.kind === "assured"
      ? []
      : assurance.reservations
          .filter(({ kind }) => kind !== "no-check")
          .map(({ kind, place }) => `${kind}: ${describePlace(place)}`);

  const hasPolicyStep = (plan: SecuringPlan) => plan.changes.some(({ id }) => id === "policy");

  test("a partner's tokens in one branch of choose get in before and after (80)", async () => {
    const condition = '@(context.Request.Headers.ContainsKey("X-Partner"))';
    const ours = `<return-response><set-status code="401" reason="Unauthorized" /></return-response>`;
    await put(
      scope.api(),
      inbound(
        "<base />",
        `<choose><when condition="${condition}">`,
        partnerCheck,
        `</when><otherwise>${ours}</otherwise></choose>`,
      ),
    );
    const partner = { "x-partner": "1", authorization: `Bearer ${await partnerToken()}` };
    assert.equal((await call("add", partner)).status, 200);
    const { plan, found } = await secured();
    assert.ok(!hasPolicyStep(plan));
    assert.deepEqual(found, [`conditional: line 4 of ${api}`]);
    assert.equal((await call("add", partner)).status, 200);
    assert.deepEqual(foundIn(await planned()), found);
    assert.match(plan.notes.join(), /left as it is, and no validate-jwt is put into it/);
  });

  test("a webhook that choose exempts stays open (81)", async () => {
    const condition = '@(context.Request.Url.Path.EndsWith("/sub"))';
    await put(
      scope.api(),
      inbound(
        "<base />",
        `<choose><when condition="${condition}"></when><otherwise>`,
        partnerCheck,
        "</otherwise></choose>",
      ),
    );
    const before = [(await call("sub")).status, (await call("add")).status];
    assert.deepEqual(before, [200, 401]);
    const { plan, found } = await secured();
    assert.ok(!hasPolicyStep(plan));
    assert.deepEqual(found, [`conditional: line 4 of ${api}`]);
    assert.deepEqual([(await call("sub")).status, (await call("add")).status], before);
  });

  test("a token that a fragment checks is checked by it alone (83)", async () => {
    const { instance } = calculatorOf(sandbox);
    await put(
      { kind: "fragment", instance, fragmentId: "TokenValidator" },
      `<fragment>\n${partnerCheck}\n</fragment>`,
    );
    await put(scope.api(), inbound("<base />", '<include-fragment fragment-id="TokenValidator" />'));
    const { plan, found } = await secured();
    assert.ok(!hasPolicyStep(plan));
    assert.deepEqual(found, ["fragment: line 2 of the policy fragment “TokenValidator”"]);
    assert.equal((await call("add", { authorization: `Bearer ${await partnerToken()}` })).status, 200);
    assert.match(plan.policiesRead, /1 fragment\): \d were there and read\.$/);
  });

  test("Entra's tokens are not shut out (84)", async () => {
    const entra =
      '<validate-azure-ad-token tenant-id="contoso"><audiences><audience>api://calc</audience></audiences></validate-azure-ad-token>';
    await put(scope.api(), inbound("<base />", entra));
    const { plan, found } = await secured();
    assert.ok(!hasPolicyStep(plan));
    assert.deepEqual(found, [`entra: line 4 of ${api}`]);
  });

  test("a shared key of this tenant is no other issuer (85)", async () => {
    const check = partnerCheck.replace(partnerIssuer, `https://${sandbox.info.auth0.domain}/`);
    await put(scope.api(), inbound("<base />", check));
    const { plan, found } = await secured();
    assert.deepEqual(found, [`shared-key: line 4 of ${api}`]);
    assert.match(JSON.stringify(plan.assurance), /tokens of this tenant with a shared key .*HS256/);
    assert.doesNotMatch(JSON.stringify(plan), /another issuer/);
  });

  for (const secret of [false, true]) {
    test(`named values that are ${secret ? "secret are unknown" : "readable are read"} (86)`, async () => {
      const { domain } = sandbox.info.auth0;
      const values = {
        "oidc-url": `https://${domain}/.well-known/openid-configuration`,
        "oidc-issuer": `https://${domain}/`,
      };
      for (const [displayName, value] of Object.entries(values)) {
        const contract = { displayName, value, secret };
        await apimClient(sandbox).namedValue.beginCreateOrUpdateAndWait(
          ...contosoInstance,
          displayName,
          contract,
          {
            updateIntervalInMs: 10,
          },
        );
      }
      const check = `<validate-jwt header-name="Authorization"><openid-config url="{{oidc-url}}" /><audiences><audience>basic-calculator</audience></audiences><issuers><issuer>{{oidc-issuer}}</issuer></issuers></validate-jwt>`;
      await put(scope.api(), inbound("<base />", check));
      const { plan, found } = await secured();
      assert.deepEqual(found, secret ? [`unknown-issuer: line 4 of ${api}`] : []);
      assert.doesNotMatch(JSON.stringify(plan), /another issuer/);
      if (secret) return;
      const { result } = await testLink(sandbox, clouds);
      assert.deepEqual([result.without.status, result.with.status, result.conclusion], [401, 200, "works"]);
    });
  }

  test("another issuer's check for all APIs keeps its callers", async () => {
    await put(
      scope.global(),
      `<policies><inbound>\n${partnerCheck}</inbound><backend><forward-request /></backend></policies>`,
    );
    const partner = { authorization: `Bearer ${await partnerToken()}` };
    assert.equal((await call("add", partner)).status, 200);
    const { plan, found } = await secured();
    assert.ok(!hasPolicyStep(plan));
    assert.deepEqual(found, ["other-issuer: line 3 of the policy of all APIs"]);
    assert.equal((await call("add", partner)).status, 200);
    const { result } = await testLink(sandbox, clouds);
    assert.equal(result.conclusion, "failed");
    assert.doesNotMatch(result.verdict, /as it should be|works/);
    assert.equal(result.place && describePlace(result.place), "line 3 of the policy of all APIs");
  });

  test("an operation without <base /> is told from a secured API, by the plan and by the test", async () => {
    await put(scope.operation("subtract-two-integers"), inbound('<set-variable name="x" value="1" />'));
    const { plan, found } = await secured();
    assert.ok(hasPolicyStep(plan));
    assert.equal(found.length, 1);
    assert.match(found[0] ?? "", /^without-base: line 2 of the policy of the operation “Subtract/);
    assert.deepEqual([(await call("add")).status, (await call("sub")).status], [401, 200]);
    const again = await planned();
    assert.deepEqual([again.changes, foundIn(again)], [[], found]);
    const { result } = await testLink(sandbox, clouds);
    assert.deepEqual([result.without.status, result.with.status, result.conclusion], [401, 200, "partly"]);
  });

  test("a browser still learns of the 401: validate-jwt goes behind cors", async () => {
    const cors =
      "<cors><allowed-origins><origin>https://app.example</origin></allowed-origins><allowed-methods><method>GET</method></allowed-methods></cors>";
    await put(
      scope.api(),
      inbound("<base />", '<set-variable name="x" value="1" />', cors, '<set-variable name="y" value="1" />'),
    );
    const { found } = await secured();
    assert.deepEqual(found, []);
    const answer = await call("add", { origin: "https://app.example" });
    assert.deepEqual(
      [answer.status, answer.headers.get("access-control-allow-origin")],
      [401, "https://app.example"],
    );
  });

  const broken: Readonly<Record<string, { status: number; body: unknown }>> = {
    "may not be read": {
      status: 403,
      body: { error: { code: "AuthorizationFailed", message: "No right." } },
    },
    "is answered by a proxy's page": { status: 200, body: "<html>Sign in</html>" },
    "is cut off": { status: 200, body: '{"properties":{"val' },
  };
  for (const [name, { status, body }] of Object.entries(broken)) {
    test(`a policy of all APIs that ${name} is a doubt, and none is inserted beside it`, async () => {
      sandbox.faults.add({
        service: "resourceManager",
        method: "GET",
        path: /contoso-apim\/policies\/policy/,
        status,
        body,
      });
      const plan = await planned();
      assert.deepEqual(foundIn(plan), ["unreadable: the policy of all APIs"]);
      assert.ok(!hasPolicyStep(plan));
    });
  }

  test("reads each policy once, and those of its operations", async () => {
    await put(scope.operation("subtract-two-integers"), inbound("<base />"));
    exchanges = [];
    await planned();
    const read = exchanges
      .filter(({ url }) => /\/policies\/policy/.test(url))
      .map(({ url }) => new URL(url).pathname);
    assert.equal(new Set(read).size, read.length);
    assert.ok(read.some((path) => path.includes("/operations/subtract-two-integers/")));
    assert.ok(read.some((path) => path.includes("/products/")));
  });
});
