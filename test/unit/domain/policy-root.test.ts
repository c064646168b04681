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

  for (const form of [
    "%{ if a < b ~}",
    "${header}",
    "{{- if .Values.a }}",
    "{{/* <project> */}}",
    "{% if a > b %}",
    "{# <project> #}",
    "<% if a > b %>",
    "<%# <project> %>",
    "#{header}#",
    "#header#",
    "__HEADER__",
  ]) {
    test(`is told behind ${form}`, () => {
      assert.ok(hasPolicyRoot(`${form}\n<policies>`));
      assert.ok(hasPolicyRoot(`<!-- a -->${form}${form}\n<!-- b -->\n<fragment />`));
      assert.ok(!hasPolicyRoot(`${form}\n<project/>`));
      assert.ok(!hasPolicyRoot(form));
    });
  }

  test("is not told behind what a form begins with and nothing ends", () => {
    for (const start of ["%{ if", "{{ if", "{% if", "<% if", "{# note", "#{x"]) {
      assert.ok(!hasPolicyRoot(`${start}\n<policies>`), start);
    }
  });
});
