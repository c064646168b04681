import assert from "node:assert/strict";
import {
  complete,
  format,
  hover,
  outline,
  parsePolicy,
  semanticTokens,
} from "../../../../src/policy/index.ts";

const cursor = "‸";

/** Labels that are offered at the cursor in `marked`. */
function offered(marked: string): readonly string[] {
  const offset = marked.indexOf(cursor);
  return complete(parsePolicy(marked.replace(cursor, "")), offset).map(({ label }) => label);
}

/** Names in the outline, from the top down. */
function names(text: string): readonly string[] {
  const all: string[] = [];
  const pending = [...outline(parsePolicy(text))];
  for (let next = pending.shift(); next; next = pending.shift()) {
    all.push(next.name);
    pending.unshift(...next.children);
  }
  return all;
}

const before = "<policies>\n  <inbound>\n    <base />\n";
const behind = '\n    <set-variable name="after" value="b" />\n  </inbound>\n</policies>\n';

const damages: Readonly<Record<string, string>> = {
  "a missing >": '    <set-body\n      @{ var a = new[] { "b" }; return a[0]; }\n    </set-body>',
  "a missing > of an empty element": '    <set-variable name="a" value="b" /',
  "a missing =": '    <set-variable name"a" value="b" />',
  "quotes of print": "    <set-variable name=“a” value=“b” />",
  "a missing opening quote": '    <set-variable name=a" value="b" />',
  "code without @( )": '    <set-variable name="a" value="context.Variables["c"]" />',
  "types in code without @( )": "    <set-body>context.Request.Body.As<JObject>(true)</set-body>",
  "a comment of XML in code": "    <set-body>@{ <!-- a --> return 1; }</set-body>",
  "a start tag for an end tag": '    <set-header name="a" exists-action="delete"><set-header>',
  "an invisible character in a name": "    <set-me\u200bthod>GET</set-me\u200bthod>",
};

suite("a document with one thing broken", () => {
  for (const [title, damage] of Object.entries(damages)) {
    const text = before + damage + behind;

    test(`${title}: the outline has what follows`, () => {
      assert.ok(
        names(text).some((name) => name.includes("set-variable")),
        names(text).join(", "),
      );
      assert.deepEqual(names(text).slice(0, 2), ["policies", "inbound"]);
    });

    test(`${title}: the formatter leaves it alone`, () => {
      assert.deepEqual(format(parsePolicy(text), { indent: "    ", tabSize: 4 }), []);
    });

    test(`${title}: what follows is completed and explained`, () => {
      const value = text.lastIndexOf('value="b"');
      assert.ok(offered(`${text.slice(0, value - 1)} ${cursor}${text.slice(value - 1)}`).length >= 0);
      assert.ok(offered(`${before}${damage}\n    <${cursor}${behind}`).includes("set-variable"));
      assert.ok(hover(parsePolicy(text), text.lastIndexOf("set-variable") + 3));
    });

    test(`${title}: colours stand in order`, () => {
      let end = 0;
      for (const { span } of semanticTokens(parsePolicy(text))) {
        assert.ok(span.start >= end);
        end = span.end;
      }
    });
  }

  test("members are offered in code behind a tag that lacks its >", () => {
    assert.ok(
      offered(`${before}    <set-body\n@{ return context.${cursor} }</set-body>${behind}`).includes(
        "Request",
      ),
    );
  });

  test("attributes are offered in a tag that is being typed", () => {
    assert.ok(offered(`${before}    <set-header na${cursor}${behind}`).includes("name"));
    assert.ok(offered(`${before}    <set-header name="a" ${cursor}${behind}`).includes("exists-action"));
  });

  test("values are offered between quotes of print", () => {
    assert.ok(
      offered(`${before}    <set-header name=“a” exists-action=“${cursor}”>${behind}`).includes("override"),
    );
  });

  test("elements are offered in one whose tag lacks its >", () => {
    assert.ok(
      offered(`${before}    <set-header name="a"\n      <${cursor}\n    </set-header>${behind}`).includes(
        "value",
      ),
    );
  });
});
