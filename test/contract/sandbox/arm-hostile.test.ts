import assert from "node:assert/strict";
import { credentialOf } from "../../support/azure-clients.ts";
import { withSandbox } from "../../support/sandbox.ts";

suite("Resource Manager of the sandbox and hostile requests", () => {
  // no contract describes such requests
  const sandbox = withSandbox({ record: () => undefined });
  const service = "resourceGroups/contoso-rg/providers/Microsoft.ApiManagement/service/contoso-apim";

  async function call(path: string, method = "GET", query = ""): Promise<string> {
    const { resourceManager, subscriptionId } = sandbox.info.azure;
    const { token } = await credentialOf(sandbox).getToken(`${resourceManager}/.default`);
    const url = `${resourceManager}/subscriptions/${subscriptionId}/${service}/${path}?api-version=2024-05-01${query}`;
    const response = await sandbox.fetch(url, { method, headers: { authorization: `Bearer ${token}` } });
    const { error } = (await response.json()) as { error: { code: string } };
    return `${response.status} ${error.code}`;
  }

  test("takes the names of JavaScript's own members for names like any other", async () => {
    assert.equal(await call("constructor", "POST"), "501 NotImplementedInSandbox");
    assert.equal(await call("__proto__/x"), "501 NotImplementedInSandbox");
    assert.equal(await call("apis/__proto__"), "404 ResourceNotFound");
    assert.equal(await call("apis/basic-calculator", "GET", "&asyncId=__proto__"), "404 ResourceNotFound");
  });

  test("takes no name with letters that end one or stand for something else", async () => {
    for (const name of ["a*b", "a%3Fb", "a%23b", "a:b", "a<b", "x".repeat(257)]) {
      assert.equal(await call(`apis/${name}`, "PUT"), "400 ValidationError", name);
    }
    assert.equal(await call("namedValues/a%26b", "PUT"), "400 ValidationError");
  });

  test("says what it does not have, and does not answer something else in its place", async () => {
    assert.equal(await call("gateways/managed/listDebugCredentials", "POST"), "501 NotImplementedInSandbox");
    const exported = "&format=openapi-link&export=true";
    assert.equal(await call("apis/basic-calculator", "GET", exported), "501 NotImplementedInSandbox");
    assert.equal(await call("apis/nobody/operations", "GET"), "404 ResourceNotFound");
  });

  test("leads nowhere through a slash that is encoded", async () => {
    const [inside, plain] = ["basic-calculator%2Foperations%2Fadd-two-integers", "nobody%2Foperations"];
    assert.equal(await call(`apis/${inside}`), "400 InvalidRequestUri");
    assert.equal(await call(`apis/${inside}`, "DELETE"), "400 InvalidRequestUri");
    assert.equal(await call(`apis/${plain}`), "400 InvalidRequestUri");
  });

  test("says that an address is encoded wrongly", async () => {
    assert.equal(await call("apis/%zz"), "400 InvalidRequestUri");
  });

  test("reads no page that is none", async () => {
    assert.equal(await call("apis", "GET", "&$top=0"), "400 ValidationError");
    assert.equal(await call("apis", "GET", "&$skip=-1"), "400 ValidationError");
    assert.equal(await call("apis", "GET", "&$filter=%27"), "400 ValidationError");
  });

  test("takes no secret that is wrong in length or in letters", async () => {
    const { authorityHost, tenantId, clientId, clientSecret } = sandbox.info.azure;
    for (const secret of ["", "%", clientSecret.slice(1), `${clientSecret}x`, clientSecret.toUpperCase()]) {
      const basic = Buffer.from(`${clientId}:${secret}`).toString("base64");
      const response = await sandbox.fetch(`${authorityHost}/${tenantId}/oauth2/v2.0/token`, {
        method: "POST",
        headers: { authorization: `Basic ${basic}` },
        body: new URLSearchParams({ grant_type: "client_credentials", scope: "x/.default" }),
      });
      assert.ok(response.status === 401 || response.status === 400, `${response.status}`);
      assert.ok(!(await response.text()).includes("access_token"));
    }
  });
});
