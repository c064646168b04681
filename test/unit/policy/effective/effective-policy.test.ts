import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { document, inbound, merge, outline, reasons, whole } from "./merging.ts";

suite("the effective policy: levels", () => {
  test("each level stands where the next narrower one says <base />", () => {
    const nodes = inbound({
      global: "<trace/>",
      workspace: "<set-method/><base/>",
      product: "<base/><set-body/>",
      api: "<cors/><base/><set-header/>",
      operation: "<base/>",
    });
    assert.equal(
      outline(nodes),
      "api:cors workspace:set-method global:trace product:set-body api:set-header",
    );
  });

  test("a level without <base /> switches off all that is outside of it", () => {
    assert.equal(
      outline(inbound({ global: "<trace/>", api: "<base/><cors/>", operation: "<mock-response/>" })),
      "operation:mock-response",
    );
    assert.equal(outline(inbound({ global: "<trace/>", api: "" })), "");
  });

  test("a level without the section, and one that has no policy, changes nothing", () => {
    const documents = [
      document("global", whole({ inbound: "<trace/>", outbound: "<set-header/>" })),
      document("api", whole({ inbound: "<base/><set-body/>" })),
    ];
    const policy = merge(documents);
    assert.equal(outline(policy.section("inbound")), "global:trace api:set-body");
    assert.equal(outline(policy.section("outbound")), "global:set-header");
    assert.equal(outline(policy.section("on-error")), "");
    assert.equal(outline(merge([]).section("inbound")), "");
  });

  test("whether the policies around a level without an inbound section run is not known", () => {
    const policyOf = (global: string) =>
      merge([
        document("global", whole({ inbound: global })),
        document("api", whole({ outbound: "<base/>" })),
      ]);
    assert.equal(outline(policyOf("<trace/>").section("inbound")), "api:?");
    assert.equal(outline(policyOf("").section("inbound")), "", "there is nothing that could run");
  });

  test("<base /> within a branch stands for the outer level there", () => {
    const nodes = inbound({
      global: "<trace/>",
      api: '<choose><when condition="true"><base/></when><otherwise><cors/></otherwise></choose>',
    });
    assert.equal(outline(nodes), "api:choose[api:when[global:trace] api:otherwise[api:cors]]");
  });

  test("<base /> at the widest level, or in a comment, is nothing", () => {
    assert.equal(outline(inbound({ global: "<base/><trace/>", api: "<!-- <base/> --><cors/>" })), "api:cors");
    assert.equal(outline(inbound({ global: "<base/><trace/>" })), "global:trace");
  });

  test("merging two levels first and then a third is the same as merging all at once", () => {
    const sections = [
      "<base/><cors/>",
      "<trace/><base/>",
      "<trace/>",
      "",
      "<choose><when><base/></when></choose>",
    ];
    for (const [outer, middle, inner] of sections.flatMap((a) =>
      sections.flatMap((b) => sections.map((c) => [a, b, c] as const)),
    )) {
      const atOnce = outline(inbound({ global: outer, api: middle, operation: inner }));
      // what the outer two make, written out by hand, in the place of both
      const both = middle.replaceAll("<base/>", outer.replaceAll("<base/>", ""));
      const byTwo = outline(inbound({ global: both, operation: inner }));
      assert.equal(atOnce.replaceAll("api:", "global:"), byTwo, `${outer} | ${middle} | ${inner}`);
    }
  });
});

suite("the effective policy: what cannot be read", () => {
  test("a broken level is unknown, named, and hides what is outside of it, nothing else", () => {
    const levels = { global: "<trace/>", api: "<validate-jwt><audiences>", operation: "<base/><cors/>" };
    const nodes = inbound(levels);
    assert.equal(outline(nodes), "api:? operation:cors");
    assert.match(reasons(nodes).join(), /policy of the level api in api\.xml cannot be read: line 1: /);
    assert.equal(outline(inbound({ ...levels, operation: "<cors/>" })), "operation:cors");
  });

  test("so is a level that could not be read at all, or has another root or a section twice", () => {
    const broken = [undefined, "", "<fragment/>", "<policies><inbound/><inbound/></policies>", "nothing"];
    for (const text of broken) {
      const nodes = merge([document("global", text)]).section("inbound");
      assert.equal(outline(nodes), "global:?", String(text));
    }
  });

  test("text between policies may stand for any policy", () => {
    const nodes = inbound({ api: "<base/>{{checks}}<cors/>" });
    assert.equal(outline(nodes), "api:? api:cors");
    assert.match(reasons(nodes).join(), /What stands between the policies is not known \(api\.xml, line 1\)/);
  });

  test("so may the form of a deployment tool", () => {
    assert.match(outline(inbound({ api: "<base/>\n${extra_policies}\n<cors/>" })), /^api:\? api:cors$/);
  });
});

suite("the effective policy: fragments", () => {
  test("stand where they are included, in branches too, and are of no section", () => {
    const fragments = { check: "<fragment><validate-jwt/><trace/></fragment>" };
    const nodes = inbound(
      {
        global: '<include-fragment fragment-id="check"/>',
        api: '<base/><choose><when><include-fragment fragment-id="check"/></when></choose>',
      },
      fragments,
    );
    assert.equal(
      outline(nodes),
      "fragment:validate-jwt fragment:trace api:choose[api:when[fragment:validate-jwt fragment:trace]]",
    );
  });

  test("one that is missing, broken or not certain is unknown and named", () => {
    const include = (id: string) =>
      inbound(
        { api: `<include-fragment fragment-id="${id}"/>` },
        { broken: "<fragment><a", other: "<policies/>" },
      );
    for (const id of ["gone", "broken", "other", "{{which}}", "@(context.Api.Id)", ""])
      assert.match(outline(include(id)), /^(?:api|fragment):\?$/, id);
    assert.match(reasons(include("gone")).join(), /There is no fragment “gone” \(api\.xml, line 1\)/);
    assert.match(reasons(include("broken")).join(), /The fragment in fragment\.xml cannot be read/);
    assert.match(reasons(include("{{which}}")).join(), /Which fragment is put in is not known/);
  });

  test("none includes another, itself or <base />: the service takes no such fragment", () => {
    const fragments = {
      outer: '<fragment><include-fragment fragment-id="inner"/></fragment>',
      inner: "<fragment><cors/></fragment>",
      self: '<fragment><include-fragment fragment-id="self"/></fragment>',
      base: "<fragment><base/></fragment>",
    };
    for (const id of ["outer", "self", "base"]) {
      const nodes = inbound({ api: `<include-fragment fragment-id="${id}"/>` }, fragments);
      assert.equal(outline(nodes), "fragment:?", id);
      assert.match(reasons(nodes).join(), /A fragment cannot/, id);
    }
  });

  test("the id of one may be a named value", () => {
    const nodes = inbound(
      { api: '<include-fragment fragment-id="{{which}}"/>' },
      { check: "<fragment><cors/></fragment>" },
      { which: "check" },
    );
    assert.equal(outline(nodes), "fragment:cors");
  });
});

suite("the effective policy: who includes what", () => {
  const fragments = { check: "<fragment><validate-jwt/></fragment>", broken: "<fragment><a" };
  const include = (id: string) => `<include-fragment fragment-id="${id}"/>`;

  test("a fragment's policies are told by which level they are included", () => {
    const nodes = inbound({ global: include("check"), api: `<base/>${include("check")}` }, fragments);
    const parts = nodes.flatMap((node) => (node.kind === "part" ? [node] : []));
    const [outer, inner] = parts;
    // the outer level is a part of its own, in which the fragment is one
    assert.equal(outer?.includedIn, undefined);
    const [included] = outer?.nodes ?? [];
    assert.ok(included?.kind === "part");
    assert.equal(included.includedIn?.source.level, "global");
    assert.equal(inner?.includedIn?.source.level, "api");
    assert.equal(included.nodes, inner?.nodes);
  });

  test("what cannot be put in is told with the element that asks for it", () => {
    for (const id of ["gone", "broken", "{{which}}"]) {
      const [node] = inbound({ api: include(id) }, fragments);
      assert.ok(node?.kind === "unknown");
      assert.equal(node.element?.name, "include-fragment", id);
    }
    const [level] = inbound({ api: "<when" }, fragments);
    assert.ok(level?.kind === "unknown");
    assert.equal(level.element, undefined);
  });
});

suite("the effective policy: how much it takes", () => {
  test("what a hundred places name is there once", () => {
    const include = '<include-fragment fragment-id="big"/>'.repeat(100);
    const fragments = { big: `<fragment>${"<trace/>".repeat(100)}</fragment>` };
    const parts = inbound({ api: include }, fragments).flatMap((node) =>
      node.kind === "part" ? [node.nodes] : [],
    );
    assert.equal(parts.length, 100);
    assert.equal(new Set(parts).size, 1);
  });

  test("<base /> many times at many levels makes no more nodes than are written", () => {
    const many = "<base/>".repeat(50);
    const nodes = inbound({ global: "<trace/>", workspace: many, product: many, api: many, operation: many });
    assert.equal(nodes.length, 50);
    assert.equal(new Set(nodes).size, 1);
  });
});

suite("the effective policy: other roads to the same", () => {
  const rows: readonly { readonly what: string; readonly api: string; readonly expected: string }[] = [
    {
      what: "an element that closes itself and one that does not",
      api: "<cors></cors><base></base>",
      expected: "api:cors global:trace",
    },
    { what: "white space and comments", api: "\n <!-- a -->\n <base/> \n", expected: "global:trace" },
    { what: "a processing instruction", api: "<?note?><base/>", expected: "global:trace" },
    { what: "CDATA between policies", api: "<![CDATA[<cors/>]]><base/>", expected: "api:? global:trace" },
    { what: "an expression between policies", api: "@(1)<base/>", expected: "api:? global:trace" },
    {
      what: "<Base /> with a capital letter, which is another element",
      api: "<Base/>",
      expected: "api:Base",
    },
    { what: "a fragment without an id", api: "<include-fragment/><base/>", expected: "api:? global:trace" },
    {
      what: "policies within policies",
      api: "<retry><limit-concurrency><base/></limit-concurrency></retry>",
      expected: "api:retry[api:limit-concurrency[global:trace]]",
    },
    { what: "a policy that nobody knows", api: "<check-moon-phase/>", expected: "api:check-moon-phase" },
  ];
  for (const { what, api, expected } of rows) {
    test(what, () => assert.equal(outline(inbound({ global: "<trace/>", api })), expected));
  }

  test("sections in another order, and a section nobody knows", () => {
    const text =
      "<policies><outbound><set-body/></outbound><elsewhere/><inbound><cors/></inbound></policies>";
    const policy = merge([document("api", text)]);
    assert.equal(outline(policy.section("inbound")), "api:cors");
    assert.equal(outline(policy.section("outbound")), "api:set-body");
  });
});
