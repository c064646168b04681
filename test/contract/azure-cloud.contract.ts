import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import type { ApiRef, InstanceRef, PolicyLevel, UserAuthorization } from "../../src/domain/apim.ts";
import type { AzureCloud } from "../../src/domain/azure-cloud.ts";
import { instancePath } from "../../src/domain/instance-path.ts";
import { type Shelved, storeIn, valuesOf } from "../../src/resources/clouds.ts";
import { authorizationServer } from "../../src/resources/kinds/authorization-server.ts";
import { namedValue } from "../../src/resources/kinds/named-value.ts";
import { publication } from "../../src/resources/kinds/publication.ts";
import { collect } from "../support/collect.ts";
import { failsWith } from "../support/failing.ts";
import { testWhatPoliciesName } from "./apim-fragments.contract.ts";

/** How to get an implementation of the port; each sees one instance with the Basic Calculator API and nothing else done. */
export interface ApimHarness {
  open(): Promise<AzureCloud & Shelved>;
  /** An account without any role. */
  openWithoutRights(): Promise<AzureCloud>;
  openWithWrongSecret(): Promise<AzureCloud>;
  /** The API; to be asked for after `open`. */
  calculator(): ApiRef;
  /** What other clients do to the instance, past the port. */
  addFragment(id: string, text: string, description: string): Promise<void>;
  /** The secret that an authorization server holds, which the port does not read. */
  secretOf(authorizationServerId: string): Promise<string | undefined>;
  addBackend(id: string): Promise<void>;
  addCertificate(id: string): Promise<void>;
  /** With the calculator in it. */
  addProduct(id: string): Promise<void>;
  addNamedValue(name: string, value: string): Promise<void>;
}

const policy = `<policies>
  <inbound>
    <base />
    <set-header name="X-Who" exists-action="override">
      <value>@(context.Request.Headers.GetValueOrDefault("X-Who", "nobody"))</value>
    </set-header>
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
  <on-error><base /></on-error>
</policies>`;

const serverDraft = {
  displayName: "Auth0 Calculator",
  description: "Signs in with Auth0",
  clientRegistrationEndpoint: "https://contoso.eu.auth0.com/",
  authorizationEndpoint: "https://contoso.eu.auth0.com/authorize?audience=https%3A%2F%2Fcalc.example%2F",
  tokenEndpoint: "https://contoso.eu.auth0.com/oauth/token",
  clientId: "client-1",
  grantTypes: ["authorizationCode"],
  clientAuthenticationMethods: ["Body"],
  defaultScope: "openid add:numbers",
  tokenBodyParameters: [{ name: "audience", value: "https://calc.example/" }],
  useInTestConsole: true,
  useInApiDocumentation: true,
} as const;

type ServerDraft = Omit<typeof serverDraft, "displayName"> & { readonly displayName: string };

/** What every implementation of `AzureCloud` does, and what its kinds do besides what all kinds do. */
export function testAzureCloud(name: string, harness: ApimHarness): void {
  suite(`AzureCloud, what policies name: ${name}`, () => testWhatPoliciesName(harness));

  suite(`AzureCloud: ${name}`, () => {
    let azure: AzureCloud & Shelved;
    let api: ApiRef;
    let instance: InstanceRef;
    const { signal } = new AbortController();

    setup(async () => {
      azure = await harness.open();
      api = harness.calculator();
      instance = api.instance;
    });

    const createServer = (id = "auth0-calculator", draft: ServerDraft = serverDraft) =>
      servers().create(refOf(id), { ...draft, clientSecret: "client-secret-1" }, signal);
    const servers = () => storeIn(azure, authorizationServer);
    const refOf = (id: string) => ({ kind: authorizationServer.id, owner: instancePath(instance), id });
    const linkTo = (...ids: string[]): UserAuthorization => ({
      form: ids.length === 0 ? "none" : "list",
      oauth2: ids.map((id) => ({ authorizationServerId: id, scope: undefined })),
      openIdProviderIds: [],
    });

    suite("instances", () => {
      test("lists subscriptions and the instances in them", async () => {
        const subscriptions = await collect(azure.listSubscriptions(signal));
        assert.deepEqual(
          subscriptions.map(({ id }) => id),
          [instance.subscriptionId],
        );
        const [listed, ...others] = await collect(azure.listInstances(instance.subscriptionId, signal));
        assert.equal(others.length, 0);
        assert.ok(listed);
        assert.equal(listed.serviceName, instance.serviceName);
        assert.equal(listed.resourceGroup, instance.resourceGroup);
        assert.equal(listed.sku, "Developer");
        assert.match(listed.gatewayUrl ?? "", /^https:\/\/.*[^/]$/);
        assert.equal(listed.developerPortalUrls.length, 1);
        assert.deepEqual(await azure.readInstance(instance, signal), listed);
      });

      test("says that there is no such instance", async () => {
        const nowhere = { ...instance, serviceName: "nowhere" };
        await failsWith("not-found", azure.readInstance(nowhere, signal), "nowhere");
        await failsWith("not-found", collect(azure.listApis(nowhere, signal)), "nowhere");
        await failsWith("not-found", azure.readApi({ ...api, instance: nowhere }, signal), "nowhere");
      });

      test("reads the all-access key", async () => {
        assert.match(await azure.readMasterKey(instance, signal), /^\S{10,}$/);
      });

      test("lists the products that an API is in, and the APIs that are in a product", async () => {
        await harness.addProduct("partners");
        const products = await collect(azure.listProductsOfApi(api, signal));
        assert.equal(
          products.find(({ productId }) => productId === "partners")?.subscriptionRequired,
          true,
          products.map(({ productId }) => productId).join(),
        );
        const [listed, ...others] = await collect(azure.listApisOfProduct(instance, "partners", signal));
        const read = await azure.readApi(api, signal);
        assert.deepEqual([listed?.apiId, listed?.path, others], [read?.api.apiId, read?.api.path, []]);
        await failsWith("not-found", collect(azure.listApisOfProduct(instance, "gone", signal)), "gone");
      });

      test("knows no scheme of a version set that is not there", async () => {
        assert.equal(await azure.readVersionScheme(instance, "nothing", signal), undefined);
      });

      test("lists products and named values", async () => {
        await harness.addProduct("resellers");
        await harness.addNamedValue("audience", "https://orders.example");
        const products = await collect(azure.listProducts(instance, signal));
        assert.equal(products.find(({ productId }) => productId === "resellers")?.displayName, "resellers");
        const values = await collect(valuesOf(azure, namedValue, instancePath(instance), signal));
        const audience = values.find(({ displayName }) => displayName === "audience");
        assert.equal(audience?.value, "https://orders.example");
      });
    });

    suite("APIs", () => {
      test("lists the current revisions and reads one of them", async () => {
        const [listed, ...others] = await collect(azure.listApis(instance, signal));
        assert.equal(others.length, 0);
        assert.equal(listed?.displayName, "Basic Calculator");
        assert.equal(listed?.path, "calc");
        assert.equal(listed?.subscriptionRequired, true);
        assert.deepEqual(listed?.userAuthorization, linkTo());
        const read = await azure.readApi(api, signal);
        assert.deepEqual(read?.api, listed);
        assert.match(read?.etag ?? "", /^".+"$/);
      });

      test("says that there is no such API", async () => {
        assert.equal(await azure.readApi({ instance, apiId: "nothing" }, signal), undefined);
      });

      test("lists operations with their parameters", async () => {
        const operations = await collect(azure.listOperations(api, signal));
        const add = operations.find(({ urlTemplate }) => urlTemplate.startsWith("/add"));
        assert.equal(add?.method, "GET");
        // an import turns required query parameters into a part of the template
        const parameters = [...(add?.templateParameters ?? []), ...(add?.queryParameters ?? [])];
        assert.deepEqual(
          parameters.map((parameter) => [parameter.name, parameter.required]),
          [
            ["a", true],
            ["b", true],
          ],
        );
      });
    });

    suite("authorization servers", () => {
      test("creates one and reads it, its secret apart", async () => {
        const created = await createServer();
        assert.equal(created.value.authorizationServerId, "auth0-calculator");
        const said = new Map<string, unknown>(Object.entries(created.value));
        for (const [name, value] of Object.entries(serverDraft))
          assert.deepEqual(said.get(name), value, name);
        assert.deepEqual(await servers().read(refOf("auth0-calculator"), signal), created);
        const all = valuesOf(azure, authorizationServer, instancePath(instance), signal);
        assert.deepEqual(await collect(all), [created.value]);
        assert.equal(await harness.secretOf("auth0-calculator"), "client-secret-1");
      });

      test("does not overwrite one that exists", async () => {
        const created = await createServer();
        await failsWith(
          "already-exists",
          createServer("auth0-calculator", { ...serverDraft, displayName: "Another" }),
          "auth0-calculator",
        );
        assert.deepEqual(await servers().read(refOf("auth0-calculator"), signal), created);
      });

      test("refuses a display name of more than 50 characters", async () => {
        const failure = await failsWith(
          "rejected",
          createServer("auth0-calculator", { ...serverDraft, displayName: "x".repeat(51) }),
        );
        assert.ok(failure.details.length > 0);
      });

      test("deletes one, also when it is gone already", async () => {
        const created = await createServer();
        await servers().delete(created, signal);
        await servers().delete(created, signal);
        assert.equal(await servers().read(created.ref, signal), undefined);
        assert.equal(await harness.secretOf("auth0-calculator"), undefined);
      });
    });

    suite("user authorization", () => {
      const etagOf = async () => (await azure.readApi(api, signal))?.etag ?? "";

      test("links an API to an authorization server and takes the link away", async () => {
        await createServer();
        const linked = await azure.setUserAuthorization(
          api,
          linkTo("auth0-calculator"),
          await etagOf(),
          signal,
        );
        assert.deepEqual(linked.api.userAuthorization, linkTo("auth0-calculator"));
        assert.deepEqual(await azure.readApi(api, signal), linked);
        const unlinked = await azure.setUserAuthorization(api, linkTo(), linked.etag, signal);
        assert.deepEqual(unlinked.api.userAuthorization, linkTo());
        assert.notEqual(unlinked.etag, linked.etag);
      });

      test("keeps several, each with its scope", async () => {
        await createServer("first");
        await createServer("second", { ...serverDraft, displayName: "Second" });
        const both: UserAuthorization = {
          form: "list",
          oauth2: [
            { authorizationServerId: "first", scope: "add:numbers" },
            { authorizationServerId: "second", scope: undefined },
          ],
          openIdProviderIds: [],
        };
        const linked = await azure.setUserAuthorization(api, both, await etagOf(), signal);
        assert.deepEqual(linked.api.userAuthorization, both);
      });

      test("reads what was written in the single form, and replaces it by a list", async () => {
        await createServer("first");
        await createServer("second", { ...serverDraft, displayName: "Second" });
        const single: UserAuthorization = { ...linkTo("first"), form: "single" };
        const written = await azure.setUserAuthorization(api, single, await etagOf(), signal);
        assert.deepEqual(written.api.userAuthorization.oauth2, single.oauth2);
        const listed = await azure.setUserAuthorization(api, linkTo("second"), written.etag, signal);
        assert.deepEqual(listed.api.userAuthorization, linkTo("second"));
      });

      test("does not overwrite what someone else has changed", async () => {
        await createServer();
        const stale = await etagOf();
        await azure.setUserAuthorization(api, linkTo("auth0-calculator"), stale, signal);
        await failsWith("changed-on-server", azure.setUserAuthorization(api, linkTo(), stale, signal));
        const { userAuthorization } = (await azure.readApi(api, signal))?.api ?? {};
        assert.deepEqual(userAuthorization, linkTo("auth0-calculator"));
      });

      test("refuses an authorization server that does not exist", async () => {
        const failure = await failsWith(
          "rejected",
          azure.setUserAuthorization(api, linkTo("nobody"), await etagOf(), signal),
          "Authorization server was not found",
        );
        assert.equal(failure.details[0]?.target, "AuthenticationSettings");
      });
    });

    suite("policies", () => {
      const scope = (): PolicyLevel => ({ kind: "api", instance, apiId: api.apiId });

      test("creates one where there was none", async () => {
        assert.equal(await azure.readPolicy(scope(), signal), undefined);
        const written = await azure.writePolicy(scope(), policy, undefined, signal);
        assert.ok(written.text.includes('GetValueOrDefault("X-Who", "nobody")'), written.text);
        assert.deepEqual(await azure.readPolicy(scope(), signal), written);
      });

      test("tells the ETag of a policy without its text, and none where there is no policy", async () => {
        assert.equal(await azure.readPolicyEtag(scope(), signal), undefined);
        const { etag } = await azure.writePolicy(scope(), policy, undefined, signal);
        assert.equal(await azure.readPolicyEtag(scope(), signal), etag);
      });

      test("keeps each scope to itself", async () => {
        const [operation] = await collect(azure.listOperations(api, signal));
        assert.ok(operation);
        const { operationId } = operation;
        const ofOperation: PolicyLevel = { kind: "operation", instance, apiId: api.apiId, operationId };
        await azure.writePolicy(ofOperation, policy, undefined, signal);
        assert.equal(await azure.readPolicy(scope(), signal), undefined);
        assert.ok(await azure.readPolicy(ofOperation, signal));
      });

      test("writes with the ETag that was read", async () => {
        const first = await azure.writePolicy(scope(), policy, undefined, signal);
        const second = await azure.writePolicy(
          scope(),
          policy.replace("nobody", "anybody"),
          first.etag,
          signal,
        );
        assert.ok(second.text.includes("anybody"));
        assert.notEqual(second.etag, first.etag);
      });

      test("keeps the ETag when nothing changes", async () => {
        const first = await azure.writePolicy(scope(), policy, undefined, signal);
        const again = await azure.writePolicy(scope(), first.text, first.etag, signal);
        assert.deepEqual(again, first);
      });

      test("never overwrites what someone else has changed", async () => {
        const first = await azure.writePolicy(scope(), policy, undefined, signal);
        const theirs = await azure.writePolicy(scope(), policy.replace("nobody", "them"), first.etag, signal);
        const mine = policy.replace("nobody", "me");
        await failsWith("changed-on-server", azure.writePolicy(scope(), mine, first.etag, signal));
        await failsWith("changed-on-server", azure.writePolicy(scope(), mine, undefined, signal));
        await failsWith("changed-on-server", azure.deletePolicy(scope(), first.etag, signal));
        assert.deepEqual(await azure.readPolicy(scope(), signal), theirs);
      });

      test("says where a text is refused", async () => {
        const failure = await failsWith(
          "rejected",
          azure.writePolicy(scope(), "<polices />", undefined, signal),
        );
        assert.match(failure.details[0]?.message ?? "", /line 1/i);
        assert.equal(await azure.readPolicy(scope(), signal), undefined);
      });

      test("deletes one, also when it is gone already", async () => {
        const { etag } = await azure.writePolicy(scope(), policy, undefined, signal);
        await azure.deletePolicy(scope(), etag, signal);
        await azure.deletePolicy(scope(), etag, signal);
        assert.equal(await azure.readPolicy(scope(), signal), undefined);
      });
    });

    test("publishes the developer portal", async () => {
      const before = await collect(azure.listPortalRevisions(instance, signal));
      const ref = { kind: publication.id, owner: instancePath(instance), id: "20260101120000000" };
      const draft = { description: "Auth0 was linked" };
      const published = await storeIn(azure, publication).create(ref, draft, signal);
      assert.deepEqual([published.ref, published.value], [ref, draft]);
      const revisions = await collect(azure.listPortalRevisions(instance, signal));
      assert.equal(revisions.length, before.length + 1);
      assert.deepEqual(
        revisions
          .filter(({ isCurrent }) => isCurrent)
          .map(({ id, description }) => [id.endsWith(ref.id), description]),
        [[true, draft.description]],
      );
    });

    suite("refusals", () => {
      test("an account without rights is told what it may not do where", async () => {
        const stranger = await harness.openWithoutRights();
        await failsWith(
          "forbidden",
          collect(stranger.listInstances(instance.subscriptionId, signal)),
          instance.subscriptionId,
        );
      });

      test("a wrong secret is unauthorized", async () => {
        const stranger = await harness.openWithWrongSecret();
        await failsWith("unauthorized", collect(stranger.listSubscriptions(signal)), /secret/);
      });

      test("an aborted call is cancelled", async () => {
        const controller = new AbortController();
        controller.abort();
        await failsWith("cancelled", azure.readInstance(instance, controller.signal));
        await failsWith("cancelled", collect(azure.listApis(instance, controller.signal)));
        const ref = { kind: publication.id, owner: instancePath(instance), id: "1" };
        const publishing = storeIn(azure, publication).create(ref, { description: "" }, controller.signal);
        await failsWith("cancelled", publishing);
      });
    });
  });
}
