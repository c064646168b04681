import assert from "node:assert/strict";
import type { TextEdit } from "../../../../../src/core/edit.ts";
import type { Span } from "../../../../../src/core/span.ts";
import { parsePolicy } from "../../../../../src/policy/index.ts";
import { Prover } from "../../../../../src/policy/rules/engine/prove.ts";
import type { Fix } from "../../../../../src/policy/rules/engine/rule.ts";

/**
 * What becomes of a fix, which its rule calls safe, of what stands between `«` and `»`: `‹a→b›` replaces `a` by `b`, and
 * `⟦…⟧` is said to stay.
 */
function judge(marked: string, more: Partial<Fix> = {}): string {
  const edits: TextEdit[] = [];
  const marks = new Map<string, number>();
  let text = "";
  let newText: string | undefined;
  let start = 0;
  for (const character of marked) {
    if (character === "‹") start = text.length;
    else if (character === "→") newText = "";
    else if (character === "›") {
      edits.push({ span: { start, end: text.length }, newText: newText ?? "" });
      newText = undefined;
    } else if ("«»⟦⟧".includes(character)) marks.set(character, text.length);
    else if (newText === undefined) text += character;
    else newText += character;
  }
  const about = { start: marks.get("«") ?? 0, end: marks.get("»") ?? 0 };
  const [from, to] = [marks.get("⟦"), marks.get("⟧")];
  const stays = from === undefined || to === undefined ? {} : { stays: { start: from, end: to } };
  const fix = { title: "Do it", edits, safe: true, ...stays, ...more };
  return new Prover(parsePolicy(text)).judge(about, fix);
}

const inbound = (xml: string) => `<policies><inbound>${xml}</inbound></policies>`;

/** Verdicts by what is marked. */
function expect(verdict: string, texts: Readonly<Record<string, string>>): void {
  for (const [title, marked] of Object.entries(texts)) {
    test(title, () => assert.equal(judge(marked), verdict));
  }
}

suite("a fix is proved", () => {
  expect("proved", {
    "in a literal value": inbound('<a b="«‹x→y›»" />'),
    "in a value with white space around it": inbound('<a b=" «‹x→y›» " />'),
    "in a literal text": inbound("<a>«‹x→y›»</a>"),
    "at the end of a tag": inbound('<«a» b="c"‹→ d="e"› />'),
    "in the expression that it is about": inbound('<a b="@(c«‹;→›»)" />'),
    "of an attribute whose equal stays": inbound('<a ⟦b="c"⟧‹ «b»="c"→› />'),
    "of an element whose equal stays": inbound("⟦<a />⟧‹ <«a»/>→›"),
    "of an equal with other white space": inbound("⟦<a><b>c</b></a>⟧‹\n<«a»>\n  <b> c </b>\n</a>→›"),
    "of an equal behind somebody else's comment": inbound("⟦<a />⟧ <!-- a -->\n‹<«a» />→›"),
    "of an element that is its text, for others": inbound("‹<a>«b, c»</a>→<a>b</a><a>c</a>›"),
    "in one section while another is broken": `<policies><inbound><a b="«‹x→y›»" /></inbound><outbound><c d=/></outbound></policies>`,
    "beside what is wrong without a doubt": inbound('<a b="«‹x→y›»" /><c>d & e</c>'),
    "of quotes that a plain value lacks": inbound('<cors allow-credentials=«‹→"›true‹→"›» />'),
    "of the end of CDATA in a text": inbound("<a>b «‹]]>→]]&gt;›» c</a>"),
    "that puts an element beside others": inbound("<a>‹→<b />›<«c» /></a>"),
    "in a tag between other attributes": inbound('<a b="«‹x→y›»" c="${d}" />'),
    "beside text for people": inbound('all of it <a b="«‹x→y›»" /> ${c("d")} %{ if e }'),
    "beside an ordinary comment": inbound("<!-- all -->\n<b />\n⟦<a />⟧\n‹<«a» />→›\n<!-- end -->"),
  });
});

suite("a fix is for a look", () => {
  const twice = '<a ⟦b="c"⟧‹ «b»="c"→›';
  expect("offered", {
    "where a named value stands beside it": inbound('<a b="«‹x→y›»{{z}}" />'),
    "where a tool's form stands beside it": inbound("<a>«‹x→y›»%{ if z }1%{ endif }</a>"),
    "where another attribute of the tag is given twice": inbound('<a b="«‹x→y›»" c="1" c="2" />'),
    "of quotes beside an attribute that nobody knows": inbound(
      '<cors allow-credentials=«‹→"›true‹→"›» a="b" />',
    ),
    "of quotes beside code": inbound(
      '<cors allow-credentials=«‹→"›true‹→"›» terminate-unmatched-request="f(1)" />',
    ),
    "of quotes around more than a word": inbound('<cors allow-credentials=«‹→"›a,b‹→"›» />'),
    "where a tool puts in other attributes": inbound('<a b="«‹x→y›»" %{ if c }d="e"%{ endif } />'),
    "where a tool puts in other attributes before it": inbound('<a ${c} b="«‹x→y›»" />'),
    "where elements stand beside the text": inbound("<a>«‹x→y›»<b /></a>"),
    "where code stands beside the element": inbound('b="f(<a b="«‹x→y›»" />)" />'),
    "where code stands beside the element around": inbound('<c><a b="«‹x→y›»" /></c>")'),
    "where code stands beside the element, and a form": inbound('${c}" />\n<a>«‹x→y›»</a>'),
    "of a text in a section in which something is broken": inbound("<a>«‹x→y›»</a><c =/>"),
    "that puts an element beside text": inbound("<a>d‹→<b />›<«c» /></a>"),
    "of the end of CDATA in C#": inbound("<a>b(1) «‹]]>→]]&gt;›» c</a>"),
    "of an ampersand in C# of a value": inbound('<a b="c(1) «‹&→&amp;›» d" />'),
    "of an ampersand before the name of an entity": inbound("<a>b «‹&→&amp;›»nbsp d</a>"),
    "where an attribute stands without a space": inbound('<a b="«‹x→y›»"c="1" />'),
    "of an attribute that says something else": inbound('<a ⟦b="d"⟧‹ «b»="c"→› />'),
    "of an attribute whose equal is nowhere": inbound('<a‹ «b»="c"→› />'),
    "of an attribute that a tool fills in": inbound('<a ⟦b="{{c}}"⟧‹ «b»="{{c}}"→› />'),
    "of an attribute in a tag with another fault": inbound(`${twice} d="1" d="2" />`),
    "of an element that says something else": inbound('⟦<a b="1" />⟧‹<«a» b="2" />→›'),
    "of one whose text differs within": inbound("⟦<a>b c</a>⟧‹<«a»>bc</a>→›"),
    "of one whose equal holds more": inbound("⟦<a><b /><c /></a>⟧‹<«a»><b /></a>→›"),
    "of one whose equal holds a form": inbound("⟦<a #{b}# />⟧‹<«a» />→›"),
    "of one with a comment before it": inbound("⟦<a />⟧\n<!-- why -->\n‹<«a» />→›"),
    "of one with a comment behind it": inbound("⟦<a />⟧\n‹<«a» />→› <!-- why -->"),
    "of one that holds an expression": inbound("⟦<a>@(1)</a>⟧‹<«a»>@(1)</a>→›"),
    "of an element with an attribute, for others": inbound('‹<a x="1">«b, c»</a>→<a>b</a><a>c</a>›'),
    "of an element with a comment before it, for others": inbound("<!-- both -->‹<a>«b, c»</a>→<a>b</a>›"),
    "below a tag without end": '<policies><inbound><x><a b="«‹x→y›»" /></inbound></policies>',
    "in a section in which something is broken": inbound('<a b="«‹x→y›»" /><c d=/>'),
    "while a section has no end": '<policies><inbound><a b="«‹x→y›»" /></inbound><outbound></policies>',
    "while something is broken between the sections":
      '<policies><inbound><a b="«‹x→y›»" /></inbound></nothing></policies>',
    "in a fragment in which something is broken": '<fragment><a b="«‹x→y›»" /><c d=/></fragment>',
    "of an ampersand in C#": inbound('<a>b("c") «‹&→&amp;›» d</a>'),
    "of an ampersand that may begin an entity": inbound("<a>b «‹&→&amp;›»nbsp; d</a>"),
    "of a sign that may begin a tag": inbound("<set-method>1 «‹<→&lt;›» 2</set-method>"),
    "around the root": "‹→<policies>›<«inbound» />‹→</policies>›",
    "of a name": inbound("<«‹a→b›» />"),
  });
});

suite("a fix is withheld", () => {
  expect("withheld", {
    "where it takes a comment away": inbound("‹<!-- a --> <«b» />→›"),
    "where it is in a comment": inbound("<«a» /><!-- ‹b→c› -->"),
    "where it takes a comment away within an element": inbound("⟦<a />⟧‹<«a»><!-- b --></a>→›"),
    "where it takes a tool's form away": inbound('<a‹ «b»="${c}"→› />'),
    "where it takes an element away that holds one": inbound("⟦<a />⟧‹<«a»>${b}</a>→›"),
    "where it changes somebody else's expression": inbound('<«a» b="@(‹c→d›)" />'),
    "where it is about one expression and changes another": inbound('<a b="@(«c»)" d="@(‹e→f›)" />'),
    "where it changes an expression between tags": inbound("<«a»>@(‹c→d›)</a>"),
    "where it takes a part of a text away that a tool fills in": inbound("<a>«‹b#{x}#→y›»</a>"),
    "where it takes an element away in which something is broken": inbound(
      "⟦<a><b /></a>⟧‹<«a»><b =/></a>→›",
    ),
    "where it changes a name and a part of the value": inbound('<a ‹b="x→c="›«y»" />'),
    "of quotes around no word, with another fault in the tag": inbound('<a b="1" b="2" c=«‹→"›x(‹→"›» />'),
    "where it cuts an element": inbound("‹<«a»>→›b</a>"),
    "where text stands beside a copy": inbound("⟦<a />⟧ b ‹<«a» />→›"),
    "where a tool decides on a copy": inbound("%{ if a }⟦<a />⟧%{ else }‹<«a» />→›%{ endif }"),
    "where a comment hides what decides on a copy": inbound("<!-- %{ if a } -->⟦<a />⟧‹<«a» />→›"),
    "around text with something broken beside it": inbound("<a>‹→<b>›«x»‹→</b>›<c =/></a>"),
    "in a tag that is broken": inbound('<a b="«‹x→y›»" c= />'),
    "in a tag without its end": '<policies><inbound><a b="«‹x→y›»"</inbound></policies>',
    "between tags of which the first is broken": inbound('<a b=c"d"e>«‹x→y›»</a>'),
    "in an expression without end": '<policies><inbound><a b="@(c«‹;→›»" /></inbound></policies>',
  });
});

suite("a fix that mends broken markup", () => {
  test("is for a look, whatever its rule says of it", () => {
    assert.equal(judge(inbound('<a b="«‹x→y›»" />'), { mends: true }), "offered");
    assert.equal(judge(inbound('<a b=«‹→"›x‹→"›» />'), { mends: true }), "offered");
    assert.equal(judge(inbound("<a>«‹→@›(b)»</a>"), { mends: true }), "offered");
  });

  test("is withheld where it takes what a tool fills in away", () => {
    assert.equal(judge(inbound('<a b="«‹${x}→y›»" />'), { mends: true }), "withheld");
  });
});

suite("a new order", () => {
  const text = inbound("<a /><b /><!-- c -->");
  const [a, b] = [text.indexOf("<a"), text.indexOf("<b")];
  const end = text.indexOf("<!--");
  const [first, second] = [
    { start: a, end: b },
    { start: b, end },
  ];
  const whole = { start: a, end };
  const move = (moved: readonly Span[], newText: string, span: Span = whole) =>
    new Prover(parsePolicy(text)).judge(first, {
      title: "Do it",
      edits: [{ span, newText }],
      safe: true,
      moved,
    });

  test("is proved when every piece arrives", () => {
    assert.equal(move([second, first], "<b /><a />"), "proved");
  });

  test("is withheld when one is lost, comes twice, or is changed", () => {
    assert.equal(move([second], "<b />"), "withheld");
    assert.equal(move([second, first, second], "<b /><a /><b />"), "withheld");
    assert.equal(move([second, first], "<b /><a  />"), "withheld");
  });

  /** The verdict on swapping the two elements of a section. */
  function swap(one: string, other: string, behind = "", around = inbound): string {
    const policy = around(`${one}${other}${behind}`);
    const from = policy.indexOf(one);
    const pieces = [
      { start: from + one.length, end: from + one.length + other.length },
      { start: from, end: from + one.length },
    ];
    const edits = [
      { span: { start: from, end: from + one.length + other.length }, newText: `${other}${one}` },
    ];
    return new Prover(parsePolicy(policy)).judge(pieces[0] ?? whole, {
      title: "Do it",
      edits,
      safe: true,
      moved: pieces,
    });
  }

  test("is proved with comments, expressions and what tools fill in, which move along", () => {
    assert.equal(swap("<!-- a --><a>@(1)</a>", '<b c="${d}" />'), "proved");
    assert.equal(swap("<a>b, c</a>", "<b />"), "proved");
    assert.equal(swap("<a>@{ return 1; }</a> <!-- a -->", "<b>#{c}#</b>"), "proved");
    assert.equal(swap("<a />", "<b><!-- b --></b>", "<!-- end -->"), "proved");
    assert.equal(swap("<a><% /* a note */ %></a>", "<b />"), "proved");
  });

  test("is proved when what a tool decides on is within a piece", () => {
    assert.equal(swap("<a>%{ if b }c%{ else }d%{ endif }</a>", "<b />"), "proved");
    assert.equal(swap("<a />", "<b>{% for c in d %}{% if c %}{% endif %}{% endfor %}</b>"), "proved");
  });

  test("is for a look when it reaches beyond a piece", () => {
    assert.equal(swap("<a>%{ if b }c</a>", "<b>%{ endif }</b>"), "offered");
    assert.equal(swap("<a>%{ endif }%{ if b }</a>", "<b />"), "offered");
    assert.equal(swap("<a />", "<b>{% else %}</b>"), "offered");
  });

  test("is for a look when a comment switches rules off from there on, but not for a line", () => {
    assert.equal(swap("<!-- auth0-apim-disable known-policy --><a />", "<b />"), "offered");
    assert.equal(swap("<!-- auth0-apim-disable-next-line known-policy -->\n<a />", "<b />"), "proved");
  });

  test("is for a look when something in the section is broken", () => {
    assert.equal(swap("<a />", "<b />", "<c =/>"), "offered");
    assert.equal(swap("<a =/>", "<b />"), "offered");
  });

  test("is withheld when something else than elements and comments stands between", () => {
    assert.equal(swap("a<a />", "<b />"), "withheld");
    assert.equal(swap("<a />", "<b />", "%{ if c }"), "withheld");
    assert.equal(swap("<a />", "<b />", "@(1)"), "withheld");
    assert.equal(swap("<a />", "<b />", "<![CDATA[]]>"), "withheld");
    assert.equal(swap("<a />", "<b />", "<!-- %{ if c } -->"), "withheld");
  });

  test("is withheld when the tag around is broken", () => {
    const broken = (xml: string) => inbound(`<c d= >${xml}</c>`);
    assert.equal(swap("<a />", "<b />", "", broken), "withheld");
  });

  test("is withheld when it cuts an element", () => {
    const cut = [
      { start: b + 1, end },
      { start: a, end: b + 1 },
    ];
    assert.equal(move(cut, cut.map(({ start, end: to }) => text.slice(start, to)).join("")), "withheld");
  });
});

test("a fix whose edits overlap is withheld", () => {
  const text = inbound('<a b="xy" />');
  const at = text.indexOf("xy");
  const edits = [0, 1].map((shift) => ({ span: { start: at + shift, end: at + 2 }, newText: "z" }));
  const about = { start: at, end: at + 2 };
  assert.equal(new Prover(parsePolicy(text)).judge(about, { title: "Do it", edits, safe: true }), "withheld");
});
