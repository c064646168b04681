import assert from "node:assert/strict";
import type {
  AccessChange,
  AccessRow,
  ChangedOperation,
  Fate,
  FateChange,
} from "../../../../src/access/index.ts";
import "../../../support/vscode/install.ts";

const { renderAccess, renderElsewhere, shutOutRemark } = await import(
  "../../../../src/shell/review/access-section.ts"
);

const inside: Fate = { kind: "in" };
const file =
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/c/apis/orders/policies/policy";
const refused: Fate = { kind: "refused", status: 401, by: { scope: "api", file, line: 6 } };
const unknown: Fate = { kind: "unknown", why: `What stands in ${file}, line 3, is not known.` };
const operation = (name: string, more: Partial<ChangedOperation> = {}): ChangedOperation => ({
  api: "orders",
  operation: name,
  method: "GET",
  path: `/${name}`,
  ...more,
});
const rowOf = (name: string, cells: readonly FateChange[]): AccessRow => ({
  operations: [operation(name)],
  cells,
});
const nothing: AccessChange = {
  columns: ["a key alone"],
  rows: [rowOf("a", [{ before: inside, after: inside }])],
  count: 2,
  letIn: [],
  shutOut: [],
  perhapsShutOut: [],
  barred: [],
  open: [],
  others: [],
  notLetIn: [],
  perhapsOpen: [],
};

/** What a reader of the page hears, white space made one. */
function words(change: Partial<AccessChange>, render = renderAccess): string {
  return render({ ...nothing, ...change })
    .text.replace(/<(?:svg|wbr)[\s\S]*?>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

const told = (name: string, before: Fate, after: Fate, operations = [operation("a")]) => [
  { name, operations, fate: { before, after } },
];

suite("the page of a plan: who gets in at other APIs", () => {
  test("names the API of each operation, and wants nobody let in", () => {
    const shutOut = told("tokens of p", inside, refused);
    const text = words({ shutOut, notLetIn: told("an Auth0 token", refused, refused) }, renderElsewhere);
    assert.match(text, /Who gets in at other APIs, before and after/);
    assert.match(text, /Shut out: tokens of p, on 1 of 2 operations \(orders GET \/a \)/);
    assert.doesNotMatch(text, /Not let in/);
  });
});

suite("the page of a plan: who gets in before and after", () => {
  const lines: readonly (readonly [what: string, change: Partial<AccessChange>, text: string])[] = [
    [
      "who is let in",
      { letIn: told("an Auth0 token", refused, inside) },
      "Let in: an Auth0 token, on 1 of 2 operations ( GET /a ).",
    ],
    [
      "who is shut out, and by what",
      { shutOut: told("tokens of p", inside, refused, [operation("a"), operation("b")]) },
      "Shut out: tokens of p, on all 2 operations. They get 401: line 6 of apis/orders.",
    ],
    [
      "who may be shut out, and why that is not known",
      { perhapsShutOut: told("anybody", unknown, refused) },
      "Perhaps shut out: anybody, on 1 of 2 operations ( GET /a ). They get 401: line 6 of apis/orders. What stands in apis/orders, line 3, is not known.",
    ],
    [
      "who is not let in",
      { notLetIn: told("an Auth0 token", refused, refused) },
      "Not let in: an Auth0 token, on 1 of 2 operations ( GET /a ). They get 401",
    ],
    [
      "what is left as it is, and why",
      { open: told("a key alone", inside, inside, [operation("a", { cutsOff: true })]) },
      "Left as it is: still lets in a key alone, on 1 of 2 operations ( GET /a ). Its policy has no &lt;base /&gt;, so no outer check runs.",
    ],
    ["what is opened", { open: told("anybody", refused, inside) }, "Opened: anybody, on 1 of 2 operations"],
    [
      "what is not known",
      { perhapsOpen: told("anybody", unknown, unknown) },
      "Not known: anybody, on 1 of 2 operations ( GET /a ). What stands in apis/orders, line 3, is not known.",
    ],
  ];
  for (const [what, change, text] of lines) {
    test(`a line tells ${what}`, () => assert.ok(words(change).includes(text), words(change)));
  }

  test("one mark stays, two become, and whoever is shut out has a bar and a tag", () => {
    const cells = [
      { before: inside, after: inside },
      { before: inside, after: refused },
      { before: inside, after: unknown },
      { before: refused, after: { ...refused, by: undefined } },
    ];
    const { text } = renderAccess({ ...nothing, columns: ["a", "b", "c", "d"], rows: [rowOf("a", cells)] });
    const found = text.match(/<td [\s\S]*?<\/td>/g) ?? [];
    assert.deepEqual(
      found.map((cell) => [
        / class="(out|perhaps)"/.exec(cell)?.[1],
        cell.includes("now, then"),
        cell.includes('class="tag'),
      ]),
      [
        [undefined, false, false],
        ["out", true, true],
        ["perhaps", true, true],
        [undefined, false, false],
      ],
    );
    assert.ok(text.includes('data-in="A"'));
  });

  test("what is left is offered to be secured where that can be", () => {
    const open = told("a key alone", inside, inside);
    const page = (canSecureMore: boolean) => renderAccess({ ...nothing, open }, canSecureMore).text;
    assert.match(page(true), /still lets in[\s\S]*data-action="secure-more">Secure It Too<[\s\S]*<table/);
    assert.doesNotMatch(page(false), /secure-more/);
  });

  test("a table of more than thirty rows is folded, and operations of one row are too", () => {
    const cells = [{ before: inside, after: refused }];
    const many = Array.from({ length: 31 }, (_, index) => rowOf(`o${index}`, cells));
    assert.ok(words({ rows: many, count: 31 }).includes("All operations: 31"));
    const grouped = { operations: [operation("a"), operation("b")], cells };
    assert.ok(!words({ rows: [grouped] }).includes("All operations"));
    assert.ok(words({ rows: [grouped] }).includes("2 operations GET /a GET /b"));
  });

  test("APIs are named where there are several", () => {
    const cells = [{ before: inside, after: inside }];
    const other = { operations: [operation("b", { api: "stock" })], cells };
    assert.ok(!words({}).includes("orders"));
    assert.ok(words({ rows: [rowOf("a", cells), other] }).includes("stock"));
  });

  test("two marks are explained where there are any, and no list is empty", () => {
    const changed = [rowOf("a", [{ before: inside, after: refused }])];
    assert.ok(words({ rows: changed }).includes("Two marks: now, then"));
    const { text } = renderAccess(nothing);
    assert.ok(!text.includes("Two marks"));
    assert.ok(!text.includes("<ul"));
  });

  test("names are text", () => {
    assert.ok(!renderAccess({ ...nothing, columns: ["<b>x</b>"] }).text.includes("<b>"));
  });

  test("who is shut out is said beside Apply, else who may be, else nothing", () => {
    const out = told("tokens of p", inside, refused);
    const perhaps = told("anybody", inside, unknown);
    assert.equal(shutOutRemark(nothing), undefined);
    assert.equal(
      shutOutRemark({ ...nothing, perhapsShutOut: perhaps })?.remark,
      "May shut out anybody on 1 of 2 operations.",
    );
    assert.equal(
      shutOutRemark({ ...nothing, shutOut: [...out, ...out], perhapsShutOut: perhaps })?.remark,
      "Shuts out tokens of p on 1 of 2 operations. And 1 more.",
    );
  });
});
