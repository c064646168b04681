import { insertScopeCheck } from "../../../policy/index.ts";
import type { SecureApiChoices } from "../choices.ts";
import type { WantedCheck } from "./placed-check.ts";
import type { PolicyDrafts } from "./policy-drafts.ts";
import { tokenElement } from "./token-element.ts";

/** What a caller is told whose token is good, but not for this. */
const message = "Forbidden: the access token lacks a scope that this operation needs.";

/**
 * Drafts, for each operation that asks for scopes, a check of its own that refuses tokens without them with 403, behind what
 * refuses calls without a good token with 401. `besideOthers`: others get in by checks of their own, and are asked for none.
 *
 * @returns what stays as it is, one sentence each.
 */
export function planOperationScopes(
  { snapshot, audience }: WantedCheck,
  drafts: PolicyDrafts,
  wanted: SecureApiChoices["policy"]["operationScopes"],
  besideOthers = false,
): readonly string[] {
  const { instance, apiId } = snapshot.api;
  const { url: discovery, issuer } = snapshot.discovery;
  return wanted.flatMap(({ operationId, scopes }) => {
    if (scopes.length === 0) return [];
    const level = { kind: "operation", instance, apiId, operationId } as const;
    const check = tokenElement({ discovery, issuer, audience }, { scopes, status: 403, message });
    const edits = insertScopeCheck(
      drafts.documentOf(level),
      check,
      scopes,
      besideOthers ? issuer : undefined,
    );
    const element = `a check of ${scopes.join(" and ")}`;
    if (drafts.edit(level, edits, { verb: "Insert", element })) return [];
    const name = drafts.nameOf(level);
    return [`${name.charAt(0).toUpperCase()}${name.slice(1)} asks for ${scopes.join(" and ")} already.`];
  });
}
