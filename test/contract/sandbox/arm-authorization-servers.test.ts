import assert from "node:assert/strict";
import type { AuthorizationServerContract } from "@azure/arm-apimanagement";
import { apimClient, collect, contosoInstance, credentialOf } from "../../support/azure-clients.ts";
import { withSandbox } from "../../support/sandbox.ts";

const complete: AuthorizationServerContract = {
  displayName: "Auth0",
  clientRegistrationEndpoint: "https://tenant.example/register",
  authorizationEndpoint: "https://tenant.example/authorize?audience=calculator",
  tokenEndpoint: "https://tenant.example/oauth/token",
  grantTypes: ["authorizationCode"],
  clientAuthenticationMethod: ["Body"],
  bearerTokenSendingMethods: ["authorizationHeader"],
  clientId: "client",
};

suite("Authorization servers and the APIs that use them", () => {
  const sandbox = withSandbox();
  const client = () => apimClient(sandbox);
  setup(() => sandbox.reset());

  test("keeps the secret out of everything but listSecrets", async () => {
    const clientSecret = crypto.randomUUID();
    const servers = client().authorizationServer;
    const written = await servers.createOrUpdate(...contosoInstance, "auth0", { ...complete, clientSecret });
    const read = await servers.get(...contosoInstance, "auth0");
    const [listed] = await collect(servers.listByService(...contosoInstance));
    assert.deepEqual(
      [written.clientSecret, read.clientSecret, listed?.clientSecret],
      [undefined, undefined, undefined],
    );
    assert.equal((await servers.listSecrets(...contosoInstance, "auth0")).clientSecret, clientSecret);
    assert.deepEqual(read.authorizationMethods, ["GET"]);
    assert.equal(read.useInTestConsole, true);
  });

  test("says everything that is wrong with a server at once", async () => {
    const bad = { ...complete, displayName: "x".repeat(51), grantTypes: ["magic"], clientId: "" };
    await assert.rejects(
      client().authorizationServer.createOrUpdate(...contosoInstance, "auth0", bad),
      (error: unknown) => {
        const { statusCode, details } = error as { statusCode: number; details: { error: ErrorBody } };
        assert.equal(statusCode, 400);
        assert.equal(details.error.code, "ValidationError");
        assert.deepEqual(
          details.error.details.map(({ target }) => target),
          ["displayName", "grantTypes", "clientId"],
        );
        return true;
      },
    );
  });

  test("refuses endpoints that are no addresses, and methods without GET", async () => {
    const servers = client().authorizationServer;
    const relative = { ...complete, authorizationEndpoint: "/authorize" };
    await assert.rejects(servers.createOrUpdate(...contosoInstance, "auth0", relative), /One or more fields/);
    const post = { ...complete, authorizationMethods: ["POST" as const] };
    await assert.rejects(servers.createOrUpdate(...contosoInstance, "auth0", post), /One or more fields/);
  });

  test("changes single properties against the ETag that was read, and never against an older one", async () => {
    const servers = client().authorizationServer;
    const { eTag: first = "" } = await servers.createOrUpdate(...contosoInstance, "auth0", complete);
    assert.match(first, /^"[A-Za-z0-9+/]{11}="$/);
    const change = { description: "changed" };
    const updated = await servers.update(...contosoInstance, "auth0", first, change);
    assert.equal(updated.displayName, "Auth0");
    assert.notEqual(updated.eTag, first);
    await assert.rejects(servers.update(...contosoInstance, "auth0", first, change), { statusCode: 412 });
    await assert.rejects(servers.delete(...contosoInstance, "auth0", first), { statusCode: 412 });
    const head = await servers.getEntityTag(...contosoInstance, "auth0");
    assert.equal(head.eTag, updated.eTag);
  });

  test("keeps the ETag when nothing changes", async () => {
    const servers = client().authorizationServer;
    const first = await servers.createOrUpdate(...contosoInstance, "auth0", complete);
    const second = await servers.createOrUpdate(...contosoInstance, "auth0", complete);
    assert.equal(second.eTag, first.eTag);
  });

  test("asks for If-Match where the contract demands it", async () => {
    const servers = client().authorizationServer;
    await servers.createOrUpdate(...contosoInstance, "auth0", complete);
    const url = serviceUrl("authorizationServers/auth0");
    const response = await sandbox.fetch(url, { method: "DELETE", headers: await bearer() });
    assert.equal(response.status, 428);
  });

  test("says what is missing by the service's own name", async () => {
    await assert.rejects(client().authorizationServer.get(...contosoInstance, "none"), {
      statusCode: 404,
      code: "ResourceNotFound",
      message: "OAuth2AuthorizationServer not found.",
    });
  });

  test("links an API to a server and shows the link in both forms", async () => {
    await client().authorizationServer.createOrUpdate(...contosoInstance, "auth0", complete);
    const settings = { oAuth2AuthenticationSettings: [{ authorizationServerId: "auth0", scope: "read" }] };
    const { eTag = "" } = await client().api.get(...contosoInstance, "basic-calculator");
    const api = await client().api.update(...contosoInstance, "basic-calculator", eTag, {
      authenticationSettings: settings,
    });
    assert.deepEqual(api.authenticationSettings?.oAuth2, { authorizationServerId: "auth0", scope: "read" });
    assert.deepEqual(
      api.authenticationSettings?.oAuth2AuthenticationSettings,
      settings.oAuth2AuthenticationSettings,
    );
    assert.equal(api.path, "calc");
    await assert.rejects(client().authorizationServer.delete(...contosoInstance, "auth0", "*"), {
      statusCode: 400,
    });
  });

  test("refuses the two forms of settings together", async () => {
    await client().authorizationServer.createOrUpdate(...contosoInstance, "auth0", complete);
    const one = { authorizationServerId: "auth0" };
    const authenticationSettings = { oAuth2: one, oAuth2AuthenticationSettings: [one] };
    await assert.rejects(
      client().api.update(...contosoInstance, "basic-calculator", "*", { authenticationSettings }),
      {
        statusCode: 400,
        code: "ValidationError",
      },
    );
  });

  test("refuses a link to a server that does not exist", async () => {
    const authenticationSettings = { oAuth2AuthenticationSettings: [{ authorizationServerId: "none" }] };
    await assert.rejects(
      client().api.update(...contosoInstance, "basic-calculator", "*", { authenticationSettings }),
      (error: unknown) => {
        const { details } = error as { details: { error: ErrorBody } };
        assert.deepEqual(details.error.details, [
          {
            code: "ValidationError",
            target: "AuthenticationSettings",
            message: "Authorization server was not found.",
          },
        ]);
        return true;
      },
    );
  });

  interface ErrorBody {
    readonly code: string;
    readonly details: readonly { readonly target: string }[];
  }

  function serviceUrl(path: string): string {
    const { resourceManager, subscriptionId } = sandbox.info.azure;
    const service = "resourceGroups/contoso-rg/providers/Microsoft.ApiManagement/service/contoso-apim";
    return `${resourceManager}/subscriptions/${subscriptionId}/${service}/${path}?api-version=2024-05-01`;
  }

  async function bearer(): Promise<Record<string, string>> {
    const scope = `${sandbox.info.azure.resourceManager}/.default`;
    const { token } = await credentialOf(sandbox).getToken(scope);
    return { authorization: `Bearer ${token}` };
  }
});

suite("Authorization servers of clients that do not keep to the contract's casing", () => {
  // such a request is no valid one by the contract, so that this sandbox is not held to it
  const sandbox = withSandbox({ record: () => undefined });

  test("answers in camel case whatever the case of the request", async () => {
    const grantTypes = ["AuthorizationCode", "ClientCredentials"];
    const bearerTokenSendingMethods = ["AuthorizationHeader"];
    const server = { ...complete, grantTypes, bearerTokenSendingMethods };
    const written = await apimClient(sandbox).authorizationServer.createOrUpdate(
      ...contosoInstance,
      "auth0",
      server,
    );
    assert.deepEqual(written.grantTypes, ["authorizationCode", "clientCredentials"]);
    assert.deepEqual(written.bearerTokenSendingMethods, ["authorizationHeader"]);
  });
});
