import type { TextDocument } from "vscode";
import type { LiveFacts } from "../../policy/index.ts";
import { schemes } from "../ids.ts";
import { levelOf } from "../policy-uri.ts";

/** Scopes a policy can be attached to, as the policy language names them. */
type KnownScope = "global" | "workspace" | "product" | "api" | "operation";

/** What the editor knows about a document besides its text. */
interface PolicyContext {
  /** Known for policies that were opened from an instance; a fragment may be included at any scope. */
  readonly scope?: KnownScope;
  /** What the service takes as the document; known for what was opened from an instance. */
  readonly kind?: "policies" | "fragment";
  /** What is known of the connected clouds right now; nobody waits for more. */
  readonly live?: LiveFacts;
}

/** Where the facts of the connected clouds come from. */
export interface LiveFactsSource {
  /** What is known now for a document; asks for more in the background. */
  current(document: TextDocument): LiveFacts | undefined;
}

/** Scope, kind and live facts of `document`. */
export function contextOf(document: TextDocument, facts: LiveFactsSource): PolicyContext {
  const live = facts.current(document);
  return { ...placeOf(document), ...(live && { live }) };
}

function placeOf({ uri }: TextDocument): Pick<PolicyContext, "scope" | "kind"> {
  if (uri.scheme !== schemes.policy) return {};
  const { kind } = levelOf(uri);
  return kind === "fragment" ? { kind } : { scope: kind, kind: "policies" };
}
