import { tokenDialects } from "../facts/auth0.ts";
import type { JwtRule } from "./engine/rule.ts";
import { audienceApis } from "./reading/connected.ts";
import { changeTo, setValue } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";

/** The claim that names the client depends on the dialect of the API. */
export const auth0ClientClaim: JwtRule = {
  id: "auth0-client-claim",
  severity: "warning",
  doc: "The client is required by the claim that the API's token dialect has.",
  on: "validate-jwt",
  reads: "content",
  check(jwt, context) {
    const claims = jwt.claims.filter(({ name }) => name?.text === "azp" || name?.text === "client_id");
    if (claims.length === 0) return;
    for (const { identifier, dialect } of audienceApis(jwt, context.options.live) ?? []) {
      const facts = dialect.known && tokenDialects.find((row) => row.dialect === dialect.value);
      if (!facts) continue;
      for (const { element, name } of claims) {
        const given = attribute(element, "name");
        if (!name || !given || name.text === facts.clientClaim) continue;
        context.report(name.span, `Tokens for "${identifier}" name the client in "${facts.clientClaim}".`, {
          fix: changeTo(facts.clientClaim, (to) => setValue(given, to)),
        });
      }
    }
  },
};
