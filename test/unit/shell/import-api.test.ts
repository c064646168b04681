import assert from "node:assert/strict";
import { setup, suite, teardown, test } from "mocha";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { apimApi } from "../../../src/resources/kinds/apim-api.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell } from "../../support/shell.ts";
import { person, Range, Uri, window, workspace } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { importApiCommand } = await import("../../../src/shell/resources/import-api.ts");

type Moves = typeof person.moves;

const orders = `openapi: 3.0.3
info: { title: Orders, version: '1' }
servers: [{ url: https://orders.example/v1 }]
paths:
  /orders:
    get: { operationId: List_Orders, summary: All orders, responses: {} }
    post: { responses: {}, security: [{ auth0: [] }] }
`;

/** Imports with these answers into the one instance; `shown` is the page of the plan. */
async function importing(
  moves: Moves,
  prepare: (shell: Awaited<ReturnType<typeof connectedShell>>) => void = () => {},
) {
  const shell = await connectedShell();
  prepare(shell);
  let shown = "";
  window.onPanel = (panel) => {
    // where long names may break is no part of them
    shown = panel.webview.html.replace(/<[^>]+>/g, "");
    panel.press("apply");
  };
  person.moves = [...moves];
  await runCommand(importApiCommand(shell.services), undefined, shell.services.logger);
  const [api] = shell.azure.stores.importedApis.all;
  return { ...shell, shown, api };
}

suite("Import API…", () => {
  setup(() => {
    window.panels.length = 0;
    workspace.contents.set("/work/orders.yaml", orders);
    window.opens = Uri.parse("file:///work/orders.yaml");
  });
  teardown(() => {
    window.onPanel = () => {};
    window.opens = undefined;
    window.opensInTurn = [];
    workspace.textDocuments = [];
    window.activeTextEditor = undefined;
  });
  const rest: Moves = ["enter", "enter", "enter", { pick: "Required" }, "enter"];

  test("from a file: the plan shows the API and its operations by the names that they will have", async () => {
    const { api, shown } = await importing([{ pick: "From a file" }, ...rest]);
    assert.deepEqual(api?.ref, {
      kind: "azure-imported-api",
      owner: instancePath(contosoApim),
      id: "orders",
    });
    assert.deepEqual(api?.value.operations, [
      { name: "list-orders", method: "GET", urlTemplate: "/orders", displayName: "All orders" },
      { name: "post-orders", method: "POST", urlTemplate: "/orders", displayName: "post /orders" },
    ]);
    assert.deepEqual(
      [api?.value.displayName, api?.value.path, api?.value.serviceUrl, api?.value.subscriptionRequired],
      ["Orders", "orders", "https://orders.example/v1", true],
    );
    for (const text of [
      "list-orders",
      "post-orders",
      "orders.yaml is OpenAPI 3.0.3 with 2 operations",
      "security schemes are not taken over",
    ])
      assert.ok(shown.includes(text), text);
    assert.ok(!shown.includes("cannot be changed later"), "all of it is a document that is edited later");
    assert.ok(!shown.includes("&quot;openapi&quot;"), "the document itself is not on the page");
  });

  test("from an address: fetched here, and what is relative in it is seen from there", async () => {
    const { api } = await importing(
      [{ pick: "From an address" }, { type: "https://orders.example/docs/openapi.yaml" }, ...rest],
      ({ pages }) =>
        pages.set(
          "https://orders.example/docs/openapi.yaml",
          orders.replace("https://orders.example/v1", "/v2"),
        ),
    );
    assert.equal(api?.value.serviceUrl, "https://orders.example/v2");
  });

  test("what stands behind the path of an address is on no page and in no file", async () => {
    const address = "https://orders.example/openapi.yaml?code=s3cret";
    const { shown, api, services } = await importing(
      [{ pick: "From an address" }, { type: address }, ...rest],
      ({ pages }) => pages.set(address, orders),
    );
    assert.equal(api?.ref.id, "orders");
    assert.match(shown, /https:\/\/orders\.example\/openapi\.yaml\?… is OpenAPI/);
    const plans = JSON.stringify(await services.journals.list());
    assert.ok(!`${shown}${plans}`.includes("s3cret"));
  });

  for (const [address, says] of [
    ["orders.example", /no address/],
    ["http://orders.example/openapi.yaml", /begin with https/],
    ["ftp://orders.example/openapi.yaml", /begin with https/],
    ["https://me:secret@orders.example/openapi.yaml", /password in it/],
  ] as const) {
    test(`the address ${address} is refused where it is typed`, async () => {
      await importing([{ pick: "From an address" }, { type: address }]);
      assert.match(person.complaint ?? "", says);
    });
  }

  const another = "https://orders.example/openapi.yaml";

  test("an address without a document is asked again, or another one is, with what was typed before in its box", async () => {
    const { api } = await importing(
      [{ pick: "From an address" }, { type: "https://orders.example/none" }, { type: another }, ...rest],
      ({ pages }) => {
        person.presses = ["Try Again", "Another Address"];
        pages.set(another, orders);
      },
    );
    assert.equal(api?.ref.id, "orders");
    assert.deepEqual(
      person.messages.slice(0, 2).map(({ modal, buttons }) => [modal, buttons]),
      Array(2).fill([true, ["Try Again", "Another Address"]]),
    );
    assert.match(person.messages[0]?.text ?? "", /404/);
    assert.equal(person.prompts[2]?.value, "https://orders.example/none");
  });

  test("who wants neither chooses another source; nothing is planned", async () => {
    const { api } = await importing([
      { pick: "From an address" },
      { type: "https://orders.example/none" },
      "escape",
    ]);
    assert.deepEqual([api, window.panels.length], [undefined, 0]);
    assert.equal(person.prompts.at(-1)?.text, "Where is the description of the API?");
  });

  test("a file that cannot be imported is told with its line, opened there, and read again once it is mended", async () => {
    workspace.contents.set("/work/orders.yaml", orders.replace("  /orders:", "  orders:"));
    const { api } = await importing([{ pick: "From a file" }, ...rest], () => {
      person.presses = ["Open File", "Read It Again"];
      person.meanwhile.set("Read It Again", () => workspace.contents.set("/work/orders.yaml", orders));
    });
    assert.equal(api?.ref.id, "orders");
    const [told, waits] = person.messages;
    assert.match(
      told?.text ?? "",
      /orders\.yaml cannot be imported\. The path “orders” does not begin with a slash.* See line 5\./,
    );
    assert.deepEqual([told?.modal, told?.buttons], [true, ["Choose Another File", "Open File"]]);
    assert.deepEqual(window.selection, new Range(4, 2, 4, 2));
    assert.equal(window.activeTextEditor?.document.uri.path, "/work/orders.yaml");
    assert.deepEqual([waits?.modal, waits?.buttons], [false, ["Read It Again", "Choose Another File"]]);
  });

  test("what an editor shows of a file and has not saved is what is imported", async () => {
    workspace.contents.set("/work/orders.yaml", "orders");
    const uri = Uri.parse("file:///work/orders.yaml");
    const { api } = await importing([{ pick: "From a file" }, ...rest], () => {
      workspace.textDocuments = [{ uri, isDirty: true, getText: () => orders }];
    });
    assert.equal(api?.ref.id, "orders");
  });

  test("another file is chosen in place of one that cannot be read, and the answers go on", async () => {
    window.opensInTurn = [Uri.parse("file:///work/gone.yaml")];
    const { api } = await importing([{ pick: "From a file" }, ...rest], () => {
      person.presses = ["Choose Another File"];
    });
    assert.equal(api?.ref.id, "orders");
    assert.match(person.messages[0]?.text ?? "", /gone\.yaml cannot be read/);
  });

  test("no file, or no address, leads back to the sources", async () => {
    window.opens = undefined;
    await importing([{ pick: "From a file" }, { pick: "From an address" }, "back", "escape"]);
    assert.deepEqual(
      person.prompts.map(({ text }) => text).filter((text) => text?.startsWith("Where")),
      [
        "Where is the description of the API?",
        "Where is the description of the API?",
        "Where is the description of the API?",
      ],
    );
  });

  test("another document suggests its own name and path, but what was typed stays", async () => {
    const other = "https://orders.example/bills.yaml";
    await importing(
      [
        { pick: "From a file" },
        "enter",
        { type: "mine" },
        "back",
        "back",
        "back",
        { pick: "From an address" },
        { type: other },
        "enter",
        "enter",
        "escape",
      ],
      ({ pages }) => pages.set(other, orders.replace("title: Orders", "title: Bills")),
    );
    assert.deepEqual(
      person.prompts.slice(-3, -1).map(({ value }) => value),
      ["Bills", "mine"],
    );
  });

  test("the sample with mocked answers needs no backend, and gets a policy in the same plan", async () => {
    const { api, azure, shown } = await importing([
      { pick: "Basic Calculator" },
      { type: "My Calculator" },
      { type: "my-calc" },
      { pick: "The gateway, with examples" },
      { pick: "Not required" },
    ]);
    assert.deepEqual(
      [api?.ref.id, api?.value.serviceUrl, api?.value.operations.length],
      ["my-calculator", undefined, 4],
    );
    const policy = [...azure.instance(contosoApim).policies.values()].find(
      ({ level }) => level.kind === "api",
    );
    assert.match(policy?.text ?? "", /<mock-response status-code="200" content-type="application\/xml" \/>/);
    assert.ok(shown.includes("No subscription key will be asked for"));
  });

  test("the sample with a backend asks for its address", async () => {
    const { api } = await importing([
      { pick: "Basic Calculator" },
      "enter",
      { type: "calc-2" },
      { pick: "A backend of your own" },
      { type: "https://calc.example/api" },
      { pick: "Required" },
      "enter",
    ]);
    assert.equal(api?.value.serviceUrl, "https://calc.example/api");
  });

  const withOrders = ({ azure }: Awaited<ReturnType<typeof connectedShell>>) =>
    azure.stores.apis.put(instancePath(contosoApim), "orders", {
      displayName: "Orders",
      path: "orders",
    } as never);

  for (const path of ["orders", "/Orders/"]) {
    test(`the path ${path} that another API has is refused where it is typed`, async () => {
      const { api } = await importing([{ pick: "From a file" }, "enter", { type: path }], withOrders);
      assert.equal(api, undefined);
      assert.match(person.complaint ?? "", /has this path already/);
    });
  }

  test("an id that another API has gets a number", async () => {
    const { api } = await importing(
      [{ pick: "From a file" }, "enter", { type: "orders-too" }, "enter", { pick: "Required" }, "enter"],
      withOrders,
    );
    assert.deepEqual([api?.ref.id, api?.value.path], ["orders-2", "orders-too"]);
  });

  test("a document without servers asks for the backend, and may go without: the plan says what that means", async () => {
    workspace.contents.set("/work/orders.yaml", orders.replace(/servers.*\n/, ""));
    const { api, shown } = await importing([{ pick: "From a file" }, ...rest]);
    assert.equal(api?.value.serviceUrl, undefined);
    assert.ok(shown.includes("There is no backend"));
  });

  const withProducts = ({ azure }: Awaited<ReturnType<typeof connectedShell>>) => {
    const settings = {
      description: undefined,
      terms: undefined,
      approvalRequired: undefined,
      subscriptionsLimit: undefined,
      state: "published",
    };
    const put = (id: string, subscriptionRequired: boolean) =>
      azure.stores.products.put(instancePath(contosoApim), id, {
        ...settings,
        displayName: id,
        subscriptionRequired,
      });
    put("Gold", true);
    put("Free", false);
  };
  const toKeys = (keys: Moves): Moves => [{ pick: "From a file" }, ...rest.slice(0, -1), ...keys];

  test("into products, and with a subscription of its own: all in one plan, after it was said who may call it then", async () => {
    const { azure, shown } = await importing(
      toKeys([{ pick: ["Gold", "Free", "A subscription for this API alone"] }]),
      withProducts,
    );
    assert.deepEqual(
      azure.stores.productApis.all.map(({ value: { productId, apiId } }) => [productId, apiId]),
      [
        ["Gold", "orders"],
        ["Free", "orders"],
      ],
    );
    const [key] = azure.stores.subscriptions.all;
    assert.deepEqual([key?.ref.id, key?.value.scope, key?.value.state], ["orders", "/apis/orders", "active"]);
    for (const text of [
      "Add “Orders” to the product “Gold”",
      "Create a subscription with keys for “Orders”",
      "No key is needed for APIs of “Free”: until a policy checks who calls, everybody may call this one then.",
      "Whoever has a key of “Gold” may call it at once.",
      "they are shown nowhere",
    ])
      assert.ok(shown.includes(text), text);
    assert.ok(!shown.includes("Nobody has a key for it"));
  });

  test("without any, the plan says that nobody has a key for it", async () => {
    const { azure, shown } = await importing(toKeys(["enter"]), withProducts);
    assert.ok(shown.includes("Nobody has a key for it: calls are refused with 401"));
    assert.deepEqual([azure.stores.productApis.all, azure.stores.subscriptions.all], [[], []]);
  });

  test("a subscription of its own gets an id that no other has", async () => {
    const { azure } = await importing(toKeys([{ pick: ["A subscription for this API alone"] }]), (shell) => {
      shell.azure.stores.subscriptions.put(instancePath(contosoApim), "Orders", {
        displayName: "Another",
        scope: "/apis",
        ownerId: undefined,
        state: "active",
        allowTracing: false,
      });
    });
    assert.deepEqual(
      azure.stores.subscriptions.all.map(({ ref }) => ref.id),
      ["Orders", "orders-2"],
    );
  });

  test("where no key is needed it may be in products all the same, and no subscription is offered", async () => {
    const { azure } = await importing(
      [{ pick: "From a file" }, "enter", "enter", "enter", { pick: "Not required" }, { pick: ["Gold"] }],
      withProducts,
    );
    assert.equal(azure.stores.productApis.all.length, 1);
    assert.deepEqual(
      person.prompts.at(-1)?.lines?.map((line) => line.replace(/\$\([^)]+\) /, "")),
      ["Gold", "Free"],
    );
  });

  test("from the group of APIs, and from an instance, nobody is asked where", async () => {
    const shell = await connectedShell();
    window.onPanel = (panel) => panel.press("apply");
    const account = shell.accounts.azure.all()[0];
    assert.ok(account);
    for (const target of [
      { kind: "resource-group", account, owner: instancePath(contosoApim), of: apimApi },
      { kind: "instance", account, instance: contosoApim, value: contosoApim },
    ]) {
      person.moves = ["escape"];
      await runCommand(importApiCommand(shell.services), { target }, shell.services.logger);
      assert.equal(person.prompts.at(-1)?.title, "Import an API into contoso-apim");
    }
  });
});
