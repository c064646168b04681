import type { ElementRule } from "./engine/rule.ts";
import { removeAttribute } from "./reading/edits.ts";
import { isOff } from "./reading/switch.ts";

const consequences: Readonly<Record<string, string>> = {
  "validate-revocation": "Certificates that were taken back are accepted.",
  "validate-trust": "Certificates of any authority are accepted, self-signed ones too.",
  "validate-not-before": "Certificates that are not valid yet are accepted.",
  "validate-not-after": "Expired certificates are accepted.",
};

/** Each check that is switched off opens a door. */
export const clientCertificateChecks: ElementRule = {
  id: "client-certificate-checks",
  severity: "info",
  doc: "validate-client-certificate leaves its checks switched on.",
  on: "element",
  reads: "attributes",
  names: ["validate-client-certificate"],
  check({ element }, context) {
    for (const attribute of element.attributes) {
      const consequence = consequences[attribute.name];
      if (!consequence || !isOff(attribute)) continue;
      context.report(attribute.span, consequence, {
        fix: { title: "Remove it", edits: removeAttribute(attribute, context.text), safe: false },
      });
    }
  },
};
