import assert from "node:assert/strict";
import { known, unknown } from "../../../../src/core/known.ts";
import type { ElementFacts } from "../../../../src/policy/facts/model.ts";
import { policy, policyNames } from "../../../../src/policy/facts/policies.ts";
import { hover } from "../../../../src/policy/features/hover.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { readMarked } from "../../../support/marked-text.ts";
import { inbound, jwt, liveWith } from "./support/offers.ts";

const live = liveWith({
  namedValues: known([
    { displayName: "host", secret: false, value: known("a`b\n**c**") },
    { displayName: "key", secret: true, value: unknown },
    { displayName: "late", secret: false, value: unknown },
  ]),
});

/** The text hovered over and what is said about it, or "nothing". */
function said(marked: string): string {
  const { text, offset } = readMarked(marked);
  const found = hover(parsePolicy(text), offset, live);
  return found ? `${text.slice(found.span.start, found.span.end)}: ${found.text}` : "nothing";
}

const inValue = (code: string) => inbound(`<set-variable name="x" value="@(${code})" />`);
const claim = (name: string) => jwt(`<required-claims><claim name="${name}" /></required-claims>`);

/** Where the pointer is, and how what is said begins or what it holds. */
const examples: readonly (readonly [marked: string, expected: RegExp])[] = [
  ["<‸policies/>", /^policies: Root of a policy document/],
  ["<policies‸/>", /^policies: Root/],
  ["<fragment‸/>", /^fragment: Root of a policy fragment/],
  ["<policies><inb‸ound/></policies>", /^inbound: Runs on the request/],
  ["<inb‸ound/>", /^inbound: Runs on the request/],
  [inbound("</inb‸ound>"), /^inbound: Runs on the request/],
  [inbound("<ba‸se/>"), /^base: The policies of the enclosing scope/],
  [inbound("<val‸idate-jwt>"), /^validate-jwt: \*\*Validate JWT\*\*/],
  ["<val‸idate-jwt/>", /^validate-jwt: \*\*Validate JWT\*\*/],
  ["<policies><outbound><validate-j‸wt/></outbound></policies>", /Sections: inbound$/m],
  [inbound("<choose><wh‸en/></choose>"), /^when: A branch.*At least once.*\[Reference of choose\]/s],
  [inbound("<choose><otherw‸ise/></choose>"), /At most once/],
  [inbound("<return-response><set-sta‸tus/></return-response>"), /^set-status: \*\*Set status code\*\*/],
  [inbound("<choose><when cond‸ition='x'/></choose>"), /^condition: .*Type: boolean.*Required/s],
  [inbound("<ip-filter acti‸on='allow'/>"), /^action: .*Type: `allow` \| `forbid`/s],
  [inbound("<ip-filter action='al‸low'/>"), /^allow: .*Type: `allow` \| `forbid`/s],
  [inbound("<ip-filter action='nonsen‸se'/>"), /^nonsense: .*Type: `allow` \| `forbid`/s],
  [inbound("<ip-filter action=al‸low/>"), /^allow: .*Type: `allow` \| `forbid`/s],
  [inbound("<cors i‸d='x'/>"), /^id: .*context\.LastError\.PolicyId/],
  [inbound("<cors allow-credentials='tr‸ue'/>"), /Default: `false`/],
  [inbound("<rate-limit calls='1‸0'/>"), /Type: integer, at least 0/],
  [inbound("<rate-limit ca‸lls='10'/>"), /Policy expressions are not allowed/],
  [inbound("<set-status co‸de='10'/>"), /Type: integer, 100 to 599.*expressions are allowed/s],
  [jwt("<required-claims><claim match='a‸ll'/></required-claims>"), /Type: `all` \| `any`/],
  [claim("sc‸ope"), /^scope: Claim `scope` \(list\)/],
  [claim("permissio‸ns"), /^permissions: Claim `permissions` \(array\)/],
  [claim("sc‸p"), /they have `scope`/],
  [claim("appi‸d"), /they have `azp`/],
  [claim("ti‸d"), /Auth0 access tokens do not have it\.$/],
  [inbound("<set-header name='{{ho‸st}}'/>"), /^host: Named value `host`: `` a`b \*\*c\*\* ``$/],
  [inbound("<set-header name='{{ ho‸st }}'/>"), /^host: /],
  [inbound("<set-header name='{{k‸ey}}'/>"), /secret\.$/],
  [inbound("<set-header name='{{la‸te}}'/>"), /^late: Named value `late`\.$/],
  [inbound("<set-header name='{{nob‸ody}}'/>"), /before it reads the policy/],
  [inbound("<set-body>x {{ho‸st}}</set-body>"), /^host: /],
  [inbound('<set-body>@("{{ho‸st}}")</set-body>'), /^host: /],
  [inbound("<set-body><![CDATA[{{ho‸st}}]]></set-body>"), /^host: /],
  [inbound("<validate-jwt require-scheme='{{ho‸st}}'/>"), /^host: /],
];

const codeExamples: readonly (readonly [code: string, expected: RegExp])[] = [
  ["con‸text.Api", /^context: `Context context`/],
  ["context.Requ‸est", /^Request: `Request Request`/],
  ["context.Request.Met‸hod", /^Method: `string Method`/],
  ["context\n  .Request\n  .Met‸hod", /^Method: /],
  ["context?.Api?.I‸d", /^Id: `string Id`/],
  ['context.Request.Headers.GetValue‸OrDefault("a","b")', /`string GetValueOrDefault\(string headerName/],
  ['context.Request.Headers.Contains‸Key("a")', /^ContainsKey: `bool ContainsKey\(string key\)`.*key/s],
  ['context.Variables.Contains‸Key("a")', /^ContainsKey: .*variable/s],
  ['"a".AsJ‸wt()', /^AsJwt: `Jwt AsJwt\(\)`/],
  ['((IResponse)context.Variables["a"]).Bo‸dy', /^Body: `MessageBody Body`/],
  ["context.Request.Body.A‸s<JObject>()", /`T As<T>\(bool preserveContent = false\)`/],
  ["context.Request.Body.As<JObj‸ect>()", /^JObject: `Newtonsoft\.Json\.Linq\.JObject`/],
  ["context.Request.Body.As&lt;JObj‸ect&gt;()", /^JObject: /],
  ["Gui‸d.NewGuid()", /^Guid: `System\.Guid`/],
  ["new JObj‸ect()", /^JObject: /],
  ["DateTime.Utc‸Now", /^UtcNow: `DateTime UtcNow`.*UTC/s],
  ["string.IsNull‸OrEmpty(a)", /^IsNullOrEmpty: `bool IsNullOrEmpty\(string value\)`/],
  ["String.Em‸pty", /^Empty: `string Empty`/],
  ["Str‸ing.Empty", /^String: `System\.String`/],
  ["str‸ing.Empty", /^string: `System\.String`/],
  ["System.Net.WebUtil‸ity.UrlEncode(a)", /^WebUtility: `System\.Net\.WebUtility`/],
  ["System.Net.WebUtility.UrlEn‸code(a)", /^UrlEncode: `string UrlEncode\(string value\)`/],
  ["context.Request.Method.Sub‸string(1)", /`string Substring\(int startIndex, int length\)`/],
  ["context.Request.IpAddress.Len‸gth", /^Length: `int Length`/],
  ["context.User.Groups.Any(g => g.Na‸me == a)", /^Name: `string Name`/],
  ["context.User.Groups.An‸y(g => true)", /`bool Any\(Func<Group, bool> predicate\)`/],
  ["StringComparison.Ordinal‸IgnoreCase", /^OrdinalIgnoreCase: `StringComparison OrdinalIgnoreCase`/],
  ["context.User.Groups.Any(g => ‸g.Name == a)", /^g: `Group g`/],
  ["context.Timestamp.AddDays(1).Da‸te", /^Date: `DateTime Date`/],
  ["context.Subscription.EndDate?.Ye‸ar", /^Year: `int Year`/],
  ["(Jw‸t)x", /^Jwt: `Jwt`/],
  ['$"{context.Api.I‸d}"', /^Id: `string Id`/],
  ['f("a", context.Ap‸i)', /^Api: /],
  ["a &amp;&amp; con‸text", /^context: /],
];

const silent: readonly (readonly [string, string])[] = [
  ["an unknown element", inbound("<nonse‸nse/>")],
  ["an unknown attribute", inbound("<cors nonse‸nse='x'/>")],
  ["an attribute's equals sign", inbound("<ip-filter action=‸'allow'/>")],
  ["white space in a tag", inbound("<ip-filter ‸ action='allow'/>")],
  ["a name of one's own", inbound("<set-variable name='x‸'/>")],
  ["a claim of one's own", claim("https://x/y‸")],
  ["a part in a body", inbound("<set-body><ord‸er/></set-body>")],
  ["a part of another policy", inbound("<audi‸ences/>")],
  ["the < of an end tag", inbound("<cors><‸/cors>")],
  ["an unknown end tag", "<a></b‸></a>"],
  ["a comment", inbound("<!-- {{ho‸st}} <cors/> -->")],
  ["the braces of a named value", inbound("<set-header name='{‸{host}}'/>")],
  ["behind a named value", inbound("<set-header name='{{host}}‸'/>")],
  ["empty braces", inbound("<set-header name='{{‸}}'/>")],
  ["text", inbound("<value>allo‸w</value>")],
  ["an unknown member", inValue("context.Nothi‸ng")],
  ["a member of what is not known", inValue("x.AsJ‸wt()")],
  ["a static member of a value", inValue("context.Request.Method.IsNull‸OrEmpty")],
  ["a member of a value behind its type", inValue("string.Len‸gth")],
  ["a word that is a value", inValue("tr‸ue")],
  ["a variable of a type that cannot be told", inbound("<set-body>@{ var a = b; return a‸; }</set-body>")],
  ["a name space", inValue("Sys‸tem.Convert")],
  ["a string", inValue('context.Variables["Api‸"]')],
  ["a string with entities", inValue("&quot;con‸text&quot;")],
  ["a comment in code", inValue("/* con‸text */ 1")],
  ["a word of C#", inValue("nu‸ll")],
  ["a number", inValue("1‸0")],
  ["a variable of one's own", inValue("contex‸t2")],
  ["an empty text", "‸"],
];

suite("hover, by place", () => {
  test("a variable's type", () => {
    assert.match(
      said(inbound("<set-body>@{ var parts = 'a'.ToString().Split('/'); return par‸ts; }</set-body>")),
      /^parts: `string\[\] parts`.*Variable/s,
    );
  });

  for (const [marked, expected] of examples) test(marked, () => assert.match(said(marked), expected));
  for (const [code, expected] of codeExamples) test(code, () => assert.match(said(inValue(code)), expected));
  for (const [name, marked] of silent) {
    test(`says nothing about ${name}`, () => assert.equal(said(marked), "nothing"));
  }
});

suite("hover over every policy", () => {
  const plain = (facts: ElementFacts) =>
    [...facts.attributes.values()].map(({ name }) => `${name}="1"`).join(" ");

  for (const name of policyNames) {
    const facts = policy(name);
    if (!facts) continue;
    test(`${name}: title, place, and each attribute's type`, () => {
      const text = facts.resolver ? `<${name} ${plain(facts)} />` : inbound(`<${name} ${plain(facts)} />`);
      const document = parsePolicy(text);
      const element = document.elements(name)[0];
      assert.ok(element);
      const about = hover(document, element.nameSpan.start)?.text ?? "";
      assert.ok(about.includes(`**${facts.title}**`));
      assert.equal(about.includes("Sections: "), (facts.sections?.size ?? 0) > 0);
      if (facts.url) assert.ok(about.includes(`(${facts.url})`));
      for (const { nameSpan, name: attribute } of element.attributes) {
        const described = hover(document, nameSpan.start + 1)?.text ?? "";
        const type = facts.attributes.get(attribute);
        assert.match(described, /^- Type: \S/m, attribute);
        assert.equal(described.includes("- Required"), type?.required !== undefined, attribute);
        assert.equal(described.includes("not allowed"), type?.expressions === false, attribute);
      }
    });
  }
});
