import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "mocha";
import policyFacts from "../../../../schemas/policies.json" with { type: "json" };
import { harmless } from "../../../../src/sandbox/gateway/policies/refusing.ts";
import { policies } from "../../../../src/sandbox/gateway/policy-runner.ts";

const page = readFileSync(new URL("../../../../docs/sandbox.md", import.meta.url), "utf8");

/** The names in backquotes of the paragraph that begins with `start`, up to `end`. */
function named(start: string, end: string): string[] {
  const from = page.indexOf(start);
  assert.ok(from >= 0, `docs/sandbox.md has no paragraph “${start}…”`);
  const text = page.slice(from, page.indexOf(end, from));
  return [...text.matchAll(/`([a-z-]+)`/g)].map(([, name = ""]) => name).sort();
}

suite("docs/sandbox.md, on the gateway", () => {
  test("names the policies that run", () => {
    assert.deepEqual(named("It runs `", ".\n"), [...policies.keys()].sort());
  });

  test("names the policies that are passed over", () => {
    // forward-request always runs
    const passedOver = [...harmless].filter((name) => name !== "forward-request").sort();
    assert.deepEqual(named("that refuse no call:", ";"), passedOver);
  });

  test("names the policies that end the call, and every policy is one of the three", () => {
    // they stand within others
    const parts = new Set(["base", "block", "set-url"]);
    const never = Object.keys(policyFacts.policies).filter(
      (name) => !policies.has(name) && !harmless.has(name) && !parts.has(name),
    );
    assert.deepEqual(named("Never run are", ".\n"), never.sort());
  });
});
