import { didYouMean, nearest } from "../../core/nearest.ts";
import type { JwtRule } from "./engine/rule.ts";
import { apisBehind } from "./reading/connected.ts";
import { changeTo, setContent } from "./reading/edits.ts";

/** Auth0 refuses to issue a token for an audience that is no API of the tenant. */
export const auth0KnownAudience: JwtRule = {
  id: "auth0-known-audience",
  severity: "warning",
  doc: "An audience is the identifier of an API of the connected tenant.",
  on: "validate-jwt",
  reads: "content",
  check(jwt, context) {
    const apis = apisBehind(jwt, context.options.live);
    if (!apis) return;
    const identifiers = new Set(apis.map(({ identifier }) => identifier));
    for (const { element, value } of jwt.audiences) {
      if (!value.literal || value.text === "" || identifiers.has(value.text)) continue;
      const near = nearest(value.text, identifiers);
      const fix = changeTo(near, (to) => setContent(element, to));
      context.report(value.span, `The tenant has no API "${value.text}".${didYouMean(near)}`, { fix });
    }
  },
};
