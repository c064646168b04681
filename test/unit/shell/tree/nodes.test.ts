import assert from "node:assert/strict";
import { Failure } from "../../../../src/core/failure.ts";
import type { ApimApi, AuthorizationServerDraft } from "../../../../src/domain/apim.ts";
import { instancePath } from "../../../../src/domain/instance-path.ts";
import { apimApi } from "../../../../src/resources/kinds/apim-api.ts";
import { auth0Api } from "../../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../../src/resources/kinds/auth0-connection.ts";
import { authorizationServer } from "../../../../src/resources/kinds/authorization-server.ts";
import { clientGrant } from "../../../../src/resources/kinds/client-grant.ts";
import { capabilities, contextValue } from "../../../../src/shell/ids.ts";
import type { TreeNode } from "../../../../src/shell/tree/tree-node.ts";
import { basicCalculator, contosoApim } from "../../../support/in-memory/index.ts";
import { createIn } from "../../../support/kept.ts";
import { entriesOf } from "../../../support/manifest-menus.ts";
import { connectedShell, contoso, shellInMemory } from "../../../support/shell.ts";

const { ApimNodes } = await import("../../../../src/shell/tree/apim-nodes.ts");
const { resourceOf } = await import("../../../../src/shell/documents/document-target.ts");
const { valueIn } = await import("../../../../src/shell/target.ts");
const { Auth0Nodes } = await import("../../../../src/shell/tree/auth0-nodes.ts");

const signal = new AbortController().signal;

/** A tree as indented text, opened everywhere. */
async function drawn(nodes: AsyncIterable<TreeNode> | undefined, depth = 0): Promise<string[]> {
  const lines: string[] = [];
  for await (const node of nodes ?? []) {
    const description = typeof node.description === "function" ? node.description() : node.description;
    lines.push("  ".repeat(depth) + [node.label, description].filter(Boolean).join(" | "));
    lines.push(...(await drawn(node.children?.(signal), depth + 1)));
  }
  return lines;
}

async function all(nodes: AsyncIterable<TreeNode> | undefined): Promise<TreeNode[]> {
  const found: TreeNode[] = [];
  for await (const node of nodes ?? []) found.push(node, ...(await all(node.children?.(signal))));
  return found;
}

async function secured() {
  const shell = await connectedShell();
  await createIn(shell.auth0, auth0Api, {
    name: "Calculator",
    identifier: "calc",
    signingAlgorithm: "RS256",
    scopes: [{ value: "read:calc", description: "Read" }],
  });
  const draft: AuthorizationServerDraft = {
    displayName: "Auth0 (Calculator)",
    description: undefined,
    clientRegistrationEndpoint: "https://contoso.eu.auth0.com",
    authorizationEndpoint: "https://contoso.eu.auth0.com/authorize?audience=calc",
    tokenEndpoint: "https://contoso.eu.auth0.com/oauth/token",
    clientId: "portal-client",
    grantTypes: ["authorizationCode"],
    clientAuthenticationMethods: ["Basic"],
    defaultScope: "read:calc",
    tokenBodyParameters: [],
    useInTestConsole: true,
    useInApiDocumentation: false,
  };
  const { azure } = shell;
  const ref = { kind: authorizationServer.id, owner: instancePath(contosoApim), id: "auth0-calc" };
  await azure.stores.servers.create(ref, { ...draft, clientSecret: "a-secret" }, signal);
  const versioned = await azure.readApi(basicCalculator, signal);
  await azure.setUserAuthorization(
    basicCalculator,
    {
      form: "list",
      oauth2: [{ authorizationServerId: "auth0-calc", scope: undefined }],
      openIdProviderIds: [],
    },
    versioned?.etag ?? "",
    signal,
  );
  const auth0Nodes = new Auth0Nodes(shell.accounts, shell.links);
  const apimNodes = new ApimNodes(shell.accounts, shell.links);
  return { ...shell, auth0Nodes, apimNodes };
}

/** Draws the tree once all links are known. */
async function linked() {
  const shell = await secured();
  const known = new Promise<void>((resolve) => {
    shell.links.onDidChange(() => {
      if (shell.links.ofApimApi(basicCalculator)?.text.includes("Calculator ·")) resolve();
    });
  });
  await drawn(shell.auth0Nodes.roots());
  await drawn(shell.apimNodes.roots(signal));
  await known;
  return shell;
}

suite("the tree “Auth0 Tenants”", () => {
  test("shows APIs with identifier and scopes, applications and connections", async () => {
    const { auth0, auth0Nodes } = await secured();
    await createIn(auth0, auth0Connection, { name: "users", strategy: "auth0" });
    await createIn(auth0, auth0Application, {
      name: "Portal",
      type: "regular_web",
      callbacks: [],
      grantTypes: [],
      tokenEndpointAuthMethod: undefined,
    });
    assert.deepEqual(await drawn(auth0Nodes.roots()), [
      "contoso.eu.auth0.com",
      "  APIs",
      "    Calculator | calc",
      "      Identifier | calc",
      "      Signed with | RS256",
      "      Scopes | 1",
      "        read:calc | Read",
      "      Client Grants",
      "  Applications",
      "    Portal | Regular Web",
      "      Client Grants",
      "      Enabled Connections",
      "  Connections",
      "    users | Database",
      "      Enabled Applications",
      "  Users",
      "  Client Grants",
      "  Custom Domains",
      "  Tenant Settings",
    ]);
  });

  test("shows grants below their API by application, below their application by API, and all of them by both", async () => {
    const { auth0, auth0Nodes } = await secured();
    const { ref } = await createIn(auth0, auth0Application, { name: "Machine", type: "non_interactive" });
    const draft = { clientId: ref.id, audience: "calc", scopes: ["read:calc"] };
    await createIn(auth0, clientGrant, draft);
    const lines = await drawn(auth0Nodes.roots());
    assert.deepEqual(
      lines.filter((line) => line.includes("Client Grants") || line.includes("| read:calc")),
      [
        "      Client Grants",
        "        Machine | read:calc",
        "      Client Grants",
        "        Calculator | read:calc",
        "  Client Grants",
        "    Machine on calc | read:calc",
      ],
    );
  });

  test("counts the scopes of a grant that has many, and names them in the tooltip", async () => {
    const { auth0, auth0Nodes } = await secured();
    const { ref } = await createIn(auth0, auth0Application, { name: "Machine", type: "non_interactive" });
    const scopes = Array.from({ length: 9 }, (_, index) => `read:${index}`);
    await createIn(auth0, clientGrant, { clientId: ref.id, audience: "calc", scopes });
    const node = (await all(auth0Nodes.roots())).find(({ label }) => label === "Machine on calc");
    const [description, tooltip] = [node?.description, node?.tooltip].map((one) =>
      typeof one === "function" ? one() : one,
    );
    assert.equal(description, "9 scopes");
    assert.match(tooltip ?? "", /read:0, .*read:8$/);
  });

  test("nobody connected: an empty tree, so that the welcome is shown", async () => {
    const { accounts, links } = shellInMemory();
    assert.deepEqual(await drawn(new Auth0Nodes(accounts, links).roots()), []);
  });

  test("showing a tenant asks it nothing; opening its groups does", async () => {
    const { auth0, auth0Nodes } = await secured();
    const before = auth0.calls.made.length;
    for await (const tenant of auth0Nodes.roots()) {
      for await (const group of tenant.children?.(signal) ?? []) assert.ok(group.children);
    }
    assert.equal(auth0.calls.made.length, before);
  });

  test("what came with the tenant comes last, and is not deleted", async () => {
    const { auth0, auth0Nodes } = await secured();
    const [calc] = auth0.apis;
    assert.ok(calc);
    const own = { ...calc, id: "rs_own", name: "Auth0 Management API", identifier: "mgmt", isSystem: true };
    auth0.apis = [own, calc];
    const apis = (await all(auth0Nodes.roots())).filter(({ target }) => target && valueIn(target, auth0Api));
    assert.deepEqual(
      apis.map(({ label, capabilities }) => [label, capabilities?.includes("delete")]),
      [
        ["Calculator", true],
        ["Auth0 Management API", false],
      ],
    );
  });

  test("a refused list fails as a list, with the reason", async () => {
    const { auth0, auth0Nodes } = await secured();
    auth0.calls.failNext("list auth0-connection", new Failure("forbidden", "read:connections is missing."));
    await assert.rejects(drawn(auth0Nodes.roots()), { code: "forbidden" });
  });
});

test("a group ends with a way to search where the service tells no more, and asks for nothing behind that", async () => {
  const { accounts, auth0, links } = await connectedShell();
  auth0.users = Array.from({ length: 1001 }, (_, index) => ({
    id: `auth0|${index}`,
    email: `${index}@example.com`,
    connection: "users",
  }));
  const nodes = await all(new Auth0Nodes(accounts, links).roots());
  const users = nodes.filter(({ id }) => /auth0-user\/./.test(id) && !id.includes("auth0-user/auth0|1000/"));
  const end = users.at(-1);
  assert.deepEqual(
    [end?.label, end?.action?.command],
    ["The service lists no more than 1000 Users.", "auth0Apim.findUser"],
  );
  assert.equal(nodes.filter(({ id }) => /auth0-user\/auth0\|\d+$/.test(id)).length, 1000);
});

suite("versions in the tree “API Management”", () => {
  const scheme = (versionScheme: ApimApi["versionScheme"]) => ({
    ...basicCalculator,
    apiId: "calc-v2",
    path: "calc",
    version: "v2",
    versionSetId: "calc",
    ...(versionScheme && { versionScheme }),
  });
  const nodesOf = async (...apis: ApimApi[]) => {
    const { accounts, azure, links } = await connectedShell();
    for (const api of apis) azure.addApi(api);
    const nodes = await all(new ApimNodes(accounts, links).roots(signal));
    return (id: string) => nodes.find((node) => node.id.endsWith(id));
  };
  const textOf = (text: TreeNode["description"]) => (typeof text === "function" ? text() : text);

  for (const [versionScheme, address] of [
    [{ kind: "segment" }, "/calc/v2"],
    [{ kind: "query", name: "v" }, "/calc?v=v2"],
    [{ kind: "header", name: "X-V" }, "/calc · X-V: v2"],
    [undefined, "/calc · v2"],
  ] as const)
    test(`one is described by where callers find it: ${address}`, async () => {
      const node = (await nodesOf(scheme(versionScheme)))("/apis/calc-v2");
      assert.deepEqual(
        [node?.label, textOf(node?.description), textOf(node?.tooltip)],
        ["Basic Calculator v2", address, address],
      );
    });

  test("those of one set stand below each of them, what has no version among them", async () => {
    const original = { ...basicCalculator, apiId: "calc", path: "calc", versionSetId: "calc" };
    const other = { ...basicCalculator, apiId: "other", path: "other", versionSetId: "others" };
    const find = await nodesOf(original, scheme({ kind: "segment" }), other);
    const lines = await drawn(find("/apis/calc-v2/versions")?.children?.(signal));
    assert.deepEqual(lines, [
      "Without a version | Basic Calculator · /calc · without a version",
      "v2 | this one · /calc/v2",
    ]);
    assert.equal(
      find(`/apis/${basicCalculator.apiId}/versions`),
      undefined,
      "one without versions has no such line",
    );
  });
});

suite("the tree “API Management”", () => {
  test("shows subscriptions, instances and what is in them", async () => {
    const { accounts, azure, links } = await secured();
    const noLinks = {
      onDidChange: links.onDidChange,
      wantInstance() {},
      wantTenant() {},
      ofApimApi: () => undefined,
      ofAuth0Api: () => undefined,
    };
    const apimNodes = new ApimNodes(accounts, noLinks);
    const held = azure.instance(contosoApim);
    held.products = [{ id: "p", productId: "starter", displayName: "Starter" }];
    held.namedValues = [
      { displayName: "host", secret: false, value: "contoso.eu.auth0.com" },
      { displayName: "key", secret: true, value: undefined },
    ];
    azure.putPolicy({ kind: "fragment", instance: contosoApim, fragmentId: "who-calls" }, "<fragment />");
    held.fragmentDescriptions.set("who-calls", "Says who calls");
    azure.putPolicy(
      { kind: "operation", instance: contosoApim, apiId: basicCalculator.apiId, operationId: "add" },
      "<policies />",
    );
    // What rows say of policies is looked up once they are there.
    await drawn(apimNodes.roots(signal));
    assert.deepEqual(await drawn(apimNodes.roots(signal)), [
      "Contoso",
      "  contoso-apim | Developer · westeurope",
      "    APIs",
      "      Basic Calculator | /calc",
      "        User Authorization | auth0-calc",
      "        Policy | none of its own, inherited",
      "        Operations",
      "          GET add | own policy · /add",
      "          GET subtract | inherits · /subtract",
      "        Revisions",
      "          Revision 1 | current",
      "        Tags",
      "    Products",
      "      Starter",
      "        Policy | none of its own, inherited",
      "        APIs",
      "        Groups",
      "    Fragments",
      "      who-calls | Says who calls",
      "    Authorization Servers",
      "      Auth0 (Calculator) | contoso.eu.auth0.com",
      "        Authorization endpoint URL | https://contoso.eu.auth0.com/authorize?audience=calc",
      "        Token endpoint URL | https://contoso.eu.auth0.com/oauth/token",
      "        Client id | portal-client",
      "        Default scope | read:calc",
      "        Authorization grant types | authorizationCode",
      "    OpenID Connect Providers",
      "    Named Values",
      "      host | contoso.eu.auth0.com",
      "      key | secret",
      "    Credential Providers",
      "    Version Sets",
      "    Backends",
      "    Certificates",
      "    Groups",
      "    Tags",
      "    Subscriptions",
      "    Workspaces",
      "    Policy | all APIs · none yet",
    ]);
  });

  test("an account without subscriptions says so", async () => {
    const { azure, apimNodes } = await secured();
    azure.subscriptions = [];
    assert.deepEqual(await drawn(apimNodes.roots(signal)), ["This account sees no subscription."]);
  });

  test("an account that fails does not hide the others", async () => {
    const { azure, accounts, apimNodes } = await secured();
    await accounts.connectAzure({ kind: "azure-cli" }, undefined);
    azure.calls.failNext("listSubscriptions", new Failure("unauthorized", "The secret has expired."));
    const lines = await drawn(apimNodes.roots(signal));
    assert.ok(lines.includes("The secret has expired. | click to try again"), lines.join("\n"));
    assert.ok(lines.includes("Contoso | Azure CLI"));
  });

  test("user authorization leads to the document of its API, where it is set and cleared", async () => {
    const { apimNodes } = await secured();
    const nodes = await all(apimNodes.roots(signal));
    const row = nodes.find(({ label }) => label === "User Authorization");
    assert.equal(row?.action?.command, "auth0Apim.openDocument");
    assert.equal(resourceOf(row)?.kind.id, apimApi.id);
    const menu = { view: "auth0Apim.instances", viewItem: contextValue(row.capabilities ?? []) };
    assert.deepEqual(
      entriesOf("view/item/context", menu).map(({ title }) => title),
      ["Open Document", "Open in Browser"],
    );
  });

  test("a click on a fragment opens its document", async () => {
    const { azure, apimNodes } = await secured();
    azure.putPolicy({ kind: "fragment", instance: contosoApim, fragmentId: "who-calls" }, "<fragment />");
    const node = (await all(apimNodes.roots(signal))).find(({ target }) => target?.kind === "fragment");
    assert.equal(node?.opens?.path, "/contoso-apim/fragments/who-calls/who-calls.policy.xml");
    assert.deepEqual(node?.capabilities?.slice(0, 3), ["id", "json", "policy"]);
  });

  test("opens by itself only what is cheap: real subscriptions and instances wait for a click", async () => {
    const { apimNodes } = await secured();
    const nodes = await all(apimNodes.roots(signal));
    const closed = nodes.filter(
      ({ target }) => target?.kind === "subscription" || target?.kind === "instance",
    );
    assert.equal(closed.length, 2);
    for (const node of closed) assert.ok(!node.expanded, node.id);
  });
});

suite("revisions in the tree", () => {
  test("the current one is marked; another has a policy, operations and a document of its own", async () => {
    const { azure, apimNodes } = await secured();
    const revised = {
      ...basicCalculator,
      apiId: `${basicCalculator.apiId};rev=2`,
      revision: "2",
      isCurrent: false,
    };
    const power = { operationId: "power", displayName: "power", method: "GET", urlTemplate: "/power" };
    const parameters = { templateParameters: [], queryParameters: [] };
    azure.addApi(revised, [{ ...power, ...parameters, id: `${basicCalculator.id};rev=2/operations/power` }]);
    const nodes = await all(apimNodes.roots(signal));
    const [one, two] = ["Revision 1", "Revision 2"].map((label) =>
      nodes.find((node) => node.label === label),
    );
    assert.deepEqual([one?.description, one?.target, one?.capabilities], ["current", undefined, undefined]);
    assert.ok(two?.target?.kind === "apim-api");
    assert.equal(two.target.value.apiId, revised.apiId);
    assert.ok(two.capabilities?.includes("release") && two.capabilities.includes("document"));
    assert.ok(!two.capabilities?.includes("secure"));
    const policies = nodes.flatMap(({ id, target }) =>
      id.startsWith(`${two.id}/`) && target?.kind === "policy" ? [target.value] : [],
    );
    assert.deepEqual(
      policies.map((level) => level.kind === "api" && level.apiId),
      [revised.apiId],
    );
    assert.ok(nodes.some(({ label, id }) => label === "GET power" && id.startsWith(`${two.id}/`)));
  });
});

suite("both trees", () => {
  test("every id is unique, and the same the next time", async () => {
    const { auth0Nodes, apimNodes } = await secured();
    const ids = async () => [
      ...(await all(auth0Nodes.roots())).map(({ id }) => id),
      ...(await all(apimNodes.roots(signal))).map(({ id }) => id),
    ];
    const first = await ids();
    assert.equal(new Set(first).size, first.length);
    assert.deepEqual(await ids(), first);
  });

  test("what a node can do, it has a target for", async () => {
    const { auth0Nodes, apimNodes } = await secured();
    const nodes = [...(await all(auth0Nodes.roots())), ...(await all(apimNodes.roots(signal)))];
    for (const node of nodes) {
      if (node.capabilities?.some((one) => one !== "refresh" && one !== "filter"))
        assert.ok(node.target, node.id);
      for (const capability of node.capabilities ?? []) assert.ok(capabilities.includes(capability));
    }
    const api = nodes.find(({ target }) => target?.kind === "apim-api");
    assert.ok(api?.capabilities?.includes("secure") && api.capabilities.includes("test"));
  });

  test("whatever is a thing of a real cloud opens in a browser; the sandbox has no pages", async () => {
    const { auth0, auth0Nodes, apimNodes } = await secured();
    await createIn(auth0, auth0Connection, { name: "users", strategy: "auth0" });
    const nodes = [...(await all(auth0Nodes.roots())), ...(await all(apimNodes.roots(signal)))];
    const things = nodes.filter(
      ({ target }) => target && target.kind !== "resource-group" && target.kind !== "fact",
    );
    const kinds = things.map(({ target }) => (target?.kind === "resource" ? target.of.id : target?.kind));
    for (const kind of [
      "tenant",
      auth0Api.id,
      auth0Connection.id,
      "policy",
      "apim-api",
      authorizationServer.id,
    ])
      assert.ok(kinds.includes(kind), `there is no ${kind} in ${kinds}`);
    assert.deepEqual(
      things.filter((node) => !node.capabilities?.includes("browser")).map(({ id }) => id),
      [],
    );
    const sandbox = await connectedShell();
    await sandbox.accounts.disconnectTenant(contoso);
    await sandbox.accounts.connectTenant({ ...contoso, sandbox: { ca: "ca.pem" } }, "secret");
    await createIn(sandbox.auth0, auth0Connection, { name: "users", strategy: "auth0" });
    const local = await all(new Auth0Nodes(sandbox.accounts, sandbox.links).roots());
    assert.ok(local.length > 3);
    assert.deepEqual(
      local.filter((node) => node.capabilities?.includes("browser")),
      [],
    );
  });

  test("a linked API says so on both sides, once the links are known", async () => {
    const { auth0Nodes, apimNodes } = await linked();
    const lines = [...(await drawn(auth0Nodes.roots())), ...(await drawn(apimNodes.roots(signal)))];
    assert.ok(lines.includes("    Calculator | → Basic Calculator · contoso-apim"), lines.join("\n"));
    assert.ok(lines.includes("      Basic Calculator | → Calculator · contoso"), lines.join("\n"));
  });

  test("a link that only the policy makes is shown too", async () => {
    const { azure, auth0, accounts, links } = await connectedShell();
    await createIn(auth0, auth0Api, {
      name: "Calc",
      identifier: "calc",
      scopes: [],
      signingAlgorithm: "RS256",
    });
    azure.putPolicy(
      { kind: "api", instance: basicCalculator.instance, apiId: basicCalculator.apiId },
      `<policies><inbound><validate-jwt header-name="Authorization"><audiences><audience>calc</audience></audiences>
<issuers><issuer>https://contoso.eu.auth0.com/</issuer></issuers></validate-jwt></inbound></policies>`,
    );
    const known = new Promise<string>((resolve) => {
      links.onDidChange(() => {
        const text = links.ofApimApi(basicCalculator)?.text;
        if (text?.includes("Calc ·")) resolve(text);
      });
    });
    await drawn(new Auth0Nodes(accounts, links).roots());
    await drawn(new ApimNodes(accounts, links).roots(signal));
    assert.equal(await known, "→ Calc · contoso");
  });

  test("a tenant that does not answer costs the badges, not the tree", async () => {
    const shell = await secured();
    shell.auth0.calls.failAlways(new Failure("unreachable", "No answer."));
    const lines = await drawn(shell.apimNodes.roots(signal));
    assert.ok(lines.some((line) => line.includes("Basic Calculator")));
  });

  test("an API of Auth0's own offers nothing that would change or link it", async () => {
    const { auth0, auth0Nodes } = await secured();
    const capabilitiesOf = async () => {
      const node = (await all(auth0Nodes.roots())).find(({ label }) => label === "Calculator");
      return node?.capabilities ?? [];
    };
    for (const one of ["secure", "link", "audience", "delete"] as const)
      assert.ok((await capabilitiesOf()).includes(one), one);
    auth0.apis = auth0.apis.map((api) => ({ ...api, isSystem: true }));
    const own = await capabilitiesOf();
    assert.ok(own.includes("audience"));
    assert.deepEqual(
      own.filter((one) => ["secure", "link", "scopes", "delete"].includes(one)),
      [],
    );
  });

  test("links are forgotten with the account", async () => {
    const { accounts, links } = await linked();
    await accounts.disconnectTenant(contoso);
    links.clear();
    assert.equal(links.ofApimApi(basicCalculator), undefined);
  });
});
