import assert from "node:assert/strict";
import { SignJWT } from "jose";
import { setup, suite, test } from "mocha";
import type { PolicyLevel } from "../../src/domain/apim.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import {
  existingWays,
  planSecureApi,
  readSecureApi,
  type SecuringPlan,
  suggestSecureApi,
} from "../../src/workflows/secure-api.ts";
import { recordExchange } from "../support/contracts/recorder.ts";
import { withSandbox } from "../support/sandbox.ts";
import { applied, calculatorOf, openClouds, signal, testLink } from "./secure-api-clouds.ts";

const signingKey = Buffer.alloc(32, 7);
const partnerIssuer = "https://partner.example/";
const partnerCheck = `<validate-jwt header-name="Authorization"><issuer-signing-keys><key>${signingKey.toString("base64")}</key></issuer-signing-keys><audiences><audience>calc</audience></audiences><issuers><issuer>${partnerIssuer}</issuer></issuers></validate-jwt>`;
const include = '<include-fragment fragment-id="TokenCheck" />';
const inbound = (...lines: readonly string[]) =>
  `<policies><inbound>${lines.join("")}</inbound><backend><base /></backend></policies>`;

type Way = "accept-both" | "decide-by-issuer" | "replace";
const everyWay: readonly Way[] = ["accept-both", "decide-by-issuer", "replace"];

suite("checks that are there, met in every way and called, on the sandbox", () => {
  const sandbox = withSandbox({ record: recordExchange });
  let clouds: Clouds;

  setup(async function () {
    this.timeout(60_000);
    await sandbox.reset();
    clouds = await openClouds(sandbox);
  });

  const { instance, apiId } = { instance: () => calculatorOf(sandbox).instance, apiId: "basic-calculator" };
  const level = {
    global: (): PolicyLevel => ({ kind: "global", instance: instance() }),
    api: (): PolicyLevel => ({ kind: "api", instance: instance(), apiId }),
    add: (): PolicyLevel => ({
      kind: "operation",
      instance: instance(),
      apiId,
      operationId: "add-two-integers",
    }),
    fragment: (): PolicyLevel => ({ kind: "fragment", instance: instance(), fragmentId: "TokenCheck" }),
  };

  async function put(policies: Partial<Record<keyof typeof level, string>>): Promise<void> {
    for (const name of ["fragment", "global", "api", "add"] as const) {
      const text = policies[name];
      if (text === undefined) continue;
      const stored = await clouds.azure.readPolicy(level[name](), signal);
      await clouds.azure.writePolicy(level[name](), text, stored?.etag, signal);
    }
  }

  async function call(headers: Record<string, string>): Promise<number> {
    const key = await clouds.azure.readMasterKey(instance(), signal);
    const url = `${sandbox.info.gateway}/calc/add?a=1&b=2`;
    return (await sandbox.fetch(url, { headers: { "ocp-apim-subscription-key": key, ...headers } })).status;
  }

  async function asPartner(audience = "calc"): Promise<number> {
    const token = new SignJWT({}).setProtectedHeader({ alg: "HS256" }).setIssuer(partnerIssuer);
    const signed = await token.setAudience(audience).setExpirationTime("5m").sign(signingKey);
    return call({ authorization: `Bearer ${signed}` });
  }

  async function planned(existing: Way | "leave"): Promise<SecuringPlan> {
    const snapshot = await readSecureApi(clouds, calculatorOf(sandbox), signal);
    const suggested = suggestSecureApi(snapshot);
    return planSecureApi(snapshot, { ...suggested, policy: { ...suggested.policy, existing } });
  }

  const kinds: Readonly<Record<string, Partial<Record<keyof typeof level, string>>>> = {
    "in the API": { api: inbound("<base />", partnerCheck) },
    "for all APIs": {
      global: `<policies><inbound>${partnerCheck}</inbound><backend><forward-request /></backend></policies>`,
    },
    "in an operation": { add: inbound("<base />", partnerCheck) },
    "in a fragment": {
      fragment: `<fragment>${partnerCheck}</fragment>`,
      api: inbound("<base />", include),
    },
  };

  for (const [name, policies] of Object.entries(kinds)) {
    for (const way of everyWay) {
      test(`a partner's check ${name}: ${way}`, async () => {
        await put(policies);
        assert.deepEqual([await asPartner(), await call({})], [200, 401]);
        const plan = await planned(way);
        assert.deepEqual(plan.access.notLetIn, []);
        const isMarked = plan.access.shutOut.some((who) => who.name.includes("partner.example"));
        await applied(plan, clouds);
        const partner = await asPartner();
        assert.equal(partner, way === "replace" ? 401 : 200);
        if (partner !== 200) assert.ok(isMarked, "whoever is shut out was marked");
        assert.equal(
          await asPartner("basic-calculator"),
          way === "accept-both" ? 200 : 401,
          "each issuer with each audience, as the page says",
        );
        const { result } = await testLink(sandbox, clouds);
        assert.deepEqual([result.without.status, result.with.status], [401, 200]);
      });
    }
  }

  test("a check of Entra's tokens is met by deciding or replacing only, and lets the link's in", async () => {
    const entra =
      '<validate-azure-ad-token tenant-id="11111111-2222-3333-4444-555555555555"><audiences><audience>api://calc</audience></audiences></validate-azure-ad-token>';
    await put({ api: inbound("<base />", entra) });
    const snapshot = await readSecureApi(clouds, calculatorOf(sandbox), signal);
    const ways = existingWays(snapshot, suggestSecureApi(snapshot)).map(({ way }) => way);
    assert.deepEqual(ways, ["decide-by-issuer", "replace"]);
    await applied(await planned("decide-by-issuer"), clouds);
    const { result } = await testLink(sandbox, clouds);
    assert.deepEqual([result.without.status, result.with.status], [401, 200]);
    assert.equal(await asPartner(), 401);
  });

  test("a check that is left alone keeps its callers and the link's tokens out", async () => {
    await put({ api: inbound("<base />", partnerCheck) });
    await applied(await planned("leave"), clouds);
    assert.deepEqual([await asPartner(), await call({})], [200, 401]);
    const { result } = await testLink(sandbox, clouds);
    assert.equal(result.with.status, 401);
  });
});
