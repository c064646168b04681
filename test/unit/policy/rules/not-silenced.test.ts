import assert from "node:assert/strict";
import { type LintOptions, lint, parsePolicy, rules } from "../../../../src/policy/index.ts";
import { directiveForms, valueForms } from "../support/template-forms.ts";
import { type Case, readCases, wantedIn } from "./support/cases.ts";

/** Where something can be put that the rule of a fixture does not read: before the first policy of a section or fragment. */
function placesIn(text: string): number[] {
  const document = parsePolicy(text);
  const containers = ["inbound", "outbound", "fragment"].flatMap((name) => document.elements(name));
  return containers
    .filter(({ selfClosing, endTagSpan }) => !selfClosing && endTagSpan)
    .map(({ contentSpan }) => contentSpan.start);
}

/** What stands for nothing but itself, with a mark that a form takes the place of. */
const neighbours: readonly (readonly [string, string])[] = [
  ["a value of another policy", '<set-variable name="other" value="MARK" />'],
  ["a name in another policy", '<set-header name="MARK" exists-action="delete" />'],
  [
    "the text of another policy",
    '<set-header name="a" exists-action="override"><value>MARK</value></set-header>',
  ],
  ["a part of a URL", '<set-backend-service base-url="https://MARK/api" />'],
  ["an expression", '<set-variable name="other" value="@(1 + MARK)" />'],
  ["a comment", "<!-- MARK -->"],
];

/** What breaks one element, each of one cause that is told at that element. */
const faults: readonly (readonly [string, string])[] = [
  ["a tag that lacks its >", '<set-variable name="other" value="1" /'],
  ["a value that lacks its quote", '<set-variable name="other" value="1 />'],
  ["typographic quotes", "<set-variable name=\u201cother\u201d value=\u201c1\u201d />"],
  ["a missing @(", '<set-variable name="other" value="context.Request.Url)" />'],
  ["a bracket that is not closed", '<set-variable name="other" value="@(1 + (2)" />'],
  ["an XML comment in an expression", '<set-variable name="other" value="@{ <!-- a --> return 1; }" />'],
  [
    "a start tag for an end tag",
    '<set-header name="a" exists-action="append">\n      <value>1</value>\n    <set-header>',
  ],
  ["double escaping", '<set-variable name="other" value="@(&amp;quot;a&amp;quot;)" />'],
  ["an invisible character", '<set-variable name="other" value="\u200b@(1)" />'],
];

/** Whether the rule itself is the one that tells of `fault`: what it says of another may join it. */
const tells = (rule: string, fault: string) =>
  lint(parsePolicy(`<policies><inbound>\n${fault}\n</inbound></policies>`)).some(
    (found) => found.rule === rule,
  );

const neighbourLine = (neighbour: string) => `\n    ${neighbour}\n    `;

const kept = ({ text, options }: Case, place: number, inserted: string) =>
  found(`${text.slice(0, place)}${inserted}${text.slice(place)}`, options, place, inserted.length);

/** The findings in `text` without those in what was put in, which is a part of it that begins at `place`. */
function found(text: string, options: LintOptions, place: number, length: number): string[] {
  return lint(parsePolicy(text), options)
    .filter(({ span }) => span.start < place || span.start >= place + length)
    .map(({ rule, span, message }) => {
      const { start } = span;
      return `${start < place ? start : start - length} ${rule}: ${message}`;
    })
    .sort();
}

/** Where another tool has braces of its own, nobody knows whose a name between braces is. */
const isAsked = (rule: string, form: string) =>
  rule !== "named-value-exists" || !/^(\{%|\{\{(?!name))/.test(form);

suite("what is unknown silences nothing but what hangs on it", () => {
  for (const rule of rules) {
    const cases = readCases(`${rule.id}.xml`).filter(({ text }) => wantedIn(text).length > 0);

    test(`${rule.id}: is found beside a value that is filled in`, () => {
      for (const example of cases) {
        for (const place of placesIn(example.text).slice(0, 2)) {
          for (const [title, neighbour] of neighbours) {
            const usual = kept(example, place, neighbour.replace("MARK", "name"));
            for (const { text: form } of valueForms) {
              if (!isAsked(rule.id, form)) continue;
              const filled = kept(
                example,
                place,
                neighbour.replace("MARK", () => form),
              );
              assert.deepEqual(filled, usual, `${title}: ${form}`);
            }
          }
        }
      }
    });

    test(`${rule.id}: is found beside a policy that may be left out or repeated`, () => {
      const neighbour = '<set-variable name="other" value="1" />';
      for (const example of cases) {
        for (const place of placesIn(example.text).slice(0, 2)) {
          const usual = kept(example, place, neighbour);
          for (const { ifA, otherwise, endIf, forEach, endFor } of directiveForms) {
            if (!isAsked(rule.id, ifA)) continue;
            const alternatives = `${ifA}${neighbour}${otherwise}${neighbour}${endIf}`;
            assert.deepEqual(kept(example, place, alternatives), usual, alternatives);
            const repeated = `\n${forEach}\n${neighbour}\n${endFor}\n`;
            assert.deepEqual(kept(example, place, repeated), usual, repeated);
          }
        }
      }
    });

    test(`${rule.id}: is found beside an element that is broken`, () => {
      for (const example of cases) {
        for (const place of placesIn(example.text).slice(0, 2)) {
          const own = (inserted: string) =>
            kept(example, place, inserted).filter((found) => found.includes(` ${rule.id}: `));
          const usual = own(neighbourLine('<set-variable name="other" value="1" />'));
          for (const [title, fault] of faults) {
            if (!tells(rule.id, fault)) assert.deepEqual(own(neighbourLine(fault)), usual, title);
          }
        }
      }
    });
  }
});
