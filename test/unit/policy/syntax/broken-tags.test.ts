import assert from "node:assert/strict";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";

/** Names of the elements whose start tag is broken. */
const broken = (text: string): readonly string[] =>
  parsePolicy(text)
    .elements()
    .flatMap((element) => (element.broken ? [element.name] : []));

suite("a broken start tag", () => {
  for (const tag of [
    "<b",
    '<b x="1"',
    "<b x />",
    "<b x=1 />",
    '<b x="1"y="2" />',
    '<b x="1"" />',
    '<b x="1 < 2" />',
    '<b x="@(c" />',
    '<b x="@(c))" />',
    '<b x="1 />',
  ]) {
    test(`is one such as ${tag}`, () => assert.deepEqual(broken(`<a>\n${tag}\n<c /></a>`), ["b"]));
  }

  for (const tag of ["<b />", '<b x="@()" />', '<b x="1" x="2" />', '<b x="1 & 2" />', '<b x="&#0;" />']) {
    test(`is none such as ${tag}`, () => assert.deepEqual(broken(`<a>\n${tag}\n<c /></a>`), []));
  }

  test("breaks neither the element around it nor those behind it", () => {
    assert.deepEqual(broken("<a><b x=1><c></b></a><d"), ["b", "d"]);
  });
});
