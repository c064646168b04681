import { isAuth0Host } from "../../core/tenant-hosts.ts";
import { auth0Issuer } from "../facts/auth0.ts";
import { parseUrl } from "../jwt/url.ts";
import type { JwtRule } from "./engine/rule.ts";
import { changeTo, setContent } from "./reading/edits.ts";

/** An Auth0 issuer is `https://`, the domain and a slash, and nothing else. */
export const auth0IssuerForm: JwtRule = {
  id: "auth0-issuer-form",
  severity: "warning",
  doc: "The issuer of an Auth0 tenant is https:// and its domain.",
  on: "validate-jwt",
  reads: "content",
  check({ issuers }, context) {
    for (const issuer of issuers) {
      const { element, value } = issuer;
      if (!value.literal) continue;
      const bare = /^[\w.-]+\/?$/.test(value.text);
      const url = bare ? parseUrl(`https://${value.text}`) : issuer.url;
      if (!url || !isAuth0Host(url.host, context.options.live?.tenants)) continue;
      const right = auth0Issuer(url.host);
      // The comparison is exact; a slash that lacks is reported by auth0-issuer-slash.
      if (value.text === right || `${value.text}/` === right) continue;
      context.report(value.span, `Auth0 issues tokens as "${right}", not as "${value.text}".`, {
        fix: changeTo(right, (to) => setContent(element, to), true),
      });
    }
  },
};
