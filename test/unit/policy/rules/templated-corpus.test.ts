import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type PolicyDocument, parsePolicy } from "../../../../src/policy/index.ts";
import { directiveForms, valueForms } from "../support/template-forms.ts";
import {
  newFindings,
  randomFrom,
  rulesByName,
  withElementsChanged,
  withForms,
} from "../support/templated.ts";
import { discoveryPolicy, keysPolicy } from "./support/damages.ts";

const folder = process.env["POLICY_CORPUS"] ?? "";
const files = folder && existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".xml")) : [];

/** Real policies where there are some, and two that are always at hand. */
const documents = new Map<string, PolicyDocument>([
  ["a policy with discovery", parsePolicy(discoveryPolicy)],
  ["a policy with keys", parsePolicy(keysPolicy)],
  ...files.map((name) => [name, parsePolicy(readFileSync(join(folder, name), "utf8"))] as const),
]);

suite("policies with three of ten values filled in by a deployment tool", () => {
  for (const { tool, text: form } of valueForms) {
    test(`of ${tool}, ${form}: nothing is found that was not there before`, function () {
      this.timeout(60_000);
      const random = randomFrom(form.length);
      const found: string[] = [];
      for (const [name, document] of documents) {
        const text = withForms(document, form, 0.3, random);
        found.push(...newFindings(document, text).map((finding) => `${name}: ${finding}`));
      }
      assert.deepEqual(found, []);
    });
  }
});

suite("policies with directives around their elements", () => {
  for (const { tool, ifA, otherwise, endIf, forEach, endFor } of directiveForms) {
    test(`of ${tool}: nothing is found that was not there before`, function () {
      this.timeout(60_000);
      const random = randomFrom(tool.length);
      const found: string[] = [];
      for (const [name, document] of documents) {
        for (const [begin, end] of [
          [ifA, endIf],
          [forEach, endFor],
        ]) {
          const text = withElementsChanged(document, 0.1, random, (element) => `${begin}\n${element}${end}`);
          found.push(...newFindings(document, text).map((finding) => `${name}: ${finding}`));
        }
      }
      assert.deepEqual(found, []);
    });

    test(`of ${tool}: the same element in both branches is one`, function () {
      this.timeout(60_000);
      const random = randomFrom(tool.length);
      const found: string[] = [];
      for (const [name, document] of documents) {
        const usual = rulesByName(document);
        const text = withElementsChanged(document, 0.05, random, (element) =>
          [ifA, element, otherwise, element, endIf].join("\n"),
        );
        const now = rulesByName(parsePolicy(text));
        found.push(...[...now].filter((each) => !usual.has(each)).map((each) => `${name}: ${each}`));
      }
      assert.deepEqual(found, []);
    });
  }
});
