import assert from "node:assert/strict";
import { known, unknown } from "../../../../src/core/known.ts";
import type { LiveFacts } from "../../../../src/policy/facts/live-facts.ts";
import { hover } from "../../../../src/policy/features/hover.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { readMarked } from "../../../support/marked-text.ts";

/** What is said at the cursor, and about which text. */
function at(marked: string, live?: LiveFacts): { readonly about: string; readonly text: string } | undefined {
  const { text, offset } = readMarked(marked);
  const found = hover(parsePolicy(text), offset, live);
  return found && { about: text.slice(found.span.start, found.span.end), text: found.text };
}

const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;

suite("hover", () => {
  test("tells a policy's sections, scopes and reference", () => {
    const found = at(inbound("<validate-‸jwt></validate-jwt>"));
    assert.equal(found?.about, "validate-jwt");
    assert.match(found?.text ?? "", /Sections: inbound/);
    assert.match(found?.text ?? "", /learn\.microsoft\.com\/.*validate-jwt-policy/);
  });

  test("tells the same at the end tag", () => {
    assert.match(at(inbound("<validate-jwt></validate-‸jwt>"))?.text ?? "", /Validate JWT/);
  });

  test("tells type, default and whether expressions are allowed", () => {
    const skew = at(inbound('<validate-jwt clock-‸skew="1" />'));
    assert.equal(skew?.about, "clock-skew");
    assert.match(skew?.text ?? "", /Default: `0`/);
    const variable = at(inbound('<validate-jwt output-token-‸variable-name="x" />'));
    assert.match(variable?.text ?? "", /not allowed/);
  });

  test("tells what belongs to a policy and how often it may occur", () => {
    assert.match(at(inbound("<validate-jwt><aud‸iences /></validate-jwt>"))?.text ?? "", /At most once/);
  });

  test("tells the values of an enumeration at its value", () => {
    assert.match(at(inbound('<ip-filter action="all‸ow" />'))?.text ?? "", /`allow` \| `forbid`/);
  });

  test("tells claims, and what Auth0 has in the place of foreign ones", () => {
    const claim = (name: string) =>
      at(
        inbound(`<validate-jwt><required-claims><claim name="‸${name}" /></required-claims></validate-jwt>`),
      );
    assert.match(claim("scope")?.text ?? "", /separator/);
    assert.match(claim("scp")?.text ?? "", /they have `scope`/);
    assert.equal(claim("https://contoso.com/roles"), undefined);
  });

  test("tells members of expressions", () => {
    const within = (code: string) => at(inbound(`<set-variable name="x" value="@(${code})" />`));
    assert.match(within("context.LastError.Rea‸son")?.text ?? "", /string Reason/);
    assert.equal(within("context.Requ‸est.Method")?.about, "Request");
    assert.match(within("cont‸ext.Api")?.text ?? "", /Context/);
    assert.match(within("Gui‸d.NewGuid()")?.text ?? "", /System\.Guid/);
    assert.equal(within('"no‸thing"'), undefined);
  });

  test("tells a named value's value, unless it is secret", () => {
    const live: LiveFacts = {
      tenants: unknown,
      fragments: unknown,
      backends: unknown,
      certificates: unknown,
      namedValues: known([
        { displayName: "host", secret: false, value: known("a`b") },
        { displayName: "key", secret: true, value: unknown },
      ]),
    };
    const of = (name: string, facts?: LiveFacts) =>
      at(inbound(`<set-header name="{{${name}‸}}" />`), facts)?.text;
    assert.match(of("host", live) ?? "", /`` a`b ``/);
    assert.match(of("key", live) ?? "", /secret/);
    assert.match(of("host") ?? "", /before it reads the policy/);
  });

  test("says nothing in comments and between elements", () => {
    assert.equal(at(inbound("<!-- <validate-‸jwt> -->")), undefined);
    assert.equal(at(inbound(" ‸ ")), undefined);
  });
});
