import assert from "node:assert/strict";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lint } from "../../../../src/policy/rules/index.ts";
import { inbound } from "../../../support/policy-findings.ts";

const found = (text: string) => lint(parsePolicy(text)).map(({ rule }) => rule);

suite("on an element that is broken", () => {
  test("rules on attributes are silent, those of other elements are not", () => {
    const text = inbound(
      '<set-header nam=X exists-action="x"><valu /></set-header><set-variable value="a" />',
    );
    assert.deepEqual(found(text), ["base-present", "xml-well-formed", "known-element", "attribute-required"]);
  });

  test("rules on content speak of what stands between the tags", () => {
    const jwt =
      '<validate-jwt header-name=Authorization><openid-config urls="a" /><audiences><audience></audience></audiences></validate-jwt>';
    const rules = found(inbound(`<base />${jwt}`));
    assert.ok(rules.includes("text-not-empty"), String(rules));
    assert.ok(!rules.includes("jwt-clock-skew-given"));
  });

  test("rules on content are silent where the end is not known", () => {
    assert.deepEqual(found(inbound("<base /><choose><base />")), ["xml-well-formed", "known-element"]);
  });
});
