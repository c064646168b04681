import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { netTypes } from "../../../../src/policy/facts/expressions.ts";
import type { ElementFacts } from "../../../../src/policy/facts/model.ts";
import { policy, policyNames } from "../../../../src/policy/facts/policies.ts";

interface Row {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly allowed_values: readonly string[] }[];
  readonly children: readonly Row[];
  /** The element is a policy of its own, described by the row of that name. */
  readonly is_policy?: boolean;
}

/** Compares our facts with a description of the official reference, when there is one at hand. */
suite("facts against the official reference", () => {
  const folder = process.env["CONTRACTS_DIR"];
  const read = (name: string) =>
    folder ? JSON.parse(readFileSync(join(folder, "policy", name), "utf8")) : undefined;

  setup(function () {
    if (!folder || !existsSync(join(folder, "policy"))) this.skip();
  });

  test("the same policies", () => {
    const names = read("policy-reference.json").policies.map((row: Row) => row.name);
    assert.deepEqual(policyNames, names.sort(), "Add to or remove from schemas/policies.json.");
  });

  test("the same attributes, values and children", () => {
    const problems = read("policy-reference.json").policies.flatMap((row: Row) =>
      differences(row, policy(row.name), row.name),
    );
    assert.deepEqual(problems, [], "Mend schemas/policies.json.");
  });

  test("the same .NET types", () => {
    const names = read("expressions.json").allowed_types.map((row: { type: string }) => row.type);
    assert.deepEqual(netTypes.map((type) => type.fullName).sort(), names.sort());
  });
});

function differences(row: Row, facts: ElementFacts | undefined, path: string): string[] {
  if (!facts) return [`${path} is missing`];
  const attributes = row.attributes.flatMap(({ name, allowed_values }) => {
    const own = facts.attributes.get(name);
    if (!own) return [`${path}@${name} is missing`];
    return own.type === "enum" && own.values?.join() !== allowed_values.join()
      ? [`${path}@${name}: other values`]
      : [];
  });
  const parts = row.children.filter((child) => !child.is_policy);
  const children = parts.flatMap((child) =>
    differences(child, facts.children.get(child.name), `${path}/${child.name}`),
  );
  return [...attributes, ...children];
}
