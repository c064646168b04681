import assert from "node:assert/strict";
import { applyEdits, type TextEdit } from "../../src/core/edit.ts";
import { Failure } from "../../src/core/failure.ts";
import { encloses, type Span } from "../../src/core/span.ts";
import * as policy from "../../src/policy/index.ts";

const jwtOptions: policy.ValidateJwtOptions = {
  discoveryUrl: "https://acme.eu.auth0.com/.well-known/openid-configuration",
  audience: "https://orders.example.com",
  issuer: "https://acme.eu.auth0.com/",
  requiredScopes: ["read:orders"],
};

/** Asserts what must hold of every text, however broken: see the functions below. */
export function checkPolicyText(text: string, offsets: readonly number[]): void {
  const document = policy.parsePolicy(text);
  checkTree(document);
  checkEdits(document);
  checkWholeDocument(document);
  for (const offset of offsets) checkOffset(document, Math.min(offset, text.length));
}

function isWithin({ text }: policy.PolicyDocument, span: Span | undefined): void {
  if (span)
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, JSON.stringify(span));
}

/** Spans lie in the text, children in their parents and one after the other, and every node is where it says. */
export function checkTree(document: policy.PolicyDocument): void {
  const { text } = document;
  for (const { span, message } of document.problems) {
    isWithin(document, span);
    assert.ok(message.length > 0);
  }
  checkChildren(document, document.children, { start: 0, end: text.length });
  let seen = 0;
  for (const element of document.elements()) {
    seen += 1;
    checkElement(document, element);
  }
  let found = 0;
  const pending = [...document.children];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind !== "element") continue;
    found += 1;
    for (const child of node.children) {
      assert.equal(child.parent, node);
      pending.push(child);
    }
  }
  assert.equal(found, seen, "every element of the list hangs in the tree, once");
}

function checkChildren(
  document: policy.PolicyDocument,
  children: readonly policy.ChildNode[],
  outer: Span,
): void {
  let position = outer.start;
  for (const { span } of children) {
    isWithin(document, span);
    assert.ok(
      position <= span.start && span.end <= outer.end,
      `${JSON.stringify(span)} in ${JSON.stringify(outer)}`,
    );
    assert.ok(span.start < span.end);
    position = span.end;
  }
}

function checkElement(document: policy.PolicyDocument, element: policy.ElementNode): void {
  const { span, nameSpan, startTagSpan, contentSpan, endTagSpan, endNameSpan } = element;
  assert.equal(document.text.slice(nameSpan.start, nameSpan.end), element.name);
  assert.equal(document.text[span.start], "<");
  assert.ok(encloses(span, startTagSpan) && encloses(startTagSpan, nameSpan));
  assert.ok(encloses(span, contentSpan) && startTagSpan.end <= contentSpan.start);
  if (endTagSpan && endNameSpan) {
    assert.ok(encloses(span, endTagSpan) && encloses(endTagSpan, endNameSpan));
    assert.equal(contentSpan.end, endTagSpan.start);
    assert.ok(document.text.startsWith("</", endTagSpan.start));
  }
  checkChildren(document, element.children, contentSpan);
  let position = nameSpan.end;
  for (const attribute of element.attributes) {
    assert.ok(position <= attribute.span.start && attribute.span.end <= startTagSpan.end);
    position = attribute.span.end;
    checkAttribute(document, attribute);
  }
}

function checkAttribute(document: policy.PolicyDocument, attribute: policy.AttributeNode): void {
  const { span, nameSpan, valueSpan, expression } = attribute;
  assert.ok(encloses(span, nameSpan) && attribute.name.length > 0);
  if (valueSpan) {
    assert.ok(encloses(span, valueSpan));
    assert.equal(document.text.slice(valueSpan.start, valueSpan.end), attribute.value);
  }
  if (expression) {
    assert.ok(valueSpan && encloses(valueSpan, expression.span));
    assert.ok(encloses(expression.span, expression.codeSpan));
  }
}

/** Every edit can be applied; an insertion leaves a document that has it and keeps all that was there. */
function checkEdits(document: policy.PolicyDocument): void {
  const options = { indent: "  ", tabSize: 2 };
  const formatted = applyEdits(document.text, policy.format(document, options));
  assert.equal(formatted.replace(/\s/g, ""), document.text.replace(/\s/g, ""));
  const again = policy.parsePolicy(formatted);
  assert.equal(applyEdits(formatted, policy.format(again, options)), formatted);
  checkInsertion(document);
  applyEdits(document.text, policy.fixAll(document).edits);
}

function checkInsertion(document: policy.PolicyDocument): void {
  const edits = orRefusal(() => policy.insertValidateJwt(document, jwtOptions));
  if (!edits) return;
  const inserted = applyEdits(document.text, edits);
  const after = policy.parsePolicy(inserted);
  assert.ok(policy.readJwtLinks(after).some(({ audiences }) => audiences.includes(jwtOptions.audience)));
  const before = document.problems.filter(({ code }) => code !== "no-root");
  assert.equal(after.problems.length, before.length);
  assert.deepEqual(policy.insertValidateJwt(after, jwtOptions), []);
  for (const { span } of edits) assert.match(document.text.slice(span.start, span.end), /^(\s*\/>|\w*)$/);
  applyEdits(inserted, policy.removeValidateJwt(after, jwtOptions));
}

function orRefusal(edits: () => readonly TextEdit[]): readonly TextEdit[] | undefined {
  try {
    return edits();
  } catch (error) {
    assert.ok(error instanceof Failure, String(error));
    assert.equal(error.code, "invalid-input");
    return undefined;
  }
}

/** What looks at the document as a whole ends, and points into it. */
function checkWholeDocument(document: policy.PolicyDocument): void {
  for (const { span } of policy.lint(document)) isWithin(document, span);
  for (const { span } of policy.documentLinks(document)) isWithin(document, span);
  for (const { span } of policy.fragmentReferences(document)) isWithin(document, span);
  for (const { span } of policy.namedValues(document)) isWithin(document, span);
  for (const { startLine, endLine } of policy.foldingRanges(document)) {
    assert.ok(0 <= startLine && startLine < endLine && endLine < document.lines.count);
  }
  let position = 0;
  for (const { span } of policy.semanticTokens(document)) {
    assert.ok(position <= span.start && span.start < span.end && span.end <= document.text.length);
    position = span.end;
  }
  policy.outline(document);
  assert.equal(policy.maskExpressions(document).length, document.text.length);
}

/** What looks at a place answers, and about that place. */
function checkOffset(document: policy.PolicyDocument, offset: number): void {
  const { lines } = document;
  const { line, column } = lines.positionAt(offset);
  assert.ok(lines.startOf(line) + column === offset);
  const context = policy.contextAt(document, offset);
  if ("replace" in context) isWithin(document, context.replace);
  for (const { span } of policy.complete(document, offset)) isWithin(document, span);
  isWithin(document, policy.hover(document, offset)?.span);
  isWithin(document, policy.matchingTag(document, offset));
  for (const span of policy.linkedEditing(document, offset) ?? []) isWithin(document, span);
  let inner: Span | undefined;
  for (const step of policy.selectionRanges(document, offset)) {
    isWithin(document, step);
    assert.ok(step.start <= offset && offset <= step.end && (!inner || encloses(step, inner)));
    inner = step;
  }
  const range = { start: offset, end: Math.min(document.text.length, offset + 20) };
  applyEdits(document.text, policy.format(document, { indent: "\t", tabSize: 4 }, range));
}
