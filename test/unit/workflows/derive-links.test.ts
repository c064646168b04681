import assert from "node:assert/strict";
import type { ApimApi, AuthorizationServer } from "../../../src/domain/apim.ts";
import type { Application, Auth0Api } from "../../../src/domain/auth0.ts";
import {
  deriveLinks,
  type LinkTenant,
  linksOfAuth0Api,
  readServerLink,
} from "../../../src/workflows/derive-links.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";

suite("derive links", () => {
  test("joins an API with the Auth0 API and the application that its authorization server names", () => {
    const [link] = deriveLinks({ apis: [linkedApi], authorizationServers: [server()], tenants: [tenant] });
    assert.equal(link?.tenantDomain, "contoso.eu.auth0.com");
    assert.equal(link?.audience, "https://calc/v1");
    assert.equal(link?.auth0Api, auth0Api);
    assert.equal(link?.application, application);
    assert.equal(link?.policy, undefined);
  });

  test("finds an API again from the other side", () => {
    const links = deriveLinks({ apis: [linkedApi], authorizationServers: [server()], tenants: [tenant] });
    assert.deepEqual(linksOfAuth0Api(links, tenant.domain, auth0Api), links);
    assert.deepEqual(linksOfAuth0Api(links, "other.auth0.com", auth0Api), []);
  });

  test("knows a link to a tenant that is not connected, by its domain alone", () => {
    const [link] = deriveLinks({ apis: [linkedApi], authorizationServers: [server()], tenants: [] });
    assert.equal(link?.tenantDomain, "contoso.eu.auth0.com");
    assert.equal(link?.auth0Api, undefined);
  });

  test("says nothing of servers of other makes, of servers not read, and of APIs without any", () => {
    const entra = server({
      authorizationEndpoint: "https://login.microsoftonline.com/x/oauth2/v2.0/authorize",
    });
    const lookalike = server({ authorizationEndpoint: "https://evil-auth0.com/authorize" });
    const sources = { tenants: [tenant] };
    assert.deepEqual(deriveLinks({ ...sources, apis: [linkedApi], authorizationServers: [entra] }), []);
    assert.deepEqual(deriveLinks({ ...sources, apis: [linkedApi], authorizationServers: [lookalike] }), []);
    assert.deepEqual(deriveLinks({ ...sources, apis: [linkedApi], authorizationServers: [] }), []);
    assert.deepEqual(
      deriveLinks({ ...sources, apis: [basicCalculator], authorizationServers: [server()] }),
      [],
    );
  });

  test("does not mix up servers of the same id in two instances", () => {
    const elsewhere = server({ instance: { ...contosoApim, serviceName: "fabrikam-apim" } });
    assert.deepEqual(
      deriveLinks({ apis: [linkedApi], authorizationServers: [elsewhere], tenants: [tenant] }),
      [],
    );
  });

  test("adds what the policy of the API demands", () => {
    const policies = new Map([
      [
        basicCalculator.id.toLowerCase(),
        [
          {
            discoveryUrls: [],
            issuers: ["https://contoso.eu.auth0.com/"],
            audiences: ["x", "https://calc/v1"],
          },
        ],
      ],
    ]);
    const [link] = deriveLinks({
      apis: [linkedApi],
      authorizationServers: [server()],
      tenants: [],
      policies,
    });
    assert.deepEqual(link?.policy, { issuer: "https://contoso.eu.auth0.com/", audience: "https://calc/v1" });
  });

  test("knows a link by the policy alone, as in tiers without a developer portal", () => {
    const discoveryUrls = ["https://contoso.eu.auth0.com/.well-known/openid-configuration"];
    const policies = new Map([
      [basicCalculator.id.toLowerCase(), [{ discoveryUrls, issuers: [], audiences: ["https://calc/v1"] }]],
    ]);
    const sources = { apis: [basicCalculator], authorizationServers: [], tenants: [tenant], policies };
    const [link] = deriveLinks(sources);
    assert.equal(link?.authorizationServer, undefined);
    assert.equal(link?.auth0Api, auth0Api);
    assert.deepEqual(link?.policy, { issuer: undefined, audience: "https://calc/v1" });
  });

  test("takes the audience from the token body when the address has none", () => {
    const bare = server({
      authorizationEndpoint: "https://contoso.eu.auth0.com/authorize",
      tokenBodyParameters: [{ name: "audience", value: "from-body" }],
    });
    assert.equal(readServerLink(bare, [])?.audience, "from-body");
    assert.equal(readServerLink({ ...bare, tokenBodyParameters: [] }, [])?.audience, undefined);
  });

  test("knows a connected tenant by its custom domain, and a local one by its port", () => {
    const custom = server({ authorizationEndpoint: "https://login.contoso.com/authorize?audience=a" });
    assert.equal(readServerLink(custom, [tenant])?.tenantDomain, "contoso.eu.auth0.com");
    assert.equal(readServerLink(custom, []), undefined);
    const local = server({ authorizationEndpoint: "https://127.0.0.1:4001/authorize?audience=a" });
    const port = (domain: string) => readServerLink(local, [{ domain, customDomains: [] }])?.tenantDomain;
    assert.equal(port("127.0.0.1:4001"), "127.0.0.1:4001");
    assert.equal(port("127.0.0.1:4002"), undefined);
  });

  test("passes over an address that is none", () => {
    assert.equal(readServerLink(server({ authorizationEndpoint: "not an address" }), [tenant]), undefined);
  });
});

const auth0Api: Auth0Api = {
  id: "api_1",
  name: "Calculator",
  identifier: "https://calc/v1",
  signingAlgorithm: "RS256",
  scopes: [],
  tokenDialect: "access_token",
  enforcesPolicies: false,
  isSystem: false,
};

const application: Application = {
  clientId: "client_1",
  name: "Portal",
  type: "regular_web",
  callbacks: [],
  grantTypes: ["authorization_code"],
  tokenEndpointAuthMethod: "client_secret_basic",
};

const tenant: LinkTenant = {
  domain: "contoso.eu.auth0.com",
  customDomains: ["login.contoso.com"],
  apis: [auth0Api],
  applications: [application],
};

const linkedApi: ApimApi = {
  ...basicCalculator,
  userAuthorization: {
    form: "list",
    oauth2: [{ authorizationServerId: "auth0", scope: undefined }],
    openIdProviderIds: [],
  },
};

function server(changes: Partial<AuthorizationServer> = {}): AuthorizationServer {
  return {
    instance: contosoApim,
    id: `${contosoApim.id}/authorizationServers/auth0`,
    authorizationServerId: "Auth0",
    displayName: "Auth0",
    description: undefined,
    clientRegistrationEndpoint: "https://contoso.example/",
    authorizationEndpoint: "https://contoso.eu.auth0.com/authorize?audience=https%3A%2F%2Fcalc%2Fv1",
    tokenEndpoint: "https://contoso.eu.auth0.com/oauth/token",
    clientId: "client_1",
    grantTypes: ["authorizationCode"],
    clientAuthenticationMethods: ["Basic"],
    defaultScope: undefined,
    tokenBodyParameters: [],
    useInTestConsole: true,
    useInApiDocumentation: false,
    ...changes,
  };
}
