import assert from "node:assert/strict";
import { type PolicyDocument, parsePolicy } from "../../../../src/policy/index.ts";
import { directiveForms, valueForms } from "../support/template-forms.ts";

/** Every element with its attributes, in the order of the text. */
const elementsOf = (document: PolicyDocument) =>
  document
    .elements()
    .map(({ name, attributes }) =>
      [name, ...attributes.map((each) => `${each.name}=${each.value}`)].join(" "),
    );

const plain = `<policies>
  <inbound>
    <base />
    <rate-limit calls="5" renewal-period="60" />
    <set-header name="a" exists-action="override"><value>1</value></set-header>
  </inbound>
</policies>
`;

/** Checks that `text` is read as `expected` is, with no problem. */
function readsAs(text: string, expected: readonly string[]): void {
  const document = parsePolicy(text);
  assert.deepEqual(
    document.problems.map(({ code, message }) => `${code}: ${message}`),
    [],
    text,
  );
  assert.deepEqual(elementsOf(document), expected, text);
  assert.equal(document.text, text);
}

suite("a document with templates is read as if they were not there", () => {
  const expected = elementsOf(parsePolicy(plain));

  for (const { tool, ifA, otherwise, endIf, forEach, endFor } of directiveForms) {
    test(`${tool}: directives on lines of their own between elements`, () => {
      readsAs(
        plain
          .replace("    <rate-limit", () => `    ${ifA}\n    <rate-limit`)
          .replace("    <set-header", () => `    ${otherwise}\n    <set-header`)
          .replace("  </inbound>", () => `    ${endIf}\n  </inbound>`),
        expected,
      );
    });

    test(`${tool}: directives beside elements`, () => {
      readsAs(
        plain
          .replace("<rate-limit", () => `${forEach}<rate-limit`)
          .replace("<set-header", () => `${endFor}<set-header`),
        expected,
      );
    });

    test(`${tool}: directives around the root and its sections`, () => {
      readsAs(`${ifA}\n${plain}${endIf}\n`, expected);
      readsAs(
        plain
          .replace("  <inbound>", () => `${ifA}\n  <inbound>`)
          .replace("</policies>", () => `${endIf}\n</policies>`),
        expected,
      );
    });

    test(`${tool}: directives in a start tag`, () => {
      readsAs(
        plain.replace(' calls="5"', () => ` ${ifA}calls="5"${endIf}`),
        expected,
      );
      readsAs(
        plain.replace(' calls="5"', () => ` ${ifA} calls="5" ${endIf}`),
        expected,
      );
    });

    test(`${tool}: directives in text and in a value`, () => {
      const value = `${ifA}1${otherwise}2${endIf}`;
      readsAs(
        plain.replace(">1<", () => `>${value}<`),
        expected,
      );
      readsAs(
        plain.replace('"5"', () => `"${value}"`),
        expected.map((each) => each.replace("calls=5", () => `calls=${value}`)),
      );
    });

    test(`${tool}: directives in an expression`, () => {
      const value = `@(${ifA}1${otherwise}2${endIf})`;
      const text = plain.replace('"5"', () => `"${value}"`);
      readsAs(
        text,
        expected.map((each) => each.replace("calls=5", () => `calls=${value}`)),
      );
      assert.ok(parsePolicy(text).elements("rate-limit")[0]?.attributes[0]?.expression?.closed);
    });
  }

  for (const { tool, text: form } of valueForms) {
    test(`${tool}: ${form} in values, in text, between elements and around the root`, () => {
      readsAs(
        plain.replace('"5"', () => `"${form}"`),
        expected.map((each) => each.replace("calls=5", () => `calls=${form}`)),
      );
      readsAs(
        plain.replace(">1<", () => `>a ${form} b<`),
        expected,
      );
      readsAs(
        plain.replace("    <rate-limit", () => `    ${form}\n    <rate-limit`),
        expected,
      );
      if (form !== "{{name}}") readsAs(`${form}\n${plain}${form}\n`, expected);
    });

    test(`${tool}: ${form} in the place of attributes`, () => {
      if (form === "{{name}}") return;
      const document = parsePolicy(plain.replace(' calls="5"', () => ` ${form}`));
      assert.deepEqual(
        document.problems.map(({ code }) => code),
        [],
      );
      const names = document.elements("rate-limit")[0]?.attributes.map(({ name }) => name);
      assert.ok(names?.includes("renewal-period"));
    });
  }

  test("a text of several lines in another language's file", () => {
    readsAs(`resource "x" "y" {\n  xml_content = <<XML\n${plain}XML\n}\n`, expected);
  });

  test("one document is read twice only when it has problems and templates", () => {
    const document = parsePolicy(plain.replace("</inbound>", "</inbund>").replace('"5"', '"${calls}"'));
    assert.deepEqual(
      document.problems.map(({ code }) => code),
      ["unexpected-end-tag"],
    );
    assert.equal(document.templates.length, 1);
  });
});
