import assert from "node:assert/strict";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";

/** Policies that are right, though no parser for XML takes them, or though they look wrong. */
const right: Readonly<Record<string, string>> = {
  "raw quotes and a cast in a condition":
    '<when condition="@(context.Request.Method == "PUT" && !((Jwt)context.Variables["token"]).Claims["team"].Contains("sales"))"><base /></when>',
  "generics in text":
    "<set-body>@(context.Response.Body.As<JArray>(preserveContent: true).ToString())</set-body>",
  "a named value where a number belongs": '<rate-limit calls="{{calls-per-minute}}" renewal-period="60" />',
  "a named value inside an address":
    '<openid-config url="https://{{tenant}}/.well-known/openid-configuration" />',
  "an empty string right before the closing bracket":
    '<a x="@(b.GetValueOrDefault("c", ""))" y="@(d == "")" />',
  "two expressions on one line": '<a x="@("b" + c)" y="@((d)e["f"])" z="60" />',
  "an expression over lines, with attributes behind it":
    '<retry condition="@(a["b"] == 1\n        && c < 2)"\n       count="3"\n       interval="@{ return 1; }">\n  <base />\n</retry>',
  "markup in a string": '<value>@("<a href=\\"x\\">" + b + "</a>")</value>',
  "Liquid in a body":
    '<set-body template="liquid">{"a": "{{context.Request.Method}}", "b": [{% for c in d %}1{% endfor %}]}</set-body>',
  "an address with parameters": "<set-url>https://example.com/a?b=1&amp;c={{d}}</set-url>",
  "a comment that holds an expression": '<a><!-- <b x="@(c["d"])" /> --></a>',
  "a whole document in the service's own encoding":
    '<policies>\r\n\t<inbound>\r\n\t\t<set-variable name="a" value="@(context.Variables[&quot;b&quot;] &amp;&amp; 1 &lt; 2)" />\r\n\t</inbound>\r\n</policies>',
};

suite("awkward but right:", () => {
  for (const [what, text] of Object.entries(right)) {
    test(what, () => assert.deepEqual(parsePolicy(text).problems, []));
    test(`${what}, with the other line ends`, () => {
      const other = text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text.replaceAll("\n", "\r\n");
      assert.deepEqual(parsePolicy(other).problems, []);
    });
  }
});
