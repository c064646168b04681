import assert from "node:assert/strict";
import { applyEdits } from "../../../../../src/core/edit.ts";
import { known, unknown } from "../../../../../src/core/known.ts";
import type { LiveApi, LiveFacts } from "../../../../../src/policy/facts/live-facts.ts";
import {
  type Completion,
  type CompletionOptions,
  complete,
} from "../../../../../src/policy/features/complete/index.ts";
import { parsePolicy } from "../../../../../src/policy/syntax/index.ts";
import { readMarked } from "../../../../support/marked-text.ts";
import { accepted, acceptedWithCursor } from "./snippet-reader.ts";

/** What is offered at the cursor of `marked`. */
export function offersAt(marked: string, options: CompletionOptions = {}): readonly Completion[] {
  const { text, offset } = readMarked(marked);
  return complete(parsePolicy(text), offset, options);
}

/** The labels offered at the cursor of `marked`, in the order an editor shows them. */
export function labelsAt(marked: string, options?: CompletionOptions): readonly string[] {
  return [...offersAt(marked, options)]
    .sort((a, b) => compare(a.sortText ?? a.label, b.sortText ?? b.label) || compare(a.label, b.label))
    .map(({ label }) => label);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The offer with `label` at the cursor of `marked`. */
export function offerAt(marked: string, label: string, options?: CompletionOptions): Completion {
  const found = offersAt(marked, options).find((candidate) => candidate.label === label);
  assert.ok(found, `${label} is not offered; there are ${labelsAt(marked, options).join(", ")}`);
  return found;
}

/** The whole text after accepting `label`, tab stops filled with what they offer first. */
export function textAfter(marked: string, label: string, options?: CompletionOptions): string {
  const { span, insertText, isSnippet } = offerAt(marked, label, options);
  const newText = isSnippet ? accepted(insertText) : insertText;
  return applyEdits(readMarked(marked).text, [{ span, newText }]);
}

/** The same with `‸` where the cursor stands after accepting. */
export function cursorAfter(marked: string, label: string, options?: CompletionOptions): string {
  const { span, insertText, isSnippet } = offerAt(marked, label, options);
  const newText = isSnippet ? acceptedWithCursor(insertText) : `${insertText}‸`;
  return applyEdits(readMarked(marked).text, [{ span, newText }]);
}

/** Facts of connected clouds of which nothing is known but `facts`. */
export function liveWith(facts: Partial<LiveFacts>): LiveFacts {
  return {
    tenants: unknown,
    namedValues: unknown,
    fragments: unknown,
    backends: unknown,
    certificates: unknown,
    ...facts,
  };
}

/** Facts of one tenant with APIs of these identifiers and scopes. */
export function tenantWith(domain: string, apis: Readonly<Record<string, readonly string[]>>): LiveFacts {
  const list = Object.entries(apis).map(([identifier, scopes]) => apiOf(identifier, scopes));
  return liveWith({
    tenants: known([{ domain, customDomains: unknown, clientIds: unknown, apis: known(list) }]),
  });
}

function apiOf(identifier: string, scopes: readonly string[]): LiveApi {
  return {
    identifier,
    name: `Name of ${identifier}`,
    signingAlgorithm: unknown,
    scopes: known(scopes),
    dialect: unknown,
    permissionsInToken: unknown,
  };
}

/** A document with `content` in its inbound section. */
export function inbound(content: string): string {
  return `<policies><inbound>${content}</inbound></policies>`;
}

/** A document with `content` in a `validate-jwt`. */
export function jwt(content: string): string {
  return inbound(`<base /><validate-jwt header-name="Authorization">${content}</validate-jwt>`);
}
