import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { Auth0Api } from "../../../src/domain/auth0.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, contoso, principal } from "../../support/shell.ts";

const policyOf = (audience: string) =>
  `<policies><inbound><validate-jwt header-name="Authorization"><audiences><audience>${audience}</audience></audiences>
<issuers><issuer>https://contoso.eu.auth0.com/</issuer></issuers></validate-jwt></inbound></policies>`;

const auth0Api = (identifier: string): Auth0Api => ({
  id: identifier,
  name: identifier,
  identifier,
  signingAlgorithm: "RS256",
  scopes: [],
  tokenDialect: "access_token",
  enforcesPolicies: false,
  isSystem: false,
});

/** So many APIs of one instance that only their own policies link to the tenant. */
async function linkedByPolicy(count: number) {
  const shell = await connectedShell();
  const apis = Array.from({ length: count }, (_, index) => {
    const apiId = `api-${index}`;
    const api = { ...basicCalculator, apiId, id: `${contosoApim.id}/apis/${apiId}`, displayName: apiId };
    shell.azure.addApi(api);
    shell.azure.putPolicy({ kind: "api", instance: contosoApim, apiId }, policyOf(apiId));
    return api;
  });
  const reads = () => shell.azure.calls.made.filter((name) => name === "readPolicy").length;
  /** Resolves as soon as `holds` when more is known. */
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const listening = shell.links.onDidChange(() => {
        if (!holds()) return;
        listening.dispose();
        resolve();
      });
    });
  return { ...shell, apis, reads, until };
}

suite("links in the trees", () => {
  test("300 APIs that only their policies secure: 300 links are seen", async () => {
    const { apis, links, until, reads } = await linkedByPolicy(300);
    const isLinked = (api: (typeof apis)[number]) => links.ofApimApi(api) !== undefined;
    const all = until(() => apis.every(isLinked));
    links.wantInstance(principal, contosoApim);
    for (const api of apis) links.ofApimApi(api);
    await all;
    assert.equal(apis.filter(isLinked).length, 300);
    // that of the instance besides
    assert.equal(reads(), 301);
  });

  test("only the policies of APIs that are on the screen are read, until APIs of Auth0 are", async () => {
    const { apis, links, until, reads } = await linkedByPolicy(300);
    const [first] = apis;
    assert.ok(first);
    const shown = until(() => links.ofApimApi(first) !== undefined);
    links.wantInstance(principal, contosoApim);
    links.ofApimApi(first);
    await shown;
    assert.equal(reads(), 2);
    const last = auth0Api("api-299");
    const seen = until(() => links.ofAuth0Api(contoso, last)?.text === "→ api-299 · contoso-apim");
    links.wantTenant(contoso);
    await seen;
    assert.ok(reads() <= 302, `${reads()} policies`);
  });

  test("a refresh asks for ETags, and shows what has changed", async () => {
    const { apis, links, until, reads, azure } = await linkedByPolicy(3);
    const [first, second] = apis;
    assert.ok(first && second);
    const shown = until(() => apis.every((api) => links.ofApimApi(api) !== undefined));
    links.wantInstance(principal, contosoApim);
    for (const api of apis) links.ofApimApi(api);
    await shown;
    const before = reads();
    azure.putPolicy({ kind: "api", instance: contosoApim, apiId: second.apiId }, policyOf("other"));
    const renewed = until(() => links.ofApimApi(second)?.text === "→ other · contoso");
    links.refresh();
    await renewed;
    // of the other two, and of the instance, which has none and may have one by now
    assert.equal(reads() - before, 2);
    assert.equal(azure.calls.made.filter((name) => name === "readPolicyEtag").length, 3);
    assert.equal(links.ofApimApi(first)?.text, "→ api-0 · contoso");
  });
});
