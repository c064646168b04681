import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { apimClient, collect, contosoInstance, credentialOf } from "../../support/azure-clients.ts";
import { withSandbox } from "../../support/sandbox.ts";

suite("Other entities and the manners of Resource Manager", () => {
  let clock = Date.now();
  const sandbox = withSandbox({ now: () => clock });
  const client = () => apimClient(sandbox);
  const fast = { updateIntervalInMs: 1 };

  setup(async () => {
    clock = Date.now();
    await sandbox.reset();
  });

  test("keeps the value of a secret named value out of reads", async () => {
    const value = crypto.randomUUID();
    const named = client().namedValue;
    const secret = { displayName: "issuer", value, secret: true };
    await named.beginCreateOrUpdateAndWait(...contosoInstance, "nv", secret, fast);
    assert.equal((await named.get(...contosoInstance, "nv")).value, undefined);
    assert.equal((await named.listValue(...contosoInstance, "nv")).value, value);
    const open = { displayName: "audience", value: "shown" };
    await named.beginCreateOrUpdateAndWait(...contosoInstance, "open", open, fast);
    assert.equal((await named.get(...contosoInstance, "open")).value, "shown");
  });

  test("holds display names of named values to their pattern", async () => {
    const bad = { displayName: "not a name", value: "v" };
    const writing = client().namedValue.beginCreateOrUpdateAndWait(...contosoInstance, "nv", bad, fast);
    await assert.rejects(writing, { statusCode: 400, code: "ValidationError" });
  });

  test("keeps what a policy refers to from being deleted", async () => {
    const { namedValue, policyFragment, policy } = client();
    await namedValue.beginCreateOrUpdateAndWait(
      ...contosoInstance,
      "nv",
      { displayName: "issuer", value: "v" },
      fast,
    );
    const fragment = { value: "<fragment><base /></fragment>", format: "rawxml" as const };
    await policyFragment.beginCreateOrUpdateAndWait(...contosoInstance, "checks", fragment, fast);
    const used = `<include-fragment fragment-id="checks" /><set-header name="{{issuer}}"><value>1</value></set-header>`;
    const text = (content: string) => ({
      value: `<policies><inbound>${content}</inbound></policies>`,
      format: "rawxml" as const,
    });
    await policy.createOrUpdate(...contosoInstance, "policy", text(used));
    await assert.rejects(namedValue.delete(...contosoInstance, "nv", "*"), { statusCode: 400 });
    await assert.rejects(policyFragment.delete(...contosoInstance, "checks", "*"), { statusCode: 400 });
    await policy.createOrUpdate(...contosoInstance, "policy", text(""));
    await namedValue.delete(...contosoInstance, "nv", "*");
    await policyFragment.delete(...contosoInstance, "checks", "*");
  });

  test("publishes the portal: the newest revision is current, the one before is not", async () => {
    const revisions = client().portalRevision;
    for (const name of ["20260101000000", "20260102000000"]) {
      await revisions.beginCreateOrUpdateAndWait(
        ...contosoInstance,
        name,
        { isCurrent: true, description: name },
        fast,
      );
    }
    const all = await collect(revisions.listByService(...contosoInstance));
    assert.deepEqual(
      all.map(({ name, isCurrent, status }) => [name, isCurrent, status]),
      [
        ["20260101000000", false, "completed"],
        ["20260102000000", true, "completed"],
      ],
    );
  });

  test("is publishing for as long as the operation runs", async () => {
    sandbox.state.azure.pollsPerOperation = 2;
    const poller = await client().portalRevision.beginCreateOrUpdate(
      ...contosoInstance,
      "1",
      { isCurrent: true },
      fast,
    );
    assert.equal((await client().portalRevision.get(...contosoInstance, "1")).status, "publishing");
    await poller.pollUntilDone();
    assert.equal((await client().portalRevision.get(...contosoInstance, "1")).isCurrent, true);
  });

  test("makes subscriptions with keys, and new keys on request", async () => {
    const { subscription } = client();
    const created = await subscription.createOrUpdate(...contosoInstance, "mine", {
      displayName: "Mine",
      scope: "/apis/basic-calculator",
    });
    assert.match(created.scope ?? "", /service\/contoso-apim\/apis\/basic-calculator$/);
    const before = await subscription.listSecrets(...contosoInstance, "mine");
    await subscription.regeneratePrimaryKey(...contosoInstance, "mine");
    const after = await subscription.listSecrets(...contosoInstance, "mine");
    assert.notEqual(after.primaryKey, before.primaryKey);
    assert.equal(after.secondaryKey, before.secondaryKey);
    const nowhere = { displayName: "Nowhere", scope: "/apis/none" };
    await assert.rejects(subscription.createOrUpdate(...contosoInstance, "nowhere", nowhere), {
      statusCode: 400,
    });
  });

  test("deletes a product with subscriptions only where they may go with it", async () => {
    const { product, subscription } = client();
    const { eTag = "" } = await product.get(...contosoInstance, "starter");
    const count = async () => (await collect(subscription.list(...contosoInstance))).length;
    const before = await count();
    await assert.rejects(product.delete(...contosoInstance, "starter", eTag), { statusCode: 400 });
    await product.delete(...contosoInstance, "starter", eTag, { deleteSubscriptions: true });
    await assert.rejects(product.get(...contosoInstance, "starter"), { statusCode: 404 });
    assert.equal(await count(), before - 1);
  });

  test("has backends, certificates and products", async () => {
    const { backend, certificate, product, productApi } = client();
    await backend.createOrUpdate(...contosoInstance, "b", { url: "https://b.example", protocol: "http" });
    assert.equal((await collect(backend.listByService(...contosoInstance)))[0]?.url, "https://b.example");
    const pem = new X509Certificate(sandbox.ca).raw.toString("base64");
    const stored = await certificate.createOrUpdate(...contosoInstance, "c", { data: pem });
    assert.match(stored.subject ?? "", /CN=Auth0 for APIM sandbox authority/);
    await product.createOrUpdate(...contosoInstance, "gold", {
      displayName: "Gold",
      subscriptionRequired: false,
    });
    await productApi.createOrUpdate(...contosoInstance, "gold", "basic-calculator");
    assert.equal((await collect(productApi.listByProduct(...contosoInstance, "gold"))).length, 1);
  });

  const url = (path: string, version = "2024-05-01") => {
    const { resourceManager, subscriptionId } = sandbox.info.azure;
    return `${resourceManager}/subscriptions/${subscriptionId}${path}?api-version=${version}`;
  };
  const service = "/resourceGroups/contoso-rg/providers/Microsoft.ApiManagement/service/contoso-apim";

  async function call(address: string, init: { method?: string; token?: string; body?: string } = {}) {
    const own = await credentialOf(sandbox).getToken(`${sandbox.info.azure.resourceManager}/.default`);
    const response = await sandbox.fetch(address, {
      method: init.method ?? "GET",
      headers: { authorization: `Bearer ${init.token ?? own.token}` },
      body: init.body ?? null,
    });
    const text = await response.text();
    const body =
      text === "" ? undefined : (JSON.parse(text) as { error?: { code: string; message: string } });
    return { response, status: response.status, code: body?.error?.code, text };
  }

  test("asks for a token and challenges with where to get it", async () => {
    const response = await sandbox.fetch(url(service));
    assert.equal(response.status, 401);
    const challenge = response.headers.get("www-authenticate") ?? "";
    const { authorityHost, tenantId } = sandbox.info.azure;
    assert.ok(challenge.startsWith(`Bearer authorization_uri="${authorityHost}/${tenantId}"`), challenge);
    assert.match(await response.text(), /AuthenticationFailed/);
  });

  test("tells an expired token from a forged one", async () => {
    const { token } = await credentialOf(sandbox).getToken(`${sandbox.info.azure.resourceManager}/.default`);
    clock += 2 * 60 * 60 * 1000;
    assert.equal((await call(url(service), { token })).code, "ExpiredAuthenticationToken");
    assert.equal((await call(url(service), { token: `${token}x` })).code, "InvalidAuthenticationToken");
  });

  test("refuses versions that it does not know", async () => {
    const without = await call(url(service).replace(/\?.*/, ""));
    assert.deepEqual([without.status, without.code], [400, "MissingApiVersionParameter"]);
    const other = await call(url(service, "2000-01-01"));
    assert.deepEqual([other.status, other.code], [400, "NoRegisteredProviderFound"]);
    assert.equal((await call(url("", "2000-01-01"))).code, "InvalidApiVersionParameter");
  });

  test("names what on the way to a resource is missing", async () => {
    const codes = await Promise.all([
      call(url("/resourceGroups/none/providers/Microsoft.ApiManagement/service")),
      call(url("/resourceGroups/contoso-rg/providers/Microsoft.ApiManagement/service/none")),
      call(url("/something/else", "2022-12-01")),
      call(url(`${service}/apis/none/operations/x`)),
    ]);
    assert.deepEqual(
      codes.map(({ status, code }) => `${status} ${code}`),
      [
        "404 ResourceGroupNotFound",
        "404 ResourceNotFound",
        "501 NotImplementedInSandbox",
        "404 ResourceNotFound",
      ],
    );
  });

  test("is honest about what it does not have", async () => {
    assert.equal((await call(url(`${service}/templates`))).status, 501);
    assert.equal((await call(url(`${service}/gateways/none`))).status, 501);
    assert.equal((await call(url(service), { method: "PUT", body: "{}" })).status, 501);
    assert.equal((await call(url(`${service}/apis`), { method: "DELETE" })).status, 405);
  });

  test("refuses a body that is no JSON, or has no properties", async () => {
    const tag = url(`${service}/tags/x`);
    assert.equal((await call(tag, { method: "PUT", body: "{" })).code, "InvalidRequestContent");
    assert.equal(
      (await call(tag, { method: "PUT", body: '{"properties":1}' })).code,
      "InvalidRequestContent",
    );
  });

  test("sends the headers that clients log and count by", async () => {
    const { response, text } = await call(url(`${service}/apis`));
    assert.match(response.headers.get("x-ms-request-id") ?? "", /^[0-9a-f-]{36}$/);
    assert.equal(response.headers.get("x-ms-ratelimit-remaining-subscription-reads"), "11999");
    assert.ok(text.includes('\r\n  "value": ['), "bodies are indented by two spaces with CRLF");
  });

  test("reads ids in whatever case", async () => {
    const shouting = url(service.toUpperCase().replace("/RESOURCEGROUPS", "/resourcegroups"));
    assert.equal((await call(shouting)).status, 200);
  });
});
