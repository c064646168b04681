import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { accessOf, type InstanceSnapshot, type SpaceSnapshot } from "../../../src/access/index.ts";
import { Failure } from "../../../src/core/failure.ts";
import { readOverrides, readPolicyFolder } from "../../../src/folders/index.ts";
import { type Files, folderOf, inbound, resource, specification } from "./in-memory-files.ts";

async function read(files: Files, configuration?: string): Promise<InstanceSnapshot> {
  const overrides =
    configuration === undefined ? undefined : readOverrides(configuration, "configuration.yaml");
  const [instance] = await readPolicyFolder(folderOf(files), overrides);
  assert.ok(instance);
  return instance;
}

async function readService(files: Files, configuration?: string): Promise<SpaceSnapshot> {
  const [service] = (await read(files, configuration)).spaces;
  assert.ok(service);
  return service;
}

const api = {
  "apis/orders/apiInformation.json": resource({
    subscriptionRequired: true,
    displayName: "Orders",
    path: "orders",
  }),
};

/** The same instance in the layout of APIOps and in that of apiops-cli. */
const layouts: Readonly<Record<string, Files>> = {
  APIOps: {
    ...api,
    "policy.xml": inbound("<cors/>"),
    "apis/orders/policy.xml": inbound("<base/>"),
    "apis/orders/specification.yaml":
      "openapi: 3.0.1\ninfo: { title: a, version: '1' }\npaths:\n  /orders:\n    get: { operationId: ListOrders, responses: {} }\n",
    "apis/orders/operations/listorders/policy.xml": inbound("<trace/>"),
    "products/starter/productInformation.json": resource({
      displayName: "Starter",
      subscriptionRequired: false,
    }),
    "products/starter/policy.xml": inbound("<base/>"),
    "products/starter/apis/orders/productApiInformation.json": {},
    "policy fragments/check/policy.xml": "<fragment/>",
    "policy fragments/check/policyFragmentInformation.json": resource({ description: "check" }),
    "named values/nv-1/namedValueInformation.json": resource({ displayName: "Issuer", value: "https://a/" }),
  },
  "apiops-cli": {
    ...api,
    "policy.xml": inbound("<cors/>"),
    "apis/orders/policy.xml": inbound("<base/>"),
    "apis/orders/specification.json": specification("ListOrders").replace('"/ListOrders"', '"/orders"'),
    "apis/orders/operations/ListOrders/policy.xml": inbound("<trace/>"),
    "products/starter/productInformation.json": resource({
      displayName: "Starter",
      subscriptionRequired: false,
    }),
    "products/starter/policy.xml": inbound("<base/>"),
    "products/starter/apis.json": [{ name: "orders" }],
    "policyFragments/check/policyFragmentInformation.json": resource({
      format: "rawxml",
      value: "<fragment/>",
    }),
    "namedValues/nv-1/namedValueInformation.json": resource({ displayName: "Issuer", value: "https://a/" }),
  },
};

suite("policy folders: the two layouts", () => {
  for (const [name, files] of Object.entries(layouts)) {
    test(`${name}: everything that decides who gets in`, async () => {
      const { spaces, notes } = await read(files);
      const [service] = spaces;
      assert.deepEqual(notes, []);
      assert.equal(spaces.length, 1);
      assert.equal(service?.policy?.text, inbound("<cors/>"));
      const [orders] = service?.apis ?? [];
      assert.deepEqual(orders?.facts, { Id: "orders", Name: "Orders", Path: "orders" });
      assert.equal(orders?.subscriptionRequired, true);
      assert.deepEqual(orders?.keyPlace, { file: "apis/orders/apiInformation.json", line: 3 });
      assert.deepEqual(
        orders?.operations.map(({ name: id, method, urlTemplate, policy }) => [
          id,
          method,
          urlTemplate,
          policy?.text,
        ]),
        [["listorders", "GET", "/orders", inbound("<trace/>")]],
      );
      const [starter] = service?.products ?? [];
      assert.deepEqual(
        [starter?.name, starter?.subscriptionRequired, [...(starter?.apis ?? [])]],
        ["starter", false, ["orders"]],
      );
      assert.equal(service?.fragments.get("check")?.text, "<fragment/>");
      assert.deepEqual([...(service?.namedValues ?? [])], [["Issuer", { kind: "text", text: "https://a/" }]]);
    });

    test(`${name}: the same at any depth, and beside another instance`, async () => {
      const below = (folder: string) =>
        Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text] as const);
      const both = Object.fromEntries([
        ...below("deploy/dev"),
        ...below("deploy/prod"),
        ["README.md", "x"] as const,
      ]);
      const instances = await readPolicyFolder(folderOf(both));
      assert.equal(instances.length, 2);
      for (const { spaces } of instances) {
        assert.equal(spaces[0]?.apis.length, 1);
        assert.match(spaces[0]?.policy?.file ?? "", /^deploy\/(?:dev|prod)\/policy\.xml$/);
      }
    });
  }

  test("workspaces are spaces of their own, each with its own policy", async () => {
    const team = Object.fromEntries(
      Object.entries(layouts["apiops-cli"] ?? {}).map(([file, text]) => [`workspaces/team/${file}`, text]),
    );
    const { spaces } = await read({ ...team, "policy.xml": inbound("<trace/>") });
    assert.deepEqual(
      spaces.map(({ workspace, apis, policy }) => [workspace, apis.length, policy?.level, policy?.file]),
      [
        [undefined, 0, "global", "policy.xml"],
        ["team", 1, "workspace", "workspaces/team/policy.xml"],
      ],
    );
  });

  test("a revision is an API of its own, of whose id nothing is said", async () => {
    const { apis } = await readService({ ...api, "apis/orders;rev=2/policy.xml": inbound("") });
    assert.deepEqual(
      apis.map(({ name, facts }) => [name, facts["Id"]]),
      [
        ["orders", "orders"],
        ["orders;rev=2", undefined],
      ],
    );
  });
});

suite("policy folders: operations", () => {
  const operationsOf = async (files: Files) => {
    const [orders] = (await readService({ ...api, ...files })).apis;
    return [orders?.listed, orders?.operations.map(({ name }) => name)];
  };

  test("those of the specification and of the folders, once", async () => {
    const files = {
      "apis/orders/specification.json": specification("A b", "c"),
      "apis/orders/operations/a-b/policy.xml": inbound(""),
      "apis/orders/operations/d/policy.xml": inbound(""),
    };
    assert.deepEqual(await operationsOf(files), ["all", ["a-b", "c", "d"]]);
  });

  test("of another language, or without a specification, nothing lists them", async () => {
    assert.deepEqual(await operationsOf({}), ["unlisted", []]);
    assert.deepEqual(await operationsOf({ "apis/orders/specification.graphql": "type Query { a: Int }" }), [
      "unlisted",
      [],
    ]);
    assert.deepEqual(await operationsOf({ "apis/orders/operations/d/policy.xml": inbound("") }), [
      "unlisted",
      ["d"],
    ]);
  });

  test("a specification that cannot be read hides none that a folder tells, and is named", async () => {
    for (const broken of ["openapi: [", "{", "", null, '{"openapi":"3.0.1"}', '{"a":1}', "a: &a [*a]"]) {
      const files = {
        ...api,
        "apis/orders/specification.yaml": broken,
        "apis/orders/operations/d/policy.xml": inbound(""),
      };
      const { spaces, notes } = await read(files);
      const [orders] = spaces[0]?.apis ?? [];
      assert.deepEqual(
        [orders?.listed, orders?.operations.map(({ name }) => name)],
        ["unreadable", ["d"]],
        String(broken),
      );
      assert.match(notes.join(), /specification\.yaml/);
    }
  });

  test("what apiops-cli writes of an operation", async () => {
    const files = {
      "apis/orders/operations/d/operationInformation.json": resource({
        method: "post",
        urlTemplate: "/d",
        displayName: "D",
      }),
    };
    const [orders] = (await readService({ ...api, ...files })).apis;
    assert.deepEqual(orders?.operations, [
      {
        name: "d",
        facts: { Id: "d", Name: "D", UrlTemplate: "/d" },
        method: "POST",
        urlTemplate: "/d",
        policy: undefined,
      },
    ]);
  });

  for (const [what, written, folder, verdict] of [
    ["that the specification writes as the service would", "list", undefined, "open"],
    ["that the specification writes in another case than the service would", "List", undefined, "unknown"],
    ["whose folder is called otherwise than in the specification", "list", "List", "unknown"],
    ["that has a folder alone", undefined, "List", "open"],
  ] as const) {
    test(`a condition on the id of an operation ${what}: ${verdict}`, async () => {
      const id = folder ?? written;
      const exempt = `<choose><when condition='@(context.Operation.Id == "${id}")'/><otherwise><validate-jwt header-name="A"><openid-config url="https://a.eu.auth0.com/.well-known/openid-configuration"/></validate-jwt></otherwise></choose>`;
      const files = {
        "apis/orders/apiInformation.json": resource({ subscriptionRequired: false }),
        "apis/orders/policy.xml": inbound(exempt),
        ...(written !== undefined && { "apis/orders/specification.json": specification(written) }),
        ...(folder !== undefined && { [`apis/orders/operations/${folder}/policy.xml`]: inbound("<base/>") }),
      };
      const { entries } = accessOf(await read(files));
      assert.equal(entries.find(({ operation }) => operation !== null)?.verdict, verdict);
    });
  }

  test("the template of an operation is not known where its query may be part of it", async () => {
    const parameters = [{ name: "status", in: "query", required: true, schema: { type: "string" } }];
    const paths = { "/orders": { get: { operationId: "list", parameters, responses: {} } } };
    const document = JSON.stringify({ openapi: "3.0.1", info: { title: "a", version: "1" }, paths });
    const [orders] = (await readService({ ...api, "apis/orders/specification.json": document })).apis;
    assert.deepEqual(
      orders?.operations.map(({ facts }) => facts["UrlTemplate"]),
      [undefined],
    );
    assert.equal(orders?.operations[0]?.urlTemplate, "/orders?status={status}");
  });
});

suite("policy folders: what is not known", () => {
  test("a key of an API is asked for, not asked for, or not known; a product asks for one unless it says otherwise", async () => {
    const files = {
      "apis/a/apiInformation.json": resource({ subscriptionRequired: false }),
      "apis/b/apiInformation.json": resource({}),
      "apis/c/policy.xml": inbound(""),
      "apis/d/apiInformation.json": "{",
      "products/p/productInformation.json": resource({}),
      "products/q/policy.xml": inbound(""),
    };
    const { apis, products } = await readService(files);
    assert.deepEqual(
      apis.map(({ subscriptionRequired }) => subscriptionRequired),
      [false, undefined, undefined, undefined],
    );
    assert.deepEqual(
      products.map(({ subscriptionRequired }) => subscriptionRequired),
      [true, undefined],
    );
  });

  test("named values that are secret, in a key vault, twice there, for a pipeline to fill in, or without a value", async () => {
    const value = (properties: Readonly<Record<string, unknown>>) =>
      resource({ displayName: "x", ...properties });
    const hidden: readonly Files[] = [
      { "namedValues/a/namedValueInformation.json": value({ secret: true, value: "a" }) },
      {
        "namedValues/a/namedValueInformation.json": value({
          keyVault: { secretIdentifier: "s" },
          value: "a",
        }),
      },
      { "namedValues/a/namedValueInformation.json": value({ value: "{#[TOKEN]#}" }) },
      { "namedValues/a/namedValueInformation.json": value({}) },
      {
        "namedValues/a/namedValueInformation.json": value({ value: "a" }),
        "namedValues/b/namedValueInformation.json": value({ value: "b" }),
      },
    ];
    for (const files of hidden)
      assert.deepEqual([...(await readService(files)).namedValues], [["x", { kind: "secret" }]]);
  });

  test("a policy that cannot be read is there all the same", async () => {
    const { spaces, notes } = await read({ ...api, "policy.xml": null, "apis/orders/policy.xml": null });
    assert.deepEqual(spaces[0]?.policy, { level: "global", file: "policy.xml", text: undefined });
    assert.equal(spaces[0]?.apis[0]?.policy?.text, undefined);
    assert.equal(notes.length, 2);
  });

  test("a fragment's policy.xml comes before what its JSON says; one without a text is there and unknown", async () => {
    const files = {
      "policyFragments/a/policy.xml": "<fragment>1</fragment>",
      "policyFragments/a/policyFragmentInformation.json": resource({ value: "<fragment>2</fragment>" }),
      "policyFragments/b/policyFragmentInformation.json": resource({}),
    };
    const { fragments } = await readService(files);
    assert.deepEqual(
      [...fragments].map(([id, { text }]) => [id, text]),
      [
        ["a", "<fragment>1</fragment>"],
        ["b", undefined],
      ],
    );
  });

  test("a list of a product's APIs that is none is told", async () => {
    for (const broken of ["{", { a: 1 }, null]) {
      const { notes } = await read({ ...api, "products/p/apis.json": broken });
      assert.match(notes.join(), /products\/p\/apis\.json/);
    }
  });

  test("a folder without anything of the kind is refused", async () => {
    for (const files of [
      {},
      { "README.md": "a" },
      { "apis/orders/notes.txt": "a" },
      { "src/policy.xml": "a" },
    ])
      await assert.rejects(
        readPolicyFolder(folderOf(files)),
        (error) => error instanceof Failure && error.code === "not-found",
      );
  });
});

suite("policy folders: the configuration of an environment", () => {
  const files = {
    ...api,
    "products/starter/productInformation.json": resource({ subscriptionRequired: true }),
    "namedValues/nv-1/namedValueInformation.json": resource({
      displayName: "Issuer",
      value: "https://dev/",
      secret: false,
    }),
    "workspaces/team/namedValues/nv-1/namedValueInformation.json": resource({
      displayName: "Issuer",
      value: "https://dev/",
    }),
  };

  test("puts its values in the place of the folder's, by name, capital letters or not", async () => {
    const configuration =
      "namedValues:\n- name: NV-1\n  properties: { value: 'https://prod/' }\napis:\n- name: orders\n  properties: { subscriptionRequired: false }\nproducts:\n- name: starter\n  properties: { subscriptionRequired: false }\n";
    const { apis, products, namedValues } = await readService(files, configuration);
    assert.equal(apis[0]?.subscriptionRequired, false);
    assert.equal(products[0]?.subscriptionRequired, false);
    assert.deepEqual(namedValues.get("Issuer"), { kind: "text", text: "https://prod/" });
  });

  test("of a workspace stands in its own section", async () => {
    const configuration =
      "workspaces:\n- name: team\n  namedValues:\n  - name: nv-1\n    properties: { value: 'https://prod/' }\n";
    const { spaces } = await read(files, configuration);
    assert.deepEqual(
      spaces.map(({ namedValues }) => namedValues.get("Issuer")),
      [
        { kind: "text", text: "https://dev/" },
        { kind: "text", text: "https://prod/" },
      ],
    );
  });

  test("that is empty changes nothing, one that is no YAML or holds no sections is refused", async () => {
    assert.deepEqual((await readService(files, "")).namedValues.get("Issuer"), {
      kind: "text",
      text: "https://dev/",
    });
    for (const broken of ["a: [", "- a", "text"]) {
      assert.throws(
        () => readOverrides(broken, "c.yaml"),
        (error) => error instanceof Failure && error.message.startsWith("c.yaml"),
      );
    }
  });

  test("of any other shape changes nothing", async () => {
    for (const odd of [
      "namedValues: 1",
      "namedValues: [1, {}, {name: 2}]",
      "namedValues:\n- name: nv-1\n  properties: [1]",
      "workspaces: {}",
    ])
      assert.deepEqual(
        (await readService(files, odd)).namedValues.get("Issuer"),
        { kind: "text", text: "https://dev/" },
        odd,
      );
  });
});

suite("a policy folder: names that are the same to the service, and names that are not", () => {
  test("an operation beside another that a specification would take for the same", async () => {
    const { apis } = await readService({
      ...api,
      "apis/orders/specification.json": specification("get-orders"),
      "apis/orders/operations/get_orders/policy.xml": inbound("<trace/>"),
      "apis/orders/operations/Get-Orders/policy.xml": inbound("<base/>"),
    });
    const policies = apis[0]?.operations.map(({ name, policy }) => `${name} ${policy?.file}`);
    assert.deepEqual(policies, [
      "get-orders apis/orders/operations/Get-Orders/policy.xml",
      "get_orders apis/orders/operations/get_orders/policy.xml",
    ]);
  });

  test("what is in an open product may be any API where its list cannot be read", async () => {
    const verdicts = async (list: string, subscriptionRequired: boolean) => {
      const instance = await read({
        ...api,
        "products/some/productInformation.json": resource({ subscriptionRequired }),
        "products/some/apis.json": list,
      });
      return accessOf(instance).entries.map(({ product, verdict }) => `${product} ${verdict}`);
    };
    for (const list of ["no JSON", "{}"]) {
      assert.deepEqual(await verdicts(list, false), ["null unknown"], list);
      assert.deepEqual(await verdicts(list, true), ["null key"], list);
    }
    assert.deepEqual(await verdicts("[]", false), ["null key"]);
  });

  test("an API that a product names in small letters", async () => {
    const instance = await read({
      "apis/Orders/apiInformation.json": resource({ subscriptionRequired: true }),
      "products/open/productInformation.json": resource({ subscriptionRequired: false }),
      "products/open/apis.json": [{ name: "orders" }],
    });
    assert.deepEqual(
      accessOf(instance).entries.map(({ product, verdict }) => `${product} ${verdict}`),
      ["null key", "open open"],
    );
  });
});
