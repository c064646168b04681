import type { ElementRule } from "./engine/rule.ts";

const replacements: Readonly<Record<string, string>> = {
  "issuer-signing-tokens": "issuer-signing-keys",
  "zumo-master-key": "key",
};

/** Older forms that the service's schema still knows and the reference does not. */
export const jwtCurrentElements: ElementRule = {
  id: "jwt-current-elements",
  severity: "info",
  doc: "validate-jwt uses the elements of its reference.",
  on: "element",
  reads: "name",
  names: Object.keys(replacements),
  check({ element, place }, context) {
    if (place.policy?.name !== "validate-jwt") return;
    const now = replacements[element.name] ?? "";
    context.report(
      element.nameSpan,
      `<${element.name}> is an older form that the reference no longer has: use <${now}>.`,
    );
  },
};
