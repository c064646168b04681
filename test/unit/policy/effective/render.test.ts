import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { type EffectivePolicy, renderEffectivePolicy } from "../../../../src/policy/index.ts";
import { document, merge, outline, type Values, whole } from "./merging.ts";
import { inboundLines, isReadable, lines, lost, misplaced, words } from "./rendering.ts";

/** Levels by name, each with its inbound section. */
function policyOf(
  levels: Partial<Record<"global" | "product" | "api" | "operation", string>>,
  fragments: Readonly<Record<string, string>> = {},
  values: Values = {},
): EffectivePolicy {
  const documents = Object.entries(levels).map(([level, content]) =>
    document(level as "api", `<policies>\n    <inbound>${content}</inbound>\n</policies>`, values),
  );
  return merge(documents, fragments, values);
}

suite("an effective policy as a document", () => {
  test("has each level where it runs, and says in front of it where that is written", () => {
    const policy = policyOf({
      global: '\n        <cors a="1" />\n    ',
      api: "\n        <set-method />\n        <base />\n        <trace />\n    ",
      operation: "\n        <base />\n    ",
    });
    assert.deepEqual(inboundLines(policy), [
      "<!-- from api.xml:3 -->",
      "<set-method />",
      "<!-- from global.xml:3 -->",
      '<cors a="1" />',
      "<!-- from api.xml:5 -->",
      "<trace />",
    ]);
  });

  test("is laid out as the documents are", () => {
    const policy = policyOf({
      global: "\n        <cors>\n            <x />\n        </cors>\n\n        <trace />\n    ",
      api: "\n        <base />\n    ",
    });
    assert.equal(
      renderEffectivePolicy(policy, words).text,
      `<!-- head -->
<policies>
  <inbound>
        <!-- from global.xml:3 -->
        <cors>
            <x />
        </cors>

        <trace />
  </inbound>
  <backend />
  <outbound />
  <on-error />
</policies>
`,
    );
  });

  test("keeps comments where people wrote them", () => {
    const policy = policyOf({
      global: "<!-- for all -->\n<cors />\n<!-- last -->",
      api: "<!-- first -->\n<base />\n<!-- ours -->\n<trace />",
    });
    assert.deepEqual(inboundLines(policy), [
      "<!-- from api.xml:2 -->",
      "<!-- first -->",
      "<!-- from global.xml:2 -->",
      "<!-- for all -->",
      "<cors />",
      "<!-- last -->",
      "<!-- from api.xml:4 -->",
      "<!-- ours -->",
      "<trace />",
    ]);
  });

  test("puts fragments where they are included, and says by whom", () => {
    const policy = policyOf(
      {
        global: '<include-fragment fragment-id="f" />',
        api: '<base /><choose>\n<when condition="true"><include-fragment fragment-id="f" /></when>\n</choose>',
      },
      { f: "<fragment>\n    <cors />\n</fragment>" },
    );
    assert.deepEqual(inboundLines(policy), [
      "<!-- from fragment.xml:2 in global.xml -->",
      "<cors />",
      "<!-- from api.xml:2 -->",
      "<choose>",
      '<when condition="true">',
      "<!-- from fragment.xml:2 in api.xml -->",
      "<cors />",
      "</when>",
      "</choose>",
    ]);
  });

  test("says anew whose text it is behind a part within an element", () => {
    const policy = policyOf({
      global: "<cors />",
      api: '<choose><when condition="a"><base /></when><otherwise><trace /></otherwise></choose><set-body />',
    });
    assert.deepEqual(inboundLines(policy), [
      "<!-- from api.xml:2 -->",
      '<choose><when condition="a">',
      "<!-- from global.xml:2 -->",
      "<cors />",
      "</when>",
      "<!-- from api.xml:2 -->",
      "<otherwise><trace /></otherwise></choose><set-body />",
    ]);
  });

  test("says nothing anew behind a <base /> for which there is nothing", () => {
    const policy = policyOf({ api: "\n        <cors />\n        <base />\n        <trace />\n    " });
    assert.deepEqual(inboundLines(policy), ["<!-- from api.xml:3 -->", "<cors />", "<trace />"]);
  });

  test("has named values put in, but for those that cannot be read", () => {
    const values: Values = { path: "/v2", key: null };
    const policy = policyOf({ api: '<rewrite-uri template="{{path}}?{{key}}&amp;{{gone}}" />' }, {}, values);
    assert.deepEqual(inboundLines(policy).slice(1), ['<rewrite-uri template="/v2?{{key}}&amp;{{gone}}" />']);
  });

  test("says of what is unknown why, beside what is written there", () => {
    const policy = policyOf({
      api: '<base /><include-fragment fragment-id="gone" />\n<set-header name="a"><value>{{gone}}</value></set-header>\n{{checks}}',
    });
    assert.deepEqual(inboundLines(policy), [
      "<!-- unknown: There is no fragment “gone” (api.xml, line 2) -->",
      "<!-- from api.xml:2 -->",
      '<include-fragment fragment-id="gone" />',
      '<set-header name="a"><value>{{gone}}</value></set-header>',
      "<!-- unknown: What stands between the policies is not known (api.xml, line 4) -->",
      "{{checks}}",
    ]);
  });

  test("says of a level that cannot be read why, and shows the others", () => {
    const policy = policyOf({ global: "<cors>", api: "<base /><trace />" });
    const [unknown = "", ...others] = inboundLines(policy);
    assert.match(
      unknown,
      /^<!-- unknown: The policy of the level global in global\.xml cannot be read: line 2: /,
    );
    assert.deepEqual(others, ["<!-- from api.xml:2 -->", "<trace />"]);
  });

  test("has all four sections", () => {
    const all = { inbound: "<a/>", backend: "<b/>", outbound: "<c/>", "on-error": "<d/>" };
    const rendered = renderEffectivePolicy(merge([document("api", whole(all))]), words);
    const elements = lines(rendered).filter((line) => !line.startsWith("<!--"));
    assert.equal(
      elements.join(""),
      "<policies><inbound><a/></inbound><backend><b/></backend><outbound><c/></outbound><on-error><d/></on-error></policies>",
    );
  });

  test("is a policy even where names try to end its comments", () => {
    const rendered = renderEffectivePolicy(policyOf({ api: "<cors />" }), {
      ...words,
      head: ["a -- b -->\n<evil/> -"],
      from: () => "--><evil/><!--",
    });
    assert.ok(isReadable(rendered), rendered.text);
    assert.doesNotMatch(rendered.text, /--><evil/);
  });

  test("says what stands above it in lines that are seen at once", () => {
    const head = [`${"word ".repeat(30)}${"w".repeat(100)}`, "short"];
    const { text } = renderEffectivePolicy(policyOf({ api: "<cors />" }), { ...words, head });
    const [comments = ""] = text.split("<policies>");
    assert.deepEqual(
      comments.split("\n").map((line) => line.length),
      [84, 73, 108, 14, 0],
    );
    assert.equal(comments.replace(/\s+/g, " "), `<!-- ${head[0]} --> <!-- short --> `);
  });

  test("is in step with documents of other line ends and indents", () => {
    const policy = policyOf({
      global: "\r\n\t\t<cors>\r\n\t\t\t<x />\r\n\t\t</cors>\r\n\t",
      api: "\r  <base />\r  <trace />\r",
    });
    const rendered = renderEffectivePolicy(policy, words);
    assert.ok(
      rendered.text.includes("\t\t<cors>\r\n\t\t\t<x />\r\n\t\t</cors>\n  <!-- from api.xml"),
      rendered.text,
    );
    assert.deepEqual(misplaced(rendered), []);
  });
});

suite("an effective policy as a document: where it leads", () => {
  const values: Values = { long: "a much longer text", short: "" };
  const policy = policyOf(
    { global: '<cors a="{{long}}" b="{{short}}" c="3" />', api: "<base />\n<trace />" },
    {},
    values,
  );
  const rendered = renderEffectivePolicy(policy, words);
  const at = (text: string) => rendered.text.indexOf(text);

  test("from each letter to that letter of the document", () => {
    const found = rendered.originOf(at('c="3"'));
    assert.equal(found?.origin.source.file, "global.xml");
    assert.ok(found.origin.text.startsWith('c="3"', found.offset));
    assert.deepEqual(found.origin.positionOf(found.offset), { line: 1, column: 46 });
  });

  test("from what a named value gave to its name", () => {
    const found = rendered.originOf(at("longer"));
    assert.deepEqual(found?.origin.positionOf(found.offset), { line: 1, column: 22 });
  });

  test("from the words about a part to its beginning", () => {
    const found = rendered.originOf(at("from api.xml"));
    assert.equal(found?.origin.source.file, "api.xml");
    assert.ok(found.origin.text.startsWith("<trace", found.offset));
  });

  test("from what is of no document nowhere", () => {
    for (const text of ["head", "<policies>", "</inbound>", "<backend />"])
      assert.equal(rendered.originOf(at(text)), undefined, text);
  });

  test("from a stretch of a document to where it runs", () => {
    const [trace] = policy.section("inbound").filter((node) => node.kind === "element");
    assert.ok(trace);
    const target = rendered.targetOf(trace.origin, trace.element.span);
    assert.equal(target && rendered.text.slice(target.start, target.end), "<trace />");
    // its <base /> is not there any more
    assert.equal(rendered.targetOf(trace.origin, { start: 25, end: 33 }), undefined);
    assert.deepEqual(lost(policy, rendered), []);
  });
});

suite("an effective policy as a document: how long it becomes", () => {
  test("what many places name stands in each of them", () => {
    const include = '<include-fragment fragment-id="f" />'.repeat(20);
    const policy = policyOf({ api: include }, { f: "<fragment><cors /></fragment>" });
    assert.equal(inboundLines(policy).filter((line) => line === "<cors />").length, 20);
    assert.equal(outline(policy.section("inbound")).split(" ").length, 20);
  });

  test("until that would make it long out of all proportion: then once, and the others say so", () => {
    const many = "<base/>".repeat(60);
    const policy = policyOf({ global: '<trace a="1"/>', product: many, api: many, operation: many });
    const rendered = renderEffectivePolicy(policy, words);
    assert.ok(rendered.text.length < 3_000_000, `${rendered.text.length}`);
    assert.ok(rendered.text.includes("<!-- again global.xml -->"));
    assert.ok(rendered.text.includes('<trace a="1"/>'));
  });

  test("elements within elements without end are taken over as they are", () => {
    const depth = 5_000;
    const deep = `${"<a>".repeat(depth)}<base/>${"</a>".repeat(depth)}`;
    const policy = policyOf({ global: "<cors/>", api: deep });
    assert.ok(renderEffectivePolicy(policy, words).text.includes("<a><base/></a>"));
  });
});
