import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import {
  type EffectiveNode,
  EffectivePolicy,
  PolicyText,
  type SectionName,
} from "../../../../src/policy/index.ts";
import { anyDamagedPolicy, fuzzRuns } from "../../../support/policy-texts.ts";
import { document, finder, merge, outline, whole } from "./merging.ts";

const sections: readonly SectionName[] = ["inbound", "backend", "outbound", "on-error"];

/** What may stand in a section, by the name under which it is expected. */
const anyContent = fc.array(
  fc.constantFrom(
    "<base/>",
    "<cors/>",
    "<trace/>",
    '<include-fragment fragment-id="f"/>',
    "<!-- <base/> -->",
    "{{value}}",
  ),
  { maxLength: 6 },
);

/** A level without a policy, without the section, or with this in it. */
const anyLevel = fc.oneof(fc.constant(undefined), fc.constant("no section" as const), anyContent);

const fragment = "<fragment><set-header/></fragment>";
const values = { value: "<set-method/>" };

/** The same by replacing text, as one would explain it to somebody. */
function byReplacing(levels: readonly (undefined | "no section" | readonly string[])[]): string {
  let text = "";
  for (const level of levels) {
    if (level === undefined) continue;
    if (level === "no section") {
      text = text.trim() === "" ? "" : "? ";
      continue;
    }
    text = level.join("").replaceAll("<!-- <base/> -->", "").replaceAll("<base/>", text);
  }
  return text
    .replaceAll('<include-fragment fragment-id="f"/>', "<set-header/>")
    .replaceAll("{{value}}", "<set-method/>")
    .replaceAll(/<([\w-]+)\/>/g, "$1 ")
    .trim();
}

function countNodes(nodes: readonly EffectiveNode[]): number {
  return nodes.reduce((sum, node) => {
    if (node.kind === "unknown") return sum + 1;
    return sum + 1 + countNodes(node.kind === "part" ? node.nodes : node.children);
  }, 0);
}

suite("the effective policy of whatever there is", function () {
  this.timeout(60_000);
  const runs = fuzzRuns(1000);

  test("is what replacing <base /> by hand gives, level for level", () => {
    const names = ["global", "workspace", "product", "api", "operation"] as const;
    const property = fc.property(fc.tuple(anyLevel, anyLevel, anyLevel, anyLevel, anyLevel), (levels) => {
      const documents = levels.flatMap((level, index) => {
        if (level === undefined) return [];
        const text = level === "no section" ? whole({ outbound: "" }) : whole({ inbound: level.join("") });
        return [document(names[index] ?? "api", text, values)];
      });
      const found = outline(merge(documents, { f: fragment }, values).section("inbound"));
      assert.equal(found.replaceAll(/[a-z]+:/g, ""), byReplacing(levels));
    });
    fc.assert(property, { numRuns: runs, seed: 61 });
  });

  test("is found without an error, and broken documents leave a part that is unknown", () => {
    const anyText = fc.oneof(anyDamagedPolicy, fc.string());
    const property = fc.property(anyText, anyText, anyText, (outer, inner, included) => {
      const find = finder({ a: "<base/>", b: null });
      const read = (level: "global" | "api" | "fragment", text: string) =>
        new PolicyText({ level, file: level, text }, find);
      const levels = [read("global", outer), read("api", inner)];
      const policy = new EffectivePolicy(levels, () => read("fragment", included));
      for (const section of sections) {
        const nodes = policy.section(section);
        countNodes(nodes);
        if (levels[1]?.problem !== undefined)
          assert.deepEqual(
            nodes.map(({ kind }) => kind),
            ["unknown"],
          );
      }
    });
    fc.assert(property, { numRuns: Math.ceil(runs / 2), seed: 62 });
  });

  test("takes time in proportion to its length", () => {
    const many = (count: number) =>
      document(
        "api",
        whole({ inbound: '<choose><when condition="{{x}}"><base/></when></choose>'.repeat(count) }),
        { x: "true" },
      );
    const timeOf = (count: number) => {
      const start = process.cpuUsage().user;
      countNodes(merge([document("global", whole({ inbound: "<cors/>" })), many(count)]).section("inbound"));
      return (process.cpuUsage().user - start) / 1000;
    };
    timeOf(4000);
    // long enough that a pause of a loaded machine does not decide; the square of it would be 64 times as much
    const [one = 0, eight = 0] = [4000, 32_000].map((count) =>
      Math.min(...[1, 2, 3].map(() => timeOf(count))),
    );
    assert.ok(eight < 30 * Math.max(one, 5), `${one} ms, eight times as much: ${eight} ms`);
  });
});
