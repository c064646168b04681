import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { applyEdits } from "../../../../src/core/edit.ts";
import {
  findTemplates,
  foldingRanges,
  format,
  hover,
  obstacleToFormat,
  outline,
  parsePolicy,
  semanticTokens,
} from "../../../../src/policy/index.ts";
import { readMarked } from "../../../support/marked-text.ts";
import { fixtures } from "../rules/support/cases.ts";
import { directiveForms, valueForms } from "../support/template-forms.ts";
import { randomFrom, withForms } from "../support/templated.ts";
import { inbound, jwt, labelsAt } from "./support/offers.ts";

const options = { indent: "  ", tabSize: 2 };
const formatted = (text: string) => applyEdits(text, format(parsePolicy(text), options));
const formsIn = (text: string) =>
  findTemplates(text).map(({ span: { start, end } }) => text.slice(start, end));

/** Each form and directive, to stand before what is looked at. */
const before = [
  ...valueForms.map(({ text }) => text),
  ...directiveForms.flatMap(({ ifA, otherwise, endIf, forEach, endFor }) => [
    ifA,
    `${ifA}${otherwise}`,
    `${ifA}${otherwise}${endIf}`,
    forEach,
    `${forEach}${endFor}`,
  ]),
];

suite("help beside what a deployment tool fills in", () => {
  test("elements are offered behind any form", () => {
    for (const form of before) {
      assert.ok(labelsAt(inbound(`${form}\n<‸`)).includes("validate-jwt"), form);
      assert.ok(labelsAt(inbound(`${form}<‸`)).includes("base"), form);
      assert.ok(labelsAt(jwt(`\n${form}\n<‸`)).includes("audiences"), form);
    }
  });

  test("attributes are offered beside a value of any form, and values behind it", () => {
    for (const { text: form } of valueForms) {
      assert.ok(labelsAt(inbound(`<rate-limit calls="${form}" ‸ />`)).includes("renewal-period"), form);
      const values = labelsAt(inbound(`<set-header name="${form}" exists-action="‸" />`));
      assert.ok(values.includes("override"), form);
    }
  });

  test("attributes are offered behind a form in the tag", () => {
    for (const form of before.filter((each) => each !== "{{name}}"))
      assert.ok(labelsAt(inbound(`<rate-limit ${form} ‸ />`)).includes("calls"), form);
  });

  test("members of an expression are offered behind any form in it", () => {
    for (const { text: form } of valueForms.filter(({ text }) => !text.includes('"'))) {
      const members = labelsAt(inbound(`<set-variable name="a" value="@("${form}" + context.‸)" />`));
      assert.ok(members.includes("Request"), form);
    }
  });

  test("hover tells what it does behind any form", () => {
    for (const form of before) {
      for (const marked of [
        inbound(`${form}<validate-‸jwt></validate-jwt>`),
        inbound(`<set-header name="a" exists-action="skip"><value>${form}</value></set-header><cor‸s />`),
      ]) {
        const { text, offset } = readMarked(marked);
        assert.match(hover(parsePolicy(text), offset)?.text ?? "", /learn\.microsoft\.com/, marked);
      }
    }
  });

  test("hover tells what an attribute is whose value is filled in", () => {
    for (const { text: form } of valueForms) {
      const { text, offset } = readMarked(inbound(`<validate-jwt clock-‸skew="${form}" />`));
      assert.match(hover(parsePolicy(text), offset)?.text ?? "", /Default: `0`/, form);
    }
  });
});

suite("the structure of a document with templates", () => {
  const folder = new URL("templated/", fixtures);
  const texts = readdirSync(folder).map(
    (name) => [name, readFileSync(new URL(name, folder), "utf8")] as const,
  );

  for (const [name, text] of texts) {
    test(`${name}: is outlined, folded and coloured as it is without`, () => {
      const document = parsePolicy(text);
      const sections = outline(document).flatMap(({ children }) => children.map((child) => child.name));
      assert.ok(sections.includes("inbound") && sections.includes("backend"), sections.join());
      const last = text.split("\n").length;
      const folds = foldingRanges(document);
      assert.ok(folds.length >= 2);
      assert.ok(folds.every(({ startLine, endLine }) => startLine < endLine && endLine < last));
      for (const { span } of semanticTokens(document)) assert.ok(0 <= span.start && span.end <= text.length);
    });
  }
});

suite("formatting leaves what a deployment tool fills in", () => {
  const tidy = `<policies>
  <inbound>
    <base />
    <rate-limit calls="5" renewal-period="60" />
    <set-header name="a" exists-action="override">
      <value>1</value>
    </set-header>
  </inbound>
</policies>
`;
  const untidy = tidy.replace(/^ {2,}/gm, (spaces) => spaces.slice(0, spaces.length / 2));

  /** The lines that forms stand on, as they are. */
  const linesOf = (text: string, form: string) => text.split("\n").filter((line) => line.includes(form));

  for (const { tool, text: form } of valueForms) {
    test(`${tool}: ${form} in values, byte for byte, and the rest is laid out`, () => {
      const text = withForms(parsePolicy(untidy), form, 0.6, randomFrom(7));
      const laidOut = withForms(parsePolicy(tidy), form, 0.6, randomFrom(7));
      assert.equal(formatted(text), laidOut);
      assert.equal(formatted(laidOut), laidOut);
    });

    test(`${tool}: ${form} between elements, on its line`, () => {
      const text = untidy.replace("  <rate-limit", () => `   ${form}\n  <rate-limit`);
      const after = formatted(text);
      assert.deepEqual(linesOf(after, form), linesOf(text, form));
      assert.equal(formatted(after), after);
    });
  }

  for (const { tool, ifA, otherwise, endIf } of directiveForms) {
    test(`${tool}: directives stay on their lines, in tags and in values`, () => {
      for (const text of [
        `${ifA}\n${untidy}${endIf}\n`,
        untidy
          .replace("  <rate-limit", () => ` ${ifA}\n  <rate-limit`)
          .replace(" </inbound>", () => `   ${endIf}\n </inbound>`),
        untidy.replace(' calls="5"', () => `\n      ${ifA}calls="5"${otherwise}\n calls="6"${endIf}\n   `),
        untidy.replace('"5"', () => `"${ifA}5${otherwise}6${endIf}"`),
        untidy.replace(">1<", () => `>\n  ${ifA}\n 1${endIf}<`),
      ]) {
        const after = formatted(text);
        assert.deepEqual(formsIn(after), formsIn(text), text);
        for (const form of [ifA, endIf])
          assert.deepEqual(
            linesOf(after, form).map((line) => line.trim()),
            linesOf(text, form).map((line) => line.trim()),
          );
        assert.equal(formatted(after), after);
        assert.equal(after.replace(/\s/g, ""), text.replace(/\s/g, ""));
      }
    });
  }

  test("a document is laid out within directives around its root, and elements beside directives within", () => {
    for (const { ifA, endIf } of directiveForms) {
      assert.equal(formatted(`${ifA}\n${untidy}${endIf}\n`), `${ifA}\n${tidy}${endIf}\n`);
      const beside = (text: string) =>
        text.replace(
          "<base />",
          () => `${ifA}\n    <choose><when condition="@(true)">\n<base /></when></choose>${endIf}`,
        );
      assert.match(
        formatted(beside(untidy)),
        /\n {6}<when condition="@\(true\)">\n {8}<base \/>\n {6}<\/when>\n {4}<\/choose>/,
      );
    }
  });

  test("text beside the root that is no form is told as what keeps a document from being laid out", () => {
    assert.match(obstacleToFormat(parsePolicy("${a}\nsome text\n<policies />"))?.message ?? "", /text/);
    assert.equal(obstacleToFormat(parsePolicy("${a}\n<policies />\n#{b}#\n")), undefined);
  });

  test("what looks like elements in a form is not put on lines of its own", () => {
    const text = inbound(
      '\n<cors><allowed-methods><method>${join("</method><method>", all)}</method></allowed-methods></cors>',
    );
    assert.ok(formatted(text).includes('<method>${join("</method><method>", all)}</method>'));
  });
});
