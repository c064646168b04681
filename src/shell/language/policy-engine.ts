import type { TextDocument } from "vscode";
import { once } from "../../core/once.ts";
import type { PolicyDocument } from "../../policy/index.ts";

/** The policy language, in a chunk of its own that is loaded when the first policy is looked at. */
type PolicyEngine = typeof import("../../policy/index.ts");

/** A version of a document, parsed. */
export interface ParsedPolicy {
  readonly engine: PolicyEngine;
  readonly policy: PolicyDocument;
  readonly version: number;
}

/** Loads the policy language once and parses each version of a document once, however many features ask for it. */
export class PolicyParser {
  private readonly engine = once<PolicyEngine>(() => import("../../policy/index.ts"));
  private readonly parsed = new WeakMap<TextDocument, ParsedPolicy>();

  async parse(document: TextDocument): Promise<ParsedPolicy> {
    const engine = await this.engine();
    const known = this.parsed.get(document);
    if (known?.version === document.version) return known;
    const result = { engine, policy: engine.parsePolicy(document.getText()), version: document.version };
    this.parsed.set(document, result);
    return result;
  }
}
