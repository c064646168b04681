import { didYouMean, nearest } from "../../core/nearest.ts";
import type { LiveApi } from "../facts/live-facts.ts";
import type { ClaimReading } from "../jwt/read.ts";
import type { JwtRule, RuleContext } from "./engine/rule.ts";
import { audienceApis } from "./reading/connected.ts";
import { changeTo, setContent } from "./reading/edits.ts";

/** Scopes of OpenID Connect, which any API's token may carry. */
const openIdScopes = ["openid", "profile", "email", "offline_access", "address", "phone"];

/** A scope that the API does not define is in no token for it. */
export const auth0KnownScope: JwtRule = {
  id: "auth0-known-scope",
  severity: "warning",
  doc: "Scopes and permissions that are required are defined by the API behind the audience.",
  on: "validate-jwt",
  reads: "content",
  check(jwt, context) {
    const apis = audienceApis(jwt, context.options.live);
    const scopes = apis && definedScopes(apis);
    if (!scopes) return;
    for (const claim of jwt.claims) {
      const name = claim.name?.text;
      if (name === "scope" || name === "permissions") checkClaim(claim, scopes, context);
    }
  },
};

function definedScopes(apis: readonly LiveApi[]): Set<string> | undefined {
  const lists = apis.map(({ scopes }) => (scopes.known ? scopes.value : undefined));
  return lists.includes(undefined) ? undefined : new Set(lists.flatMap((list) => list ?? []));
}

function checkClaim(claim: ClaimReading, scopes: ReadonlySet<string>, context: RuleContext): void {
  const isScope = claim.name?.text === "scope";
  for (const { element, value } of claim.values) {
    const { text, literal } = value;
    if (!literal || text === "" || text.includes(" ") || scopes.has(text)) continue;
    if (isScope && openIdScopes.includes(text)) continue;
    const near = nearest(text, scopes);
    const what = isScope ? "scope" : "permission";
    const fix = changeTo(near, (to) => setContent(element, to));
    context.report(
      value.span,
      `The API behind the audience defines no ${what} "${text}".${didYouMean(near)}`,
      { fix },
    );
  }
}
