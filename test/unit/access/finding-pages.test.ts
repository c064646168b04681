import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "mocha";
import { findingKinds, type InstanceSnapshot, wholeOf } from "../../../src/access/index.ts";
import type { PolicyLevelName } from "../../../src/policy/index.ts";
import { instanceOf } from "./instance.ts";

const pages = new URL("../../../docs/rules/", import.meta.url);
/** The policies below a heading, each for the level that stands behind the fence, as an instance. */
function exampleIn(page: string, heading: string): { instance: InstanceSnapshot; byProduct: boolean } {
  const [, part = ""] = page.split(`## ${heading}\n`);
  const [below = ""] = part.split("\n## ");
  const texts = new Map(
    [...below.matchAll(/```xml (\w+)\n([\s\S]*?)```/g)].map(([, level, text]) => [level, text]),
  );
  assert.ok(
    texts.size > 0,
    `The page needs "## ${heading}" with policies, each with its level behind \`\`\`xml.`,
  );
  const policy = (level: PolicyLevelName) =>
    texts.has(level) ? { level, file: `${level}.xml`, text: texts.get(level) } : undefined;
  const { spaces, notes } = instanceOf(texts.has("product") ? { product: "" } : {});
  const own = spaces.map((space) => ({
    ...space,
    policy: policy("global"),
    products: space.products.map((product) => ({ ...product, policy: policy("product") })),
    apis: space.apis.map((api) => ({
      ...api,
      policy: policy("api"),
      operations: api.operations.map((operation) => ({ ...operation, policy: policy("operation") })),
    })),
  }));
  return { instance: { spaces: own, notes }, byProduct: texts.has("product") };
}

function idsIn(page: string, heading: string): readonly string[] {
  const { instance, byProduct } = exampleIn(page, heading);
  const whole = wholeOf(instance, {
    api: "orders",
    operation: "list-orders",
    product: byProduct ? "starter" : undefined,
  });
  return whole?.findings.map(({ id }) => id) ?? [];
}

suite("the page of each finding of the whole", () => {
  const contents = readFileSync(new URL("README.md", pages), "utf8");
  for (const [id, { severity, doc }] of Object.entries(findingKinds)) {
    const page = readFileSync(new URL(`${id}.md`, pages), "utf8");

    test(`${id}: says what should be so, and how severe it is when it is not`, () => {
      assert.ok(page.startsWith(`# ${id}\n\n${doc}\n`), `Begin with: ${doc}`);
      assert.ok(page.includes(`Severity: ${severity}.`));
      assert.ok(contents.includes(`| [${id}](${id}.md) | ${severity} | ${doc} |`));
    });

    test(`${id}: is told of its wrong example, and nothing of its right one`, () => {
      assert.ok(idsIn(page, "Wrong").includes(id), idsIn(page, "Wrong").join(", "));
      assert.deepEqual(idsIn(page, "Right"), []);
    });
  }
});
