import assert from "node:assert/strict";
import { hasPolicyRoot } from "../../../src/domain/policy-root.ts";

suite("the root of a policy", () => {
  test("is told from the first element, behind declaration and comments", () => {
    assert.ok(hasPolicyRoot("  <!-- <x> --><policies>"));
    assert.ok(hasPolicyRoot("<fragment/>"));
    assert.ok(hasPolicyRoot('\uFEFF<?xml version="1.0"?>\r\n<policies\r\n>'));
    assert.ok(!hasPolicyRoot("<policieses>"));
    assert.ok(!hasPolicyRoot("<!-- never closed <policies>"));
    assert.ok(!hasPolicyRoot(""));
    assert.ok(!hasPolicyRoot("text <policies>"));
    assert.ok(!hasPolicyRoot("<!-- <policies> --><project/>"));
  });
});
