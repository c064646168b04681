import assert from "node:assert/strict";
import { cursorAfter, inbound, labelsAt, offerAt } from "./support/offers.ts";

/** Text with a cursor, what is accepted there, and the text with the cursor after that. */
type Acceptance = readonly [before: string, label: string, after: string];

const ipFilter = '<ip-filter action="‸allow">\n\t<address></address>\n</ip-filter>';

const elements: readonly Acceptance[] = [
  [inbound("<‸"), "ip-filter", inbound(ipFilter)],
  [inbound("‸"), "ip-filter", inbound(ipFilter)],
  [inbound("ip‸"), "ip-filter", inbound(ipFilter)],
  [inbound("i‸p-fil"), "ip-filter", inbound(ipFilter)],
  [inbound("<i‸p-fil"), "ip-filter", inbound(ipFilter)],
  ["<policies><inbound><ip-‸", "ip-filter", `<policies><inbound>${ipFilter}`],
  [
    "<policies><inbound>\r\n\t<ip-‸\r\n\t<base />\r\n</inbound>",
    "ip-filter",
    `<policies><inbound>\r\n\t${ipFilter}\r\n\t<base />\r\n</inbound>`,
  ],
  [inbound("<!-- one --><ip‸<!-- two -->"), "ip-filter", inbound(`<!-- one -->${ipFilter}<!-- two -->`)],
  [inbound("<ip‸ action='x'/>"), "cors", inbound("<cors‸ action='x'/>")],
  [inbound("<ip‸>"), "cors", inbound("<cors‸>")],
  [inbound("<‸ip-filter/>"), "cors", inbound("<cors‸/>")],
  [inbound("<‸>"), "cors", inbound("<cors‸>")],
  [inbound("<ip-filter\n‸\n/>"), "action", inbound('<ip-filter\naction="‸allow"\n/>')],
  [inbound("<cors/>‸"), "base", inbound("<cors/><base />‸")],
  [inbound("<ba‸ />"), "base", inbound("<base‸ />")],
  ["<policies>\n\t‸\n</policies>", "backend", "<policies>\n\t<backend>\n\t‸\n</backend>\n</policies>"],
  ["<fragment><‸", "set-method", "<fragment><set-method>‸</set-method>"],
  ["<cors><‸", "expose-headers", "<cors><expose-headers>\n\t<header>‸</header>\n</expose-headers>"],
  ["<inbound>ba‸", "base", "<inbound><base />‸"],
  // The end tag is there already.
  [inbound("<cors‸\n</cors>"), "cors", inbound("<cors>‸\n</cors>")],
  [inbound("<co‸</cors>"), "cors", inbound("<cors>‸</cors>")],
  [inbound("<‸  </cors>"), "cors", inbound("<cors>‸  </cors>")],
  ["<fragment><fra‸</fragment>", "forward-request", "<fragment><forward-request />‸</fragment>"],
];

const attributes: readonly Acceptance[] = [
  [inbound("<ip-filter ‸"), "action", inbound('<ip-filter action="‸allow"')],
  [inbound("<ip-filter\t‸/>"), "action", inbound('<ip-filter\taction="‸allow"/>')],
  [inbound("<ip-filter ac‸>"), "action", inbound('<ip-filter action="‸allow">')],
  [inbound("<ip-filter a‸ct>"), "id", inbound('<ip-filter id="‸">')],
  [inbound("<ip-filter ac‸='a'>"), "action", inbound("<ip-filter action‸='a'>")],
  [inbound("<ip-filter ac‸=>"), "action", inbound("<ip-filter action‸=>")],
  [inbound("<ip-filter ac‸ = 'a'>"), "action", inbound("<ip-filter action‸ = 'a'>")],
  [inbound("<ip-filter action='a'‸/>"), "id", inbound("<ip-filter action='a' id=\"‸\"/>")],
  [inbound("<ip-filter action='a'‸"), "id", inbound("<ip-filter action='a' id=\"‸\"")],
  [inbound("<ip-filter ‸ action='a'/>"), "id", inbound("<ip-filter id=\"‸\" action='a'/>")],
  [
    inbound("<ip-filter\r\n    action='a'\r\n    ‸\r\n>"),
    "id",
    inbound("<ip-filter\r\n    action='a'\r\n    id=\"‸\"\r\n>"),
  ],
  [
    inbound('<set-variable value="@(a["b"] > 1)" na‸ />'),
    "name",
    inbound('<set-variable value="@(a["b"] > 1)" name="‸" />'),
  ],
  // Before another attribute a new one is wanted, not another name for it.
  [inbound("<ip-filter ‸action='a'/>"), "id", inbound("<ip-filter id=\"‸\" action='a'/>")],
  [inbound("<ip-filter\n  ‸action='a'/>"), "id", inbound("<ip-filter\n  id=\"‸\" action='a'/>")],
  // Right behind a quote the space that must stand there is added.
  [inbound("<ip-filter action='a'i‸/>"), "id", inbound("<ip-filter action='a' id=\"‸\"/>")],
  [inbound("<send-request a='a'‸mode='b'/>"), "id", inbound("<send-request a='a' id=\"‸\" mode='b'/>")],
  [inbound("<set-header ‸>"), "name", inbound('<set-header name="‸Authorization">')],
  [inbound("<validate-jwt ‸>"), "clock-skew", inbound('<validate-jwt clock-skew="‸0">')],
];

const values: readonly Acceptance[] = [
  [inbound("<set-method>‸</set-method>"), "POST", inbound("<set-method>POST‸</set-method>")],
  [inbound("<set-method>\n  p‸\n</set-method>"), "PUT", inbound("<set-method>\n  PUT‸\n</set-method>")],
  [inbound("<send-request><set-method>‸"), "GET", inbound("<send-request><set-method>GET‸")],
  [
    inbound("<cors><allowed-methods><method>‸</method></allowed-methods></cors>"),
    "*",
    inbound("<cors><allowed-methods><method>*‸</method></allowed-methods></cors>"),
  ],
  [inbound('<ip-filter action="‸">'), "forbid", inbound('<ip-filter action="forbid‸">')],
  [inbound("<ip-filter action='‸'>"), "forbid", inbound("<ip-filter action='forbid‸'>")],
  [inbound('<ip-filter action="fo‸rb">'), "forbid", inbound('<ip-filter action="forbid‸">')],
  [inbound("<ip-filter action=‸>"), "forbid", inbound('<ip-filter action="forbid"‸>')],
  [inbound("<ip-filter action=f‸o>"), "forbid", inbound('<ip-filter action="forbid"‸>')],
  [inbound("<ip-filter action = ‸ >"), "forbid", inbound('<ip-filter action = "forbid"‸ >')],
  [inbound("<ip-filter action=\n  ‸\n>"), "forbid", inbound('<ip-filter action=\n  "forbid"‸\n>')],
  [inbound('<ip-filter action="‸>'), "forbid", inbound('<ip-filter action="forbid‸>')],
  [
    inbound('<ip-filter action="fo‸\n  <address>1</address>'),
    "forbid",
    inbound('<ip-filter action="forbid‸\n  <address>1</address>'),
  ],
  [inbound('<ip-filter action="‸ id="x">'), "forbid", inbound('<ip-filter action="forbid‸ id="x">')],
];

/** What stands on other lines of a value stays: editors replace on the line of the cursor only. */
const valuesOverLines: readonly Acceptance[] = [
  [inbound('<ip-filter action="\n  fo‸r\n">'), "forbid", inbound('<ip-filter action="\n  forbid‸\n">')],
  [inbound('<ip-filter action="\r\n  ‸\r\n">'), "forbid", inbound('<ip-filter action="\r\n  forbid‸\r\n">')],
];

const closing: readonly Acceptance[] = [
  ["<policies><inbound></‸", "inbound", "<policies><inbound></inbound>‸"],
  ["<policies><inbound></in‸", "inbound", "<policies><inbound></inbound>‸"],
  ["<policies><inbound></in‸ >", "inbound", "<policies><inbound></inbound‸ >"],
  ["<policies><inbound></in‸\n>", "inbound", "<policies><inbound></inbound‸\n>"],
  ["<policies><inbound></‸>", "inbound", "<policies><inbound></inbound‸>"],
  [inbound("<choose></‸"), "choose", inbound("<choose></choose>‸")],
  [inbound("<choose></cho‸ose>"), "choose", inbound("<choose></choose‸>")],
  [
    inbound("\n  <choose>\n    <base/>\n  </‸\n  <cors/>\n"),
    "choose",
    inbound("\n  <choose>\n    <base/>\n  </choose>‸\n  <cors/>\n"),
  ],
  ["<a.b-c><d/></‸", "a.b-c", "<a.b-c><d/></a.b-c>‸"],
  ["<set-body>@(1)</‸", "set-body", "<set-body>@(1)</set-body>‸"],
  ["<p:a></‸", "p:a", "<p:a></p:a>‸"],
];

suite("completion, accepted", () => {
  for (const [before, label, after] of [
    ...elements,
    ...attributes,
    ...values,
    ...valuesOverLines,
    ...closing,
  ]) {
    test(`${label} at ${JSON.stringify(before)}`, () => assert.equal(cursorAfter(before, label), after));
  }
});

suite("completion offers nothing", () => {
  const silent: readonly (readonly [string, string])[] = [
    ["in a comment", inbound("<!-- <‸ -->")],
    ["in a comment without end", inbound("<!-- <‸")],
    ["in CDATA", inbound("<set-body><![CDATA[<‸]]></set-body>")],
    ["in an instruction", "<?xml ‸?>"],
    ["in a declaration", "<!DOCTYPE ‸>"],
    ["between slash and bracket", inbound("<cors id='x' /‸>")],
    ["in a body", inbound("<set-body>‸</set-body>")],
    ["in the markup of a body", inbound("<set-body><order>‸</order></set-body>")],
    ["in an unknown element", inbound("<nonsense><‸</nonsense>")],
    ["for attributes of an unknown element", inbound("<nonsense ‸>")],
    ["for the value of an unknown attribute", inbound('<cors nonsense="‸">')],
    ["for a value that may be anything", inbound('<set-variable name="‸">')],
    ["behind the root", "<policies/>\n‸"],
    ["before the root", "‸\n<policies/>"],
    ["for a second root", "<policies/>\n<‸"],
    ["for a root before the root", "<‸\n<policies/>"],
    ["before an expression over several lines", inbound('<choose><when condition="‸@{\n return a;\n}">')],
    ["behind an expression over several lines", inbound('<choose><when condition="@{\n return a;\n}‸">')],
    ["in the name of an entity", inbound("&l‸t;")],
    ["behind the sign of an entity", inbound("<base />&‸")],
    ["in the number of an entity", inbound("&#4‸2;")],
    ["for an end tag of nothing", "</‸"],
    ["for an end tag behind the root", "<policies></policies></‸"],
    ["in an element that has no children", inbound("<base>‸</base>")],
    ["behind what must come last", inbound("<choose><otherwise/><‸</choose>")],
  ];
  for (const [name, marked] of silent) test(name, () => assert.deepEqual(labelsAt(marked), []));
});

suite("completion knows", () => {
  const at = (marked: string, ...expected: readonly string[]) => assert.deepEqual(labelsAt(marked), expected);

  test("the roots of a document", () => {
    for (const marked of ["‸", "<‸", "pol‸", "<pol‸", " \n <‸", "<!-- x -->\n<‸"]) {
      at(marked, "policies", "fragment");
    }
  });

  test("the sections that are not there yet, in their order", () => {
    at("<policies><‸</policies>", "inbound", "backend", "outbound", "on-error");
    at("<policies><inbound/><‸<on-error/></policies>", "backend", "outbound");
  });

  test("the parts of a policy by their order and number", () => {
    at(inbound("<choose><‸</choose>"), "when", "otherwise");
    at(inbound("<choose><when/><‸<otherwise/></choose>"), "when");
    at(inbound("<return-response><‸"), "set-status", "set-header", "set-body");
    at(inbound("<return-response><set-status/><‸"), "set-header", "set-body");
    at(inbound("<set-header name='a'><value/><‸</set-header>"), "value");
  });

  test("the parts of what may hold text, too", () => {
    at(inbound("<trace source='a'>‸</trace>"), "message", "metadata");
    at(inbound("<trace source='a'>mes‸</trace>"), "message", "metadata");
    at(inbound("<trace source='a'><message>‸</message></trace>"));
  });

  test("the methods of HTTP; any method for cors only", () => {
    assert.equal(labelsAt(inbound("<set-method>‸</set-method>"))[0], "GET");
    assert.ok(!labelsAt(inbound("<set-method>‸</set-method>")).includes("*"));
    assert.equal(labelsAt(inbound("<cors><allowed-methods><method>‸"))[0], "*");
  });

  test("the policies that a branch may hold, by the section around it", () => {
    const branch = (section: string) =>
      labelsAt(
        `<policies><${section}><choose><when><retry><‸</retry></when></choose></${section}></policies>`,
      );
    assert.ok(branch("inbound").includes("validate-jwt") && !branch("inbound").includes("cache-store"));
    assert.ok(branch("outbound").includes("cache-store") && !branch("outbound").includes("validate-jwt"));
    assert.ok(!branch("inbound").includes("base"), "base stands in sections only");
  });

  test("base once in each section", () => {
    for (const section of ["inbound", "backend", "outbound", "on-error"]) {
      const labels = (content: string) =>
        labelsAt(`<policies><${section}>${content}</${section}></policies>`);
      assert.equal(labels("<‸")[0], "base");
      assert.ok(!labels("<base /><‸").includes("base"));
      assert.ok(!labels("<‸<base />").includes("base"));
      assert.ok(labels("<!-- <base /> --><‸").includes("base"));
    }
    assert.ok(!labelsAt("<fragment><‸</fragment>").includes("base"));
  });

  test("necessary attributes before the others", () => {
    at(inbound("<set-header ‸>"), "name", "exists-action", "id");
    at(inbound("<set-header name='a' ‸>"), "exists-action", "id");
  });

  test("attributes that exclude each other", () => {
    const labels = labelsAt(inbound("<validate-jwt token-value='a' ‸>"));
    for (const name of ["header-name", "query-parameter-name", "token-value"])
      assert.ok(!labels.includes(name));
    assert.ok(labelsAt(inbound("<validate-jwt header-na‸='a'>")).includes("query-parameter-name"));
  });

  test("values, the default first", () => {
    at(inbound('<ip-filter action="‸">'), "allow", "forbid");
    at(inbound('<validate-jwt require-signed-tokens="‸">'), "true", "false");
    at(inbound('<cors allow-credentials="‸">'), "false", "true");
    at(inbound('<set-header exists-action="‸">'), "override", "append", "skip", "delete");
    assert.equal(offerAt(inbound('<cors allow-credentials="‸">'), "false").detail, "default");
    assert.equal(offerAt(inbound('<cors allow-credentials="‸">'), "true").detail, undefined);
  });

  test("what each value means", () => {
    const said = (marked: string, label: string) => offerAt(inbound(marked), label).documentation;
    assert.match(
      said('<set-header exists-action="‸">', "append"),
      /header is there already.*Default: `override`/s,
    );
    assert.match(said('<validate-jwt header-name="‸">', "Authorization"), /Header that holds the token/);
    assert.match(said("<set-method>‸</set-method>", "PUT"), /method/i);
    assert.match(said("<cors><allowed-methods><method>‸", "*"), /method/i);
  });

  test("the element that an end tag closes", () => {
    at(inbound("<choose><when></‸"), "when");
    at(inbound("<choose><when></when></‸"), "choose");
    at(inbound("<choose><when/></‸"), "choose");
    at(inbound("<choose><!-- <when> --></‸"), "choose");
  });

  test("what the typed word is matched with", () => {
    assert.equal(offerAt(inbound("<‸"), "cors").filterText, "<cors");
    assert.equal(offerAt(inbound("‸"), "cors").filterText, "cors");
    assert.equal(offerAt(inbound("<c‸ x='1'>"), "cors").filterText, "cors");
    assert.equal(offerAt("<policies></‸", "policies").filterText, "policies");
  });

  test("when more will be asked for behind what is inserted", () => {
    assert.equal(offerAt(inbound("<set-header ‸>"), "exists-action").thenComplete, true);
    assert.equal(offerAt(inbound("<set-header exists‸='a'>"), "exists-action").thenComplete, undefined);
  });
});
