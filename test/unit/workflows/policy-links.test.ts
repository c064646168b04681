import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Failure } from "../../../src/core/failure.ts";
import type { ApimApi, PolicyLevel } from "../../../src/domain/apim.ts";
import type { LinkTenant } from "../../../src/workflows/derive-links.ts";
import { findLinksOfApi, findLinksOfInstance } from "../../../src/workflows/find-links.ts";
import { PolicyLinkReader } from "../../../src/workflows/policy-links.ts";
import {
  basicCalculator,
  calculatorOperations,
  contosoApim,
  type InMemoryAzureCloud,
} from "../../support/in-memory/index.ts";
import { signal, twoClouds } from "./clouds.ts";

const check = (issuer: string, audience = "calc") =>
  `<validate-jwt header-name="Authorization"><audiences><audience>${audience}</audience></audiences>
<issuers><issuer>${issuer}</issuer></issuers></validate-jwt>`;
const acme = "https://acme.eu.auth0.com/";
const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;
const tenant: LinkTenant = { domain: "acme.eu.auth0.com", customDomains: [], apis: [], applications: [] };
const api: PolicyLevel = { kind: "api", instance: contosoApim, apiId: basicCalculator.apiId };

const issuersOf = async (azure: InMemoryAzureCloud) =>
  (await new PolicyLinkReader(azure, contosoApim, signal).of(basicCalculator)).map(
    ({ issuers }) => issuers[0],
  );

/** So many APIs that only their own policies secure. */
function manyApis(azure: InMemoryAzureCloud, count: number): readonly ApimApi[] {
  return Array.from({ length: count }, (_, index) => {
    const apiId = `api-${index}`;
    const one = { ...basicCalculator, apiId, id: `${contosoApim.id}/apis/${apiId}`, displayName: apiId };
    azure.addApi(one, calculatorOperations);
    azure.putPolicy({ kind: "api", instance: contosoApim, apiId }, inbound(check(acme, apiId)));
    return one;
  });
}

suite("links that only policies make", () => {
  test("are found at every level that a call passes: of the instance, of products, of operations", async () => {
    const { azure } = twoClouds();
    const state = azure.instance(contosoApim);
    state.products = [{ id: "p", productId: "partners", displayName: "Partners" }];
    state.productsOfApis.set(basicCalculator.apiId, ["partners"]);
    const [operation] = calculatorOperations;
    assert.ok(operation);
    const { operationId } = operation;
    const [global, product, own, inner] = ["global", "product", "api", "operation"].map(
      (name) => `https://${name}.eu.auth0.com/`,
    );
    azure.putPolicy({ kind: "global", instance: contosoApim }, inbound(check(global ?? "")));
    azure.putPolicy(
      { kind: "product", instance: contosoApim, productId: "partners" },
      inbound(`<base/>${check(product ?? "")}`),
    );
    azure.putPolicy(api, inbound(`<base/>${check(own ?? "")}`));
    azure.putPolicy({ ...api, kind: "operation", operationId }, inbound(check(inner ?? "")));
    assert.deepEqual((await issuersOf(azure)).toSorted(), [own, global, inner, product].toSorted());
  });

  test("are not those of what is never reached: an outer level without <base/>, a comment, another section", async () => {
    const { azure } = twoClouds();
    azure.putPolicy({ kind: "global", instance: contosoApim }, inbound(check("https://outer.eu.auth0.com/")));
    azure.putPolicy(
      api,
      `<policies><inbound><!-- ${check("https://comment.eu.auth0.com/")} --></inbound><outbound>${check(acme)}</outbound></policies>`,
    );
    assert.deepEqual(await issuersOf(azure), []);
  });

  test("are found in fragments, in branches, and by named values, secret ones left out", async () => {
    const { azure } = twoClouds();
    azure.instance(contosoApim).namedValues = [
      { displayName: "issuer", secret: false, value: acme },
      { displayName: "hidden", secret: true, value: undefined },
    ];
    const choose = `<choose><when condition="@(true)"><include-fragment fragment-id="Checks"/></when></choose>`;
    azure.putPolicy(api, inbound(`${choose}${check("{{hidden}}", "other")}`));
    azure.putPolicy(
      { kind: "fragment", instance: contosoApim, fragmentId: "checks" },
      `<fragment>${check("{{issuer}}")}</fragment>`,
    );
    assert.deepEqual(await issuersOf(azure), [acme, undefined]);
  });

  test("300 APIs that only their policies secure have 300 links, for a request each and what is around them", async () => {
    const { azure } = twoClouds();
    manyApis(azure, 300);
    azure.calls.made.length = 0;
    const links = await findLinksOfInstance(azure, contosoApim, [tenant], signal);
    assert.equal(links.length, 300);
    assert.deepEqual(new Set(links.map(({ audience }) => audience)).size, 300);
    // APIs, servers, the list of policies, the policy of the instance, one for each API
    assert.equal(azure.calls.made.length, 4 + 300);
  });

  test("of one API are the same, and no other API is asked for", async () => {
    const { azure } = twoClouds();
    const [first] = manyApis(azure, 3);
    assert.ok(first);
    azure.calls.made.length = 0;
    const [link, ...others] = await findLinksOfApi(azure, first, [tenant], signal);
    assert.deepEqual([link?.tenantDomain, link?.audience, others], [tenant.domain, first.apiId, []]);
    assert.equal(azure.calls.made.filter((name) => name === "readPolicy").length, 2);
  });

  test("where the service lists no policies, APIs and products are asked for theirs", async () => {
    const { azure } = twoClouds();
    azure.putPolicy(api, inbound(check(acme)));
    azure.calls.failNext("listPolicyLevels", new Failure("forbidden", "No right."));
    assert.deepEqual(await issuersOf(azure), [acme]);
  });

  test("a policy that cannot be read makes none and hides none", async () => {
    const { azure } = twoClouds();
    const [first, second] = manyApis(azure, 2);
    assert.ok(first && second);
    const reader = new PolicyLinkReader(azure, contosoApim, signal);
    assert.equal((await reader.of(first)).length, 1);
    azure.calls.failNext("readPolicy", new Failure("forbidden", "No right."));
    assert.deepEqual(await reader.of(second), []);
  });
});
