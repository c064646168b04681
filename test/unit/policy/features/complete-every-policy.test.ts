import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import type { ElementFacts, Scope, Section } from "../../../../src/policy/facts/model.ts";
import { policy, policyNames, scopes, sections } from "../../../../src/policy/facts/policies.ts";
import { type Finding, format, lint, parsePolicy } from "../../../../src/policy/index.ts";
import { readMarked } from "../../../support/marked-text.ts";
import { labelsAt, offerAt } from "./support/offers.ts";
import { accepted, everyAcceptance } from "./support/snippet-reader.ts";

/** A whole document with `content` in `section`; the others only inherit. */
function documentWith(section: Section, content: string): string {
  const others = sections.map((name) => {
    const inherits = name === section && name === "backend" && content !== "‸" ? "" : "<base />";
    return `<${name}>${inherits}${name === section ? content : ""}</${name}>`;
  });
  return `<policies>${others.join("")}</policies>`;
}

function errorsOf(text: string): readonly string[] {
  const document = parsePolicy(text);
  const findings = lint(document).filter(({ severity }: Finding) => severity === "error");
  return [...document.problems, ...findings].map(({ message }) => message);
}

/** Fills an empty stop with what the attribute or element before it is made for. */
function typeAfter(before: string): string {
  const name = /\s([\w-]+)="$/.exec(before)?.[1];
  if (name === undefined)
    return before.endsWith("<address>") ? "10.0.0.1" : before.endsWith(">") ? "text" : "";
  const owner = /<([\w-]+)[^<]*$/.exec(before)?.[1] ?? "";
  const facts = elementsOf(policyNames.flatMap((each) => policy(each) ?? []))
    .find((each) => each.name === owner && each.attributes.has(name))
    ?.attributes.get(name);
  return values[facts?.type ?? "string"]?.(facts?.min ?? 1) ?? "some-name";
}

const values: Readonly<Record<string, (least: number) => string>> = {
  integer: (least) => String(Math.max(1, least)),
  number: (least) => String(Math.max(0.5, least)),
  url: () => "https://example.com/path",
  boolean: () => "true",
};

function elementsOf(elements: readonly ElementFacts[]): readonly ElementFacts[] {
  return elements.flatMap((each) => [each, ...elementsOf([...each.children.values()])]);
}

/** The documents after accepting `name` in `section` and choosing each choice, empty stops filled by {@link typeAfter}. */
function written(name: string, section: Section): readonly string[] {
  const marked = documentWith(section, "<‸");
  const { span, insertText } = offerAt(marked, name);
  const texts = [accepted(insertText, typeAfter), ...everyAcceptance(insertText, typeAfter)];
  return texts.map((newText) => applyEdits(readMarked(marked).text, [{ span, newText }]));
}

suite("completion of every policy", () => {
  for (const name of policyNames) {
    const facts = policy(name);
    const allowed = sections.filter((section) => facts?.sections?.has(section) && !facts.resolver);
    const [home] = allowed;

    test(`${name} is offered in ${allowed.join(", ") || "no section"}`, () => {
      const offered = sections.filter((section) => labelsAt(documentWith(section, "<‸")).includes(name));
      assert.deepEqual(offered, allowed);
    });

    if (home === undefined) continue;

    test(`${name} is offered at its scopes`, () => {
      const at = (scope: Scope) => labelsAt(documentWith(home, "<‸"), { scope }).includes(name);
      assert.deepEqual(
        scopes.filter(at),
        scopes.filter((scope) => facts?.scopes?.has(scope) ?? true),
      );
    });

    test(`${name}: what is inserted is a policy without errors, whatever is chosen`, () => {
      for (const text of written(name, home)) {
        assert.equal(parsePolicy(text).elements(name).length, 1, text);
        assert.deepEqual(errorsOf(text), [], text);
      }
    });

    test(`${name}: what is inserted is laid out as formatting lays it out`, () => {
      const { insertText } = offerAt(documentWith(home, "<‸"), name);
      const text = accepted(insertText, (before) => (/\n\t*$/.test(before) ? "<!-- -->" : "x"));
      assert.deepEqual(format(parsePolicy(text), { indent: "\t", tabSize: 4 }), [], text);
    });

    test(`${name}: its name alone is inserted where the rest is there`, () => {
      const { insertText, isSnippet } = offerAt(documentWith(home, "<x‸ id='x' />"), name);
      assert.deepEqual([insertText, isSnippet], [name, false]);
    });
  }
});
