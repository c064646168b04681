import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import { renderEffectivePolicy } from "../../../../src/policy/index.ts";
import { readCorpus } from "../../../support/corpus.ts";
import { anyDamagedPolicy, fuzzRuns } from "../../../support/policy-texts.ts";
import { document, merge, outline } from "./merging.ts";
import { isReadable, lost, misplaced, renderedAgain, words } from "./rendering.ts";

/** Without the level that each name has in front. */
const names = (text: string) => text.replaceAll(/\b(?:global|api|operation|fragment):/g, "");

/** What may stand in a section. */
const anyContent = fc
  .array(
    fc.constantFrom(
      "<base/>",
      "<base />\n",
      "<cors/>",
      "\n  <trace>\n    text\n  </trace>\n",
      '<include-fragment fragment-id="f"/>',
      "<!-- <base/> -->",
      "{{value}}",
      '<choose><when condition="@(1 < 2)"><base/></when>\n<otherwise> <include-fragment fragment-id="f"/> </otherwise></choose>',
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

const fragments = { f: '<fragment>\n  <set-header name="{{name}}" />\n</fragment>' };
const values = { value: "<set-method/>", name: "X-A" };

suite("an effective policy of whatever there is as a document", function () {
  this.timeout(60_000);
  const runs = fuzzRuns(300);

  test("is again a policy that runs the same, with every policy letter for letter and its place exact", () => {
    fc.assert(
      fc.property(anyContent, anyContent, anyContent, (global, api, operation) => {
        const whole = (content: string) => `<policies><inbound>${content}</inbound></policies>`;
        const levels = [
          document("global", whole(global), values),
          document("api", whole(api), values),
          document("operation", whole(operation), values),
        ];
        const policy = merge(levels, fragments, values);
        const rendered = renderEffectivePolicy(policy, words);
        assert.ok(isReadable(rendered), rendered.text);
        assert.deepEqual(misplaced(rendered), []);
        assert.deepEqual(lost(policy, rendered), []);
        const again = renderedAgain(rendered).section("inbound");
        assert.equal(names(outline(again)), names(outline(policy.section("inbound"))));
      }),
      { numRuns: runs },
    );
  });

  test("is made of broken documents, too, without a word that is not theirs", () => {
    fc.assert(
      fc.property(anyDamagedPolicy, anyDamagedPolicy, (global, api) => {
        const policy = merge([document("global", global), document("api", api)]);
        const rendered = renderEffectivePolicy(policy, words);
        assert.deepEqual(misplaced(rendered), []);
        assert.deepEqual(lost(policy, rendered), []);
      }),
      { numRuns: runs },
    );
  });

  test("of real policies keeps every policy letter for letter", function () {
    const corpus = readCorpus();
    if (!corpus) return this.skip();
    const outer = document("global", "<policies><inbound><trace/></inbound></policies>");
    for (const { name, text } of corpus) {
      const policy = merge([outer, document("api", text)]);
      const rendered = renderEffectivePolicy(policy, words);
      assert.deepEqual(misplaced(rendered), [], name);
      assert.deepEqual(lost(policy, rendered), [], name);
    }
    return undefined;
  });
});
