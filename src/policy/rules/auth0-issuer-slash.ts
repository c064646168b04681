import { isAuth0Host } from "../../core/tenant-hosts.ts";
import type { JwtRule } from "./engine/rule.ts";
import { setContent } from "./reading/edits.ts";

/** `iss` of Auth0's tokens ends with a slash, and the comparison is exact. */
export const auth0IssuerSlash: JwtRule = {
  id: "auth0-issuer-slash",
  severity: "warning",
  doc: "The issuer of an Auth0 tenant ends with a slash.",
  on: "validate-jwt",
  reads: "content",
  check(jwt, context) {
    const { issuers } = jwt;
    let written: Set<string> | undefined;
    let mayBeMore: boolean | undefined;
    for (const { element, value, url } of issuers) {
      // What is wrong in another way, too, is not mended by a slash.
      if (url?.scheme !== "https" || url.path !== "" || url.query !== "") continue;
      if (!isAuth0Host(url.host, context.options.live?.tenants)) continue;
      // Naming both forms is a way to be on the safe side; the other one may be among what is filled in.
      written ??= new Set(issuers.map((issuer) => issuer.value.text));
      if (written.has(`${value.text}/`)) continue;
      mayBeMore ??= jwt.mayHoldMore("issuers");
      if (mayBeMore) return;
      const edits = setContent(element, `${value.text}/`);
      context.report(
        value.span,
        `Auth0 issues tokens as "${value.text}/": the slash at the end is missing.`,
        {
          fix: { title: "Add the slash", edits, safe: true },
        },
      );
    }
  },
};
