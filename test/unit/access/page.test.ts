import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { accessOf, differenceOf, type InstanceSnapshot, type ToldEntry } from "../../../src/access/index.ts";
import { renderAccessPage } from "../../../src/access/page/index.ts";
import { instanceOf, jwt, reportOf, type Scenario } from "./instance.ts";

/** What the page's script works with, as far as it is looked at here. */
interface Data {
  readonly columns: readonly string[];
  readonly hows: readonly string[];
  readonly apis: readonly { readonly title: string; readonly operations: readonly (string | number)[][] }[];
  readonly ways: readonly (readonly (readonly [number, number, number, string?])[])[];
  readonly answers: readonly { readonly verdict: number; readonly steps: readonly number[] }[];
  readonly steps: readonly (readonly [string, string, number, 0 | 1, readonly number[]])[];
  readonly lines: readonly (readonly [string, number])[];
  readonly places: readonly (readonly [string, string, number])[];
  readonly verdicts: readonly (readonly [string, string, string])[];
  readonly isOpen: boolean;
  readonly groupings: readonly { readonly by: string; readonly groups: readonly unknown[] }[];
  readonly groupedBy: string;
}

function pageOf(
  instance: InstanceSnapshot,
  more: { readAt?: string; isInEditor?: true; entries?: readonly ToldEntry[] } = {},
) {
  const page = { title: "Who gets in: contoso", ...accessOf(instance), instances: [instance], ...more };
  return renderAccessPage(page, "nonce-1");
}

const page = (scenario: Scenario) => pageOf(instanceOf(scenario));

function dataOf(text: string): Data {
  const [, json = ""] = /<script type="application\/json" id="data">(.*)<\/script>/.exec(text) ?? [];
  return JSON.parse(json);
}

/** The steps that lead to the answer of the first operation, by one way: mark, title, place and lines. */
function stepsOf(text: string, how: string) {
  const data = dataOf(text);
  const way = data.ways[0]?.find(([, index]) => data.hows[index] === how) ?? assert.fail(data.hows.join());
  return data.answers[way[2]]?.steps.map((index) => {
    const [mark, title, at, , lines] = data.steps[index] ?? assert.fail();
    const place = data.places[at]?.[0];
    return [
      mark,
      title,
      ...(place === undefined ? [] : [place]),
      ...lines.map((line) => data.lines[line]?.[0]),
    ];
  });
}

/** An instance of so many APIs with two operations each, in so many products: one of all, one of every second… */
function instanceWith(apis: number, products: number): InstanceSnapshot {
  const [space] = instanceOf({ productKey: true }).spaces;
  const [api] = space?.apis ?? [];
  const [operation] = api?.operations ?? [];
  const [product] = space?.products ?? [];
  assert.ok(space && api && operation && product);
  const names = Array.from({ length: apis }, (_, index) => `api-${index}`);
  return {
    spaces: [
      {
        ...space,
        apis: names.map((name) => ({
          ...api,
          name,
          facts: { Name: `The ${name}`, Path: name },
          operations: [operation, { ...operation, name: "other", urlTemplate: "/other" }],
        })),
        products: Array.from({ length: products }, (_, index) => ({
          ...product,
          name: `p${index}`,
          displayName: `Product ${index}`,
          apis: new Set(names.filter((_name, at) => at % (index + 1) === 0)),
        })),
      },
    ],
    notes: [],
  };
}

suite("who gets in: the page", () => {
  test("says first what is weaker than a check, by name", () => {
    const text = page({ key: true, product: `<base/>${jwt()}` });
    assert.match(text, /1 API, 1 operation, 1 product\./);
    assert.match(
      text,
      /<strong>1 operation asks for a key only<\/strong>: <code>GET \/orders\/orders<\/code>\./,
    );
    assert.match(page({}), /<strong>1 operation is open<\/strong> to anybody/);
    assert.match(page({ api: jwt() }), /<strong>Every way in is restricted or closed\.<\/strong>/);
  });

  test("gives each API a row with its weakest verdict by each way, and for how many operations", () => {
    const text = page({ key: true, product: `<base/>${jwt()}` });
    assert.match(text, />Orders<\/button> <span class="count">\/orders · 1 operation<\/span>/);
    assert.match(text, /data-in="No product’s key"><span><svg class="icon key".*?<\/svg> key only .*?· all</);
    assert.match(text, /data-in="Key of Starter"><span><svg class="icon restricted".*?<\/svg> restricted /);
  });

  test("tells the rows of operations to the script, with what each way leads to", () => {
    const { apis, ways, answers, verdicts, columns } = dataOf(
      page({ key: true, product: `<base/>${jwt()}` }),
    );
    assert.deepEqual(columns, ["No product’s key", "Key of Starter"]);
    assert.deepEqual(apis[0]?.operations, [["GET", "/orders", "list-orders", 0]]);
    const found = ways[0]?.map(([column, , answer]) => [
      column,
      verdicts[answers[answer]?.verdict ?? 0]?.[1],
    ]);
    assert.deepEqual(found, [
      [0, "key only"],
      [1, "restricted"],
    ]);
  });

  test("names no key where a product is open: a call that runs in its context brings none", () => {
    const text = page({ key: true, product: "<base/>", productKey: false });
    assert.deepEqual(dataOf(text).columns, ["No product’s key", "Open product Starter"]);
    assert.deepEqual(
      stepsOf(text, "without a key, in the open product Starter")?.[0]?.at(-1),
      "None is asked for.",
    );
  });

  test("shows the levels in the order in which they run, what each asks for, and where it stands", () => {
    const text = page({ key: true, global: "<cors/>", product: `<base/>${jwt()}`, api: "<base/>" });
    assert.deepEqual(stepsOf(text, "with a key of Starter"), [
      ["key", "Subscription key", "product.json:4", "A key of Starter is asked for."],
      ["pass", "All APIs", "global.xml:2", "No check. Its policies: cors."],
      [
        "restricted",
        "Product Starter",
        "product.xml:2",
        "Asks for: token of https://acme.eu.auth0.com/ for https://api.example/",
      ],
      ["pass", "API Orders", "api.xml:2", "No check."],
      ["in", "Backend, or an answer", "Whoever passes the checks gets here."],
    ]);
  });

  test("says which levels do not run, and whose policy leaves them out", () => {
    const text = page({ api: `<base/>${jwt()}`, operation: "<set-backend-service base-url='https://x'/>" });
    const [, api, operation] = stepsOf(text, "without a product’s key") ?? [];
    assert.deepEqual(api, [
      "skip",
      "API Orders",
      "api.xml:2",
      "Not run: the policy of the operation has no <base /> in its inbound section. Its policies: validate-jwt.",
    ]);
    assert.equal(operation?.[1], "Operation list-orders");
  });

  test("leaves in doubt what stands outside of a policy that cannot be read, or of a branch", () => {
    const [, broken, operation] =
      stepsOf(page({ api: jwt(), operation: "<unclosed" }), "without a product’s key") ?? [];
    assert.deepEqual(broken?.slice(0, 2), ["unknown", "API Orders"]);
    assert.match(
      String(broken?.[3]),
      /^Whether it runs is not known: the policy of the operation cannot be read/,
    );
    assert.match(String(operation?.[3]), /^It cannot be read/);
    const branch = `<choose><when condition="@(context.Request.Method == &quot;PUT&quot;)"><base/></when></choose>`;
    const [, outer] = stepsOf(page({ api: jwt(), operation: branch }), "without a product’s key") ?? [];
    assert.match(String(outer?.[3]), /^Runs only under a condition: the policy of the operation/);
  });

  test("counts a check of a fragment to the level that includes it, at its own place", () => {
    const scenario = { api: '<base/><include-fragment fragment-id="Auth"/>', fragments: { auth: jwt() } };
    const [, api] = stepsOf(page(scenario), "without a product’s key") ?? [];
    assert.deepEqual(api?.slice(0, 2), ["restricted", "API Orders"]);
    const { lines, places } = dataOf(page(scenario));
    const [, at = -1] = lines.find(([text]) => text.startsWith("Asks for: token")) ?? [];
    assert.equal(places[at]?.[0], "auth.xml:1");
  });

  test("has four columns at most: of more products all but those with the most APIs share the last", () => {
    assert.deepEqual(dataOf(pageOf(instanceWith(12, 3))).columns, [
      "No product’s key",
      "Key of Product 0",
      "Key of Product 1",
      "Key of Product 2",
    ]);
    assert.deepEqual(dataOf(pageOf(instanceWith(12, 6))).columns, [
      "No product’s key",
      "Key of Product 0",
      "Key of Product 1",
      "4 others, the weakest",
    ]);
  });

  test("leaves a cell empty where an API is not in a product", () => {
    const text = pageOf(instanceWith(2, 2));
    assert.equal(text.match(/<span class="sr">not in this product<\/span>/g)?.length, 1);
  });

  test("closes the rows of APIs above 30 operations, and makes none of their operations before", () => {
    assert.equal(dataOf(pageOf(instanceWith(15, 1))).isOpen, true);
    const text = pageOf(instanceWith(16, 1));
    assert.equal(dataOf(text).isOpen, false);
    assert.equal(text.match(/<tr /g)?.length, 1 + 16);
  });

  test("tells once what many operations share", () => {
    const { answers, ways } = dataOf(pageOf(instanceWith(1, 2)));
    assert.deepEqual([answers.length, ways.length], [3, 1]);
  });

  test("has a legend, a field to find by, and a button for each verdict there is, with its count", () => {
    const text = page({ api: jwt() });
    assert.match(text, /What the marks mean/);
    assert.match(text, /<input type="search"/);
    assert.match(text, /role="status"/);
    const buttons = [...text.matchAll(/data-show="(\w*)" aria-pressed="(\w+)">(?:<svg.*?<\/svg> )?(.*?)</g)];
    assert.deepEqual(
      buttons.map(([, show, pressed, label]) => [show, pressed, label]),
      [
        ["all", "true", "All · 1"],
        ["restricted", "false", "restricted · 1"],
      ],
    );
  });

  test("loads nothing, and runs no script but its own", () => {
    const text = page({});
    assert.match(text, /content="default-src 'none'; style-src 'nonce-nonce-1'; script-src 'nonce-nonce-1'"/);
    assert.deepEqual(
      [...text.matchAll(/<(?:script|style|link|img|iframe)\b[^>]*>/g)].map(([tag]) => tag),
      ['<style nonce="nonce-1">', '<script type="application/json" id="data">', '<script nonce="nonce-1">'],
    );
    assert.doesNotMatch(text, /\b(?:src|href)="(?!#)/);
    assert.doesNotMatch(text, / (?:style|on\w+)="/);
  });

  test("takes names and conditions for text, whatever is in them", () => {
    const instance = instanceOf({ api: `<check-header name="X"><value>a</value></check-header>` });
    const [entry] = accessOf(instance).entries;
    assert.ok(entry);
    const evil = { ...entry, api: '"><script>alert(1)</script>', operation: "</script><img src=x>\u202e" };
    const text = renderAccessPage({ title: "<b>", entries: [evil], notes: ["<i>"], instances: [] }, "n");
    assert.doesNotMatch(text, /<script>|<img|<b>|<i>|<\/script><img/);
    assert.equal(dataOf(text).apis[0]?.operations[0]?.[2], "</script><img src=x>\\u202e");
  });

  test("tags what has changed, and lets it be chosen", () => {
    const instance = instanceOf({});
    const { entries } = differenceOf(accessOf(instance), reportOf({ api: jwt() }));
    const text = pageOf(instance, { entries });
    assert.match(text, /data-show="changed"[^>]*>.*?changed · 1</);
    assert.equal(dataOf(text).ways[0]?.[0]?.[3], "opened");
  });

  test("says nothing good of nothing", () => {
    const text = renderAccessPage({ title: "a", entries: [], notes: [], instances: [] }, "n");
    assert.match(text, /There is no operation that could be called\./);
    assert.doesNotMatch(text, /restricted or closed\./);
  });

  const groups = (text: string, by: string) => dataOf(text).groupings.find((one) => one.by === by)?.groups;

  test("puts APIs together by product, path, issuer and verdict; one may stand in several groups", () => {
    const text = pageOf(instanceWith(3, 2));
    assert.deepEqual(groups(text, "product"), [
      ["Product Product 0", [0, 1, 2]],
      ["Product Product 1", [0, 2]],
    ]);
    assert.deepEqual(groups(text, "path"), [
      ["/api-0", [0]],
      ["/api-1", [1]],
      ["/api-2", [2]],
    ]);
    assert.deepEqual(groups(text, "issuer"), [["No token is asked for", [0, 1, 2]]]);
    assert.deepEqual(groups(text, "verdict"), [["open", [0, 1, 2]]]);
    assert.deepEqual(groups(page({ api: jwt() }), "issuer"), [["https://acme.eu.auth0.com/", [0]]]);
    assert.deepEqual(groups(page({ api: jwt() }), "product"), [["In no product", [0]]]);
  });

  test("says of no API whose policy cannot be read that it asks for no token", () => {
    assert.deepEqual(groups(page({ api: "<unclosed" }), "issuer"), [["Not known", [0]]]);
  });

  test("groups many APIs by path at first, where they have paths in common", () => {
    const many = (pathOf: (index: number) => string) => {
      const instance = instanceWith(40, 0);
      const [space] = instance.spaces;
      assert.ok(space);
      const apis = space.apis.map((api, index) => ({ ...api, facts: { ...api.facts, Path: pathOf(index) } }));
      return dataOf(pageOf({ ...instance, spaces: [{ ...space, apis }] })).groupedBy;
    };
    assert.equal(
      many((index) => `${index % 2 === 0 ? "sales" : "finance"}/${index}`),
      "path",
    );
    assert.equal(
      many((index) => `all/${index}`),
      "nothing",
    );
    assert.equal(
      many((index) => `${index}`),
      "nothing",
    );
    assert.equal(dataOf(pageOf(instanceWith(3, 1))).groupedBy, "nothing");
  });

  test("can be read again in an editor, saved and copied; a file has nothing to press for that", () => {
    assert.match(
      pageOf(instanceOf({}), { readAt: "10:15", isInEditor: true }),
      /Read from the instance at 10:15\. <button[^>]*data-action="again"[\s\S]*data-action="save-html"[\s\S]*data-action="copy-json"/,
    );
    const file = pageOf(instanceOf({}), { readAt: "10:15" });
    assert.match(file, /Read from the instance at 10:15\./);
    assert.doesNotMatch(file, /<button[^>]*data-action=/);
  });

  test("shortens the ids of an instance's resources", () => {
    const [space] = instanceOf({ key: true, api: jwt() }).spaces;
    const [api] = space?.apis ?? [];
    assert.ok(space && api?.policy);
    const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/contoso";
    const named = {
      ...api,
      keyPlace: { file: `${id}/apis/orders`, line: 1 },
      policy: { ...api.policy, file: `${id}/apis/orders/policies/policy` },
    };
    const text = pageOf({
      spaces: [{ ...space, apis: [named] }],
      notes: [`In ${id}/apis/orders/policies/policy, line 2.`],
    });
    assert.deepEqual(
      dataOf(text)
        .places.map(([label]) => label)
        .sort(),
      ["apis/orders", "apis/orders:2"],
    );
    assert.match(text, /<span>In apis\/orders\/policies\/policy, line 2\.<\/span>/);
  });
});
