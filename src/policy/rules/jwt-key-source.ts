import { auth0DiscoveryUrl } from "../facts/auth0.ts";
import type { JwtPolicy } from "../jwt/read.ts";
import type { Fix, JwtRule } from "./engine/rule.ts";
import { isOff } from "./reading/switch.ts";

/** Without keys no signature can be verified. */
export const jwtKeySource: JwtRule = {
  id: "jwt-key-source",
  severity: "warning",
  doc: "validate-jwt has an openid-config or signing keys.",
  on: "validate-jwt",
  reads: "both",
  check(jwt, context) {
    const { element, openIdConfigCount, hasKeys, attributes } = jwt;
    if (openIdConfigCount > 0 || hasKeys) return;
    if (isOff(attributes.get("require-signed-tokens")) || jwt.mayHoldMore("issuer-signing-keys")) return;
    context.report(
      element.nameSpan,
      "validate-jwt has neither openid-config nor issuer-signing-keys, so every signed token is refused.",
      { fix: fixFor(jwt, context.text) },
    );
  },
};

/** The discovery document of an Auth0 tenant that is named as issuer. */
function fixFor({ element, auth0Hosts: [host] }: JwtPolicy, text: string): Fix | undefined {
  if (!host || element.selfClosing) return undefined;
  const { start } = element.contentSpan;
  const space = /^\s*/.exec(text.slice(start, start + 200))?.[0] ?? "";
  const newText = `${space}<openid-config url="${auth0DiscoveryUrl(host)}" />`;
  const edits = [{ span: { start, end: start }, newText }];
  return { title: `Take the keys of ${host}`, edits, safe: false };
}
