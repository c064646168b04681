import assert from "node:assert/strict";
import { templateOf } from "../../../src/documents/index.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import type { Kind } from "../../../src/resources/kind.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";
import { namedValue } from "../../../src/resources/kinds/named-value.ts";
import type { TreeNode } from "../../../src/shell/tree/tree-node.ts";
import { collect } from "../../support/collect.ts";
import { contosoApim, type InMemoryAzureCloud } from "../../support/in-memory/index.ts";
import { InMemoryStore } from "../../support/in-memory/store.ts";
import { connectedShell } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { deleteResourceCommand } = await import("../../../src/shell/resources/delete-resource.ts");
const { choosePlace } = await import("../../../src/shell/choose-resource.ts");
const { ApimNodes } = await import("../../../src/shell/tree/apim-nodes.ts");

const signal = new AbortController().signal;
const owner = instancePath(contosoApim);

interface Note {
  readonly server: string;
  readonly text: string;
}

/** Notes that stand below authorization servers, by a field too; under the id of a kind that journals know. */
const byField: Kind<Note> = {
  id: namedValue.id,
  cloud: "azure",
  noun: "note",
  plural: "Notes",
  icon: "note",
  tree: { under: authorizationServer.id, field: "server" },
  fields: {
    server: { label: "Server", fixed: true },
    text: { label: "Text", ask: { prompt: "What it says" } },
  },
  identity: { by: "id" },
  titleOf: ({ text }, { id }) => text ?? id ?? "",
  rights: { read: "read", create: "write", update: "write", delete: "delete" },
};

/** The same, where nothing but the id says below which. */
const byId: Kind<Note> = { ...byField, tree: { under: authorizationServer.id } };

function createServer({ stores }: InMemoryAzureCloud, id: string) {
  const address = "https://contoso.eu.auth0.com/";
  const draft = {
    displayName: id,
    description: undefined,
    authorizationEndpoint: address,
    tokenEndpoint: address,
    clientRegistrationEndpoint: address,
    clientId: "portal",
    grantTypes: [],
    clientAuthenticationMethods: [],
    defaultScope: undefined,
    tokenBodyParameters: [],
    useInTestConsole: true,
    useInApiDocumentation: false,
  };
  return stores.servers.create({ kind: authorizationServer.id, owner, id }, draft, signal);
}

/** A shell with two servers, the first of which has a note. */
async function shellWith(kind: Kind<Note>) {
  const shell = await connectedShell();
  const { azure, accounts, links, services } = shell;
  const asked: Partial<Note>[] = [];
  const store = new InMemoryStore(kind, {
    make: (draft) => draft,
    matches: (value, where) => {
      asked.push(where);
      return where.server === undefined || where.server === value.server;
    },
  });
  Object.assign(azure, { shelves: new Map([...azure.shelves, [kind.id, { kind, store }]]) });
  for (const id of ["orders", "orders-2"]) {
    await createServer(azure, id);
  }
  store.put(owner, "orders/first", { server: "orders", text: "First" });
  const nodes = new ApimNodes(accounts, links);
  const groupOf = async (server: string): Promise<TreeNode> => {
    let [found] = await collect(nodes.roots(signal));
    [found] = await collect(found?.children?.(signal) ?? assert.fail());
    for (const label of [authorizationServer.plural, server, kind.plural]) {
      const below = await collect(found?.children?.(signal) ?? assert.fail());
      found = below.find((one) => one.label === label) ?? assert.fail(`There is no ${label}.`);
    }
    return found ?? assert.fail();
  };
  const labels = async (server: string) =>
    (await collect((await groupOf(server)).children?.(signal) ?? assert.fail())).map(({ label }) => label);
  const create = async (argument: unknown, moves: typeof person.moves) => {
    person.moves = [...moves];
    window.onPanel = (panel) => panel.press("apply");
    await runCommand(createResourceCommand(services), argument, services.logger);
  };
  return { ...shell, store, asked, groupOf, labels, create };
}

for (const [what, kind] of [
  ["a field says which", byField],
  ["only the id says which", byId],
] as const) {
  suite(`a kind that stands below each of another one, where ${what}`, () => {
    teardown(() => {
      window.onPanel = () => {};
    });

    test("has a group below each, with those of that one only", async () => {
      const { labels, groupOf } = await shellWith(kind);
      assert.deepEqual([await labels("orders"), await labels("orders-2")], [["First"], []]);
      const { capabilities, target } = await groupOf("orders");
      assert.deepEqual(capabilities, ["create", "refresh", "filter"]);
      assert.equal(target?.kind === "resource-group" && target.parent, "orders");
    });

    test("is created below the one whose group it is asked of, and told apart from those of others", async () => {
      const { create, groupOf, labels, store } = await shellWith(kind);
      await create(await groupOf("orders-2"), [{ type: "First" }]);
      await create(await groupOf("orders"), [{ type: "First" }]);
      assert.equal(person.prompts[0]?.title, "New note in orders-2");
      assert.deepEqual(
        store.all.map(({ ref }) => ref.id),
        ["orders/first", "orders-2/first", "orders/first-2"],
      );
      assert.deepEqual([await labels("orders"), await labels("orders-2")], [["First", "First"], ["First"]]);
    });

    test("is deleted from its node", async () => {
      const { groupOf, labels, services } = await shellWith(kind);
      const [node] = await collect((await groupOf("orders")).children?.(signal) ?? assert.fail());
      window.onPanel = (panel) => panel.press("apply");
      await runCommand(deleteResourceCommand(services), node, services.logger);
      assert.deepEqual(await labels("orders"), []);
    });

    test("without a node it is asked below which one", async () => {
      const { accounts } = await shellWith(kind);
      person.moves = [{ pick: "orders-2" }];
      assert.deepEqual(await choosePlace(accounts, kind, "Create"), { owner, parent: "orders-2" });
      assert.equal(person.prompts.at(-1)?.text, "Choose the authorization server");
    });
  });
}

suite("a kind below another one", () => {
  test("asks the cloud for those of one parent where a field says which", async () => {
    const { labels, asked } = await shellWith(byField);
    await labels("orders");
    assert.deepEqual(asked, [{ server: "orders" }]);
  });

  test("begins a document with what it stands below", () => {
    assert.equal(
      templateOf(byField, undefined, "orders"),
      '{\n  "id": "orders/",\n  "server": "orders",\n  "text": ""\n}\n',
    );
    assert.equal(templateOf(byId, undefined, "orders"), '{\n  "id": "orders/",\n  "text": ""\n}\n');
    assert.equal(templateOf(byId), '{\n  "id": "",\n  "text": ""\n}\n');
  });
});
