import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Failure } from "../../../src/core/failure.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { kinds } from "../../../src/resources/all-kinds.ts";
import { creation, deletion } from "../../../src/resources/changes.ts";
import { readerOf, storeOf } from "../../../src/resources/clouds.ts";
import type { Kind } from "../../../src/resources/kind.ts";
import { apimApi } from "../../../src/resources/kinds/apim-api.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { auth0User } from "../../../src/resources/kinds/auth0-user.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";
import { backend } from "../../../src/resources/kinds/backend.ts";
import { clientGrant } from "../../../src/resources/kinds/client-grant.ts";
import { credentialConnection } from "../../../src/resources/kinds/credential-connection.ts";
import { credentialProvider } from "../../../src/resources/kinds/credential-provider.ts";
import { apimGroup } from "../../../src/resources/kinds/group.ts";
import { importedApi } from "../../../src/resources/kinds/imported-api.ts";
import { apimInstance } from "../../../src/resources/kinds/instance.ts";
import { namedValue } from "../../../src/resources/kinds/named-value.ts";
import { openIdProvider } from "../../../src/resources/kinds/openid-provider.ts";
import { policyFragment } from "../../../src/resources/kinds/policy-fragment.ts";
import { product } from "../../../src/resources/kinds/product.ts";
import { subscription } from "../../../src/resources/kinds/subscription.ts";
import { apimTag } from "../../../src/resources/kinds/tag.ts";
import { settingsId } from "../../../src/resources/kinds/tenant-settings.ts";
import { versionSet } from "../../../src/resources/kinds/version-set.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { type InMemoryClouds, signal, twoClouds } from "../workflows/clouds.ts";
import { apply, takeBack } from "../workflows/securing.ts";

const instance = instancePath(contosoApim);
const tenant = "contoso.eu.auth0.com";
const newInstance = { ...contosoApim, serviceName: "new-apim" };

/** One that is made, what others then do with it, and what undo says of that. */
interface Row {
  readonly kind: Kind;
  readonly what: string;
  make(clouds: InMemoryClouds): Promise<{ readonly left: string; readonly isThere: boolean }>;
  readonly says: RegExp;
}

/** What becomes of one that is taken back after `others` had something to do. */
function row<T extends object, D extends object>(
  kind: Kind<T, D>,
  draft: D,
  refId: string | undefined,
  what: string,
  others: (clouds: InMemoryClouds, id: string) => unknown,
  says: RegExp,
  owner = kind.cloud === "auth0" ? tenant : instance,
): Row {
  const change = creation(kind, owner, draft, { id: "c", ...(refId !== undefined && { refId }) });
  const plan = { title: change.title, subject: "one", changes: [change], unchanged: [], notes: [] };
  return {
    kind,
    what: `${/^[aeio]/i.test(kind.noun) ? "an" : "a"} ${kind.noun} ${what}`,
    says,
    async make(clouds) {
      const { outcome, journal } = await apply(plan, clouds);
      assert.equal(outcome.status, "done");
      const ref = journal.entries[0]?.ref;
      assert.ok(ref);
      await others(clouds, ref.id);
      const left = JSON.stringify((await takeBack(journal, clouds)).left);
      return { left, isThere: (await storeOf(clouds, kind).read(ref, signal)) !== undefined };
    },
  };
}

const granted = ({ auth0 }: InMemoryClouds, clientId: string) =>
  auth0.stores.grants.put(tenant, "g", { id: "g", clientId, audience: api.identifier, scopes: [] });

const withPolicy =
  (content: string) =>
  ({ azure }: InMemoryClouds) =>
    azure.putPolicy({ kind: "global", instance: contosoApim }, `<policies>${content}</policies>`);

const signsIn =
  (oauth2: readonly string[], openIdProviderIds: readonly string[]) =>
  ({ azure }: InMemoryClouds) =>
    azure.setUserAuthorization(
      basicCalculator,
      {
        form: "list",
        oauth2: oauth2.map((authorizationServerId) => ({ authorizationServerId, scope: undefined })),
        openIdProviderIds,
      },
      "*",
      signal,
    );

const subscribed =
  (scope: string, ownerId?: string) =>
  ({ azure }: InMemoryClouds) =>
    azure.stores.subscriptions.create(
      { kind: subscription.id, owner: instance, id: "partners" },
      { displayName: "Partners", scope, ...(ownerId !== undefined && { ownerId }) },
      signal,
    );

const policyOfApi = ({ azure }: InMemoryClouds) =>
  azure.putPolicy({ kind: "api", instance: contosoApim, apiId: "orders" }, "<policies />");
const policyOfOperation = ({ azure }: InMemoryClouds) =>
  azure.putPolicy(
    { kind: "operation", instance: contosoApim, apiId: "orders", operationId: "get" },
    "<policies />",
  );

const orders = { displayName: "Orders", path: "orders" };
const imported = {
  ...orders,
  serviceUrl: undefined,
  subscriptionRequired: true,
  operations: [{ name: "get", method: "GET", urlTemplate: "/", displayName: "Get" }],
};
const api = { identifier: "https://orders/", name: "Orders" };
const other = { identifier: "https://other/", name: "Other" };
const portal = { name: "Portal" };
const users = { name: "users", strategy: "auth0" };
const gold = { displayName: "Gold" };
const server = {
  displayName: "Auth0",
  authorizationEndpoint: `https://${tenant}/authorize`,
  tokenEndpoint: `https://${tenant}/oauth/token`,
  clientRegistrationEndpoint: `https://${tenant}/`,
  clientId: "portal",
  grantTypes: ["authorizationCode"],
  clientAuthenticationMethods: ["Body"],
  description: undefined,
  defaultScope: undefined,
  tokenBodyParameters: [],
  useInTestConsole: true,
  useInApiDocumentation: false,
} as const;
const provider = {
  displayName: "Auth0",
  description: undefined,
  metadataEndpoint: `https://${tenant}/.well-known/openid-configuration`,
  clientId: "portal",
  useInTestConsole: true,
  useInApiDocumentation: false,
};
const credentials = { displayName: "Auth0", identityProvider: "oauth2" };
const connection = { authorizationType: "OAuth2", oAuth2GrantType: "ClientCredentials" };
const byIt =
  '<inbound><get-authorization-context provider-id="auth0" authorization-id="orders" context-variable-name="a" /></inbound>';
const namesInstance = {
  location: "westeurope",
  sku: { name: "Developer", capacity: 1 },
  publisherName: "Contoso",
  publisherEmail: "apis@contoso.example",
};
const uploaded = { subject: "CN=contoso", thumbprint: "AA", expirationDate: "", keyVault: undefined };

const rows: readonly Row[] = [
  row(
    auth0Api,
    api,
    undefined,
    "with a grant",
    (clouds) => granted(clouds, "spa"),
    /may ask for its tokens \(spa\)/,
  ),
  row(
    auth0Api,
    api,
    undefined,
    "that is an application too",
    ({ auth0 }) =>
      auth0.stores.applications.put(tenant, "a", {
        clientId: "a",
        name: "Orders itself",
        type: "resource_server",
        apiIdentifier: api.identifier,
      }),
    /“Orders” is used by now, so it stays: applications are linked to it \(Orders itself\)/,
  ),
  row(
    auth0Api,
    api,
    undefined,
    "that became the default audience",
    ({ auth0 }) => auth0.stores.settings.put(tenant, settingsId, { default_audience: api.identifier }),
    /it is the tenant's default audience/,
  ),
  row(
    auth0Application,
    portal,
    undefined,
    "that may ask for tokens",
    granted,
    /“Portal” has by now what was not made with it, so it stays: client grants \(https:\/\/orders\/\)/,
  ),
  row(
    auth0Application,
    portal,
    undefined,
    "that a connection was enabled for",
    ({ auth0 }, clientId) => {
      auth0.connections = [{ id: "con_1", ...users }];
      auth0.enabled = [{ connectionId: "con_1", clientId }];
    },
    /connections \(users\)/,
  ),
  row(
    auth0Connection,
    users,
    undefined,
    "that was enabled for an application",
    ({ auth0 }, connectionId) => {
      auth0.enabled = [{ connectionId, clientId: "spa" }];
    },
    /enabled for the application spa/,
  ),
  row(
    auth0Connection,
    users,
    undefined,
    "with users",
    ({ auth0 }) => {
      auth0.users = [{ id: "auth0|1", email: "ada@example.com", connection: "users" }];
    },
    /holds users that were not created here/,
  ),
  row(
    clientGrant,
    { clientId: "spa", audience: other.identifier, organizationUsage: "allow" },
    undefined,
    "for organizations",
    () => undefined,
    /which of them have it by now is not read here, so it stays/,
  ),
  row(
    auth0User,
    { email: "ada@example.com", connection: "members", password: "8-characters-or-more" },
    undefined,
    "to whom another account was linked",
    ({ auth0 }, id) => {
      for (const user of auth0.users)
        auth0.stores.users.put(tenant, id, { ...user, linkedConnections: ["google-oauth2"] });
    },
    /“ada@example.com” has by now .*: linked accounts \(google-oauth2\)/,
  ),
  row(apimApi, orders, "orders", "with a policy", policyOfApi, /a policy/),
  row(apimApi, orders, "orders", "with a subscription", subscribed("/apis/ORDERS"), /subscriptions \(partn/),
  row(
    importedApi,
    imported,
    "orders",
    "that was imported, with a policy",
    policyOfApi,
    /policies \(apis\/orders\)/,
  ),
  row(
    importedApi,
    imported,
    "orders",
    "with a policy of an operation",
    policyOfOperation,
    /policies \(apis\/orders\/operations\/get\)/,
  ),
  row(
    importedApi,
    imported,
    "orders",
    "that was imported, with a subscription",
    subscribed("/apis/orders"),
    /subscriptions/,
  ),
  row(
    importedApi,
    imported,
    "orders",
    "whose users sign in",
    (clouds) => {
      clouds.azure.addApi({ ...basicCalculator, apiId: "orders" });
      clouds.azure.stores.providers.put(instance, "auth0", provider);
      const authorization = { form: "list", oauth2: [], openIdProviderIds: ["auth0"] } as const;
      const ref = { ...basicCalculator, apiId: "orders" };
      return clouds.azure.setUserAuthorization(ref, authorization, "*", signal);
    },
    /a sign-in of its users/,
  ),
  row(product, gold, "gold", "that somebody has", subscribed("/products/gold", "/users/7"), /\(partners\)/),
  row(
    product,
    gold,
    "gold",
    "that an API was put into",
    ({ azure }) =>
      azure.stores.productApis.put(instance, "gold/orders", {
        productId: "gold",
        apiId: "orders",
        displayName: "Orders",
      }),
    /APIs \(Orders\)/,
  ),
  row(
    product,
    gold,
    "gold",
    "with a policy",
    ({ azure }) =>
      azure.putPolicy({ kind: "product", instance: contosoApim, productId: "gold" }, "<policies />"),
    /a policy/,
  ),
  row(authorizationServer, server, "auth0", "of an API", signsIn(["auth0"], []), /uses the authorization se/),
  row(openIdProvider, provider, "auth0", "of an API", signsIn([], ["auth0"]), /uses the OpenID Connect prov/),
  row(
    namedValue,
    { displayName: "key", value: "v", secret: false },
    "key",
    "in a policy",
    withPolicy("{{key}}"),
    /Policies name “{{key}}”, so it stays: the policy of all APIs/,
  ),
  row(
    backend,
    { url: "https://orders.example", protocol: "http" },
    "orders",
    "in a policy",
    withPolicy('<set-backend-service backend-id="orders" />'),
    /so it stays: the policy of all APIs/,
  ),
  row(
    policyFragment,
    {},
    "check",
    "in a policy",
    withPolicy('<include-fragment fragment-id="check" />'),
    /so it stays: the policy of all APIs/,
  ),
  row(
    credentialProvider,
    credentials,
    "auth0",
    "with a connection",
    ({ azure }) =>
      azure.stores.credentialConnections.create(
        { kind: credentialConnection.id, owner: instance, id: "auth0/orders" },
        connection,
        signal,
      ),
    /It has connections \(orders\), so it stays/,
  ),
  row(
    credentialConnection,
    connection,
    "auth0/orders",
    "in a policy",
    withPolicy(byIt),
    /stays: the policy of all APIs/,
  ),
  row(
    apimGroup,
    { displayName: "Partners" },
    "partners",
    "that sees a product",
    ({ azure }) =>
      azure.stores.productGroups.put(instance, "gold/partners", { productId: "gold", groupId: "partners" }),
    /It sees products, so it stays: gold/,
  ),
  row(
    apimGroup,
    { displayName: "Partners" },
    "partners",
    "that somebody put users into",
    ({ azure }) =>
      azure.stores.groupUsers.put(instance, "partners/ada", { groupId: "partners", userId: "ada" }),
    /Users were put into it since \(1\), so it stays/,
  ),
  row(
    apimGroup,
    { displayName: "Partners" },
    "partners",
    "whose users may not be read",
    ({ azure }) => {
      azure.stores.groupUsers.hook = (verb) => {
        if (verb === "list") throw new Failure("forbidden", "Not these.");
      };
    },
    /Who uses it could not be read, so it stays/,
  ),
  row(
    apimTag,
    { displayName: "Calculators" },
    "calculators",
    "that somebody put on an API",
    ({ azure }) =>
      azure.stores.apiTags.put(instance, "orders/calculators", { apiId: "orders", tagId: "calculators" }),
    /APIs \(orders\)/,
  ),
  row(
    versionSet,
    { displayName: "Orders", versioningScheme: "Segment" },
    "orders",
    "with a version",
    ({ azure }) =>
      azure.stores.apis.create(
        { kind: apimApi.id, owner: instance, id: "orders" },
        { ...orders, apiVersion: "v1", apiVersionSetId: "/subscriptions/s/apiVersionSets/ORDERS" },
        signal,
      ),
    /APIs are versions of it, so it stays: Orders v1 \(orders\)/,
  ),
  row(
    importedApi,
    { ...imported, source: "orders", apiVersion: "v2", apiVersionSetId: "/apiVersionSets/orders" },
    "orders-v2",
    "that is a version, with a subscription",
    subscribed("/apis/orders-v2"),
    /“Orders v2” has by now .*subscriptions \(partners\)/,
  ),
  row(
    apimInstance,
    namesInstance,
    newInstance.serviceName,
    "in which something was made",
    ({ azure }) =>
      azure.stores.credentialProviders.put(instancePath(newInstance), "auth0", {
        ...credentials,
        oauth2: undefined,
      }),
    /Something was made in it by now \(the credential provider “Auth0”\), so it stays/,
    instancePath(newInstance),
  ),
  row(
    product,
    gold,
    "gold",
    "that a group sees",
    ({ azure }) =>
      azure.stores.productGroups.put(instance, "gold/partners", { productId: "gold", groupId: "partners" }),
    /groups \(partners\)/,
  ),
  row(
    apimInstance,
    namesInstance,
    newInstance.serviceName,
    "in which somebody made a group",
    ({ azure }) =>
      azure.stores.groups.create(
        { kind: "azure-group", owner: instancePath(newInstance), id: "partners" },
        { displayName: "Partners" },
        signal,
      ),
    /“Partners”/,
    instancePath(newInstance),
  ),
  row(
    apimInstance,
    namesInstance,
    newInstance.serviceName,
    "to which a certificate was uploaded",
    ({ azure }) => azure.stores.certificates.put(instancePath(newInstance), "cert", uploaded),
    /the certificate “cert”/,
    instancePath(newInstance),
  ),
];

/** Two clouds with what the rows need. */
function prepared(): InMemoryClouds {
  const clouds = twoClouds();
  clouds.auth0.applications = [{ clientId: "spa", name: "Browser" }];
  clouds.auth0.connections = [{ id: "con_0", name: "members", strategy: "auth0" }];
  clouds.auth0.enabled = [{ connectionId: "con_0", clientId: "spa" }];
  clouds.auth0.stores.apis.put(tenant, "rs_0", {
    ...other,
    id: "rs_0",
    enforcesPolicies: false,
    tokenDialect: "access_token",
    isSystem: false,
  });
  return clouds;
}

suite("taking back a creation leaves what others have built on it", () => {
  for (const { what, make, says } of rows) {
    test(what, async () => {
      const clouds = prepared();
      const { left, isThere } = await make(clouds);
      assert.match(left, says);
      assert.equal(isThere, true);
    });
  }

  const untouched = [
    row(auth0Api, api, undefined, "", () => undefined, /^\[\]$/),
    row(auth0Application, portal, undefined, "", () => undefined, /^\[\]$/),
    row(
      clientGrant,
      { clientId: "spa", audience: other.identifier },
      undefined,
      "",
      () => undefined,
      /^\[\]$/,
    ),
    row(apimGroup, { displayName: "Partners" }, "partners", "", () => undefined, /^\[\]$/),
    row(apimApi, orders, "orders", "", () => undefined, /^\[\]$/),
    row(importedApi, imported, "orders", "", () => undefined, /^\[\]$/),
    row(product, gold, "gold", "", subscribed("/products/gold", "/users/1"), /^\[\]$/),
  ];

  for (const { kind, make, says } of untouched) {
    test(`nothing is left of the ${kind.noun} (${kind.id}) that only the service itself has touched`, async () => {
      const { left, isThere } = await make(prepared());
      assert.match(left, says);
      assert.equal(isThere, false);
    });
  }

  /** What is said of one that was taken back. */
  async function saidOf<T extends object, D extends object>(
    kind: Kind<T, D>,
    draft: D,
    prepare: (clouds: InMemoryClouds) => unknown = () => undefined,
  ) {
    const clouds = prepared();
    const change = creation(kind, tenant, draft, { id: "c" });
    const plan = { title: change.title, subject: "one", changes: [change], unchanged: [], notes: [] };
    const { journal } = await apply(plan, clouds);
    prepare(clouds);
    const { entries } = (await takeBack(journal, clouds)).journal;
    return [entries[0]?.undo?.state, entries[0]?.undo?.message ?? ""] as const;
  }

  test("and who may have used it unseen is told of what was deleted", async () => {
    const [state, lag] = await saidOf(auth0Connection, users);
    assert.equal(state, "undone");
    assert.match(lag, /made in its last seconds may not have been seen/);
    assert.deepEqual(await saidOf(auth0Api, api), ["undone", ""]);
    const refuse = ({ auth0 }: InMemoryClouds) => {
      auth0.stores.settings.hook = () => {
        throw new Failure("forbidden", "Not these.");
      };
    };
    const [there, unread] = await saidOf(auth0Api, api, refuse);
    assert.equal(there, "undone");
    assert.match(unread, /default audience is not known, since read:tenant_settings is missing/);
  });

  test("and every kind that has somebody to ask is among these", () => {
    const asking = kinds.filter(({ rights, inUse }) => rights.create !== undefined && inUse);
    assert.deepEqual(
      asking.filter((kind) => !rows.some((one) => one.kind.id === kind.id)).map(({ id }) => id),
      [],
    );
  });
});

test("a deleted subscription comes back without what only changes set, which is said before", async () => {
  const clouds = twoClouds();
  const { subscriptions } = clouds.azure.stores;
  const stored = subscriptions.put(instance, "partners", {
    displayName: "Partners",
    scope: "/apis",
    ownerId: undefined,
    state: "suspended",
    allowTracing: false,
    expirationDate: "2030-01-31T00:00:00.000Z",
    stateComment: "Until the contract is signed.",
  });
  const said = await subscription.goesAlong?.(stored, readerOf(clouds), signal);
  assert.match(said?.known ? said.value.join() : "", /without its expiration date and the comment/);
  const change = deletion(subscription, stored, { id: "d" });
  const plan = { title: change.title, subject: "one", changes: [change], unchanged: [], notes: [] };
  const { journal } = await apply(plan, clouds);
  assert.equal(subscriptions.all.length, 0);
  await takeBack(journal, clouds);
  const [{ value } = assert.fail()] = subscriptions.all;
  assert.deepEqual(
    [value.displayName, value.state, value.expirationDate, value.stateComment],
    ["Partners", "suspended", undefined, undefined],
  );
});
