import type { ElementRule } from "./engine/rule.ts";
import { attribute } from "./reading/elements.ts";

/** An identity says what the certificate must be like. */
export const clientCertificateIdentity: ElementRule = {
  id: "client-certificate-identity",
  severity: "error",
  doc: "An identity names something of the certificate, and its issuer in one way.",
  on: "element",
  reads: "attributes",
  names: ["identity"],
  check({ element, place }, context) {
    if (place.policy?.name !== "validate-client-certificate") return;
    if (element.attributes.length === 0) {
      context.report(element.nameSpan, "This identity names nothing of the certificate.");
      return;
    }
    const byId = attribute(element, "issuer-certificate-id");
    const others = element.attributes.filter(
      ({ name }) => name === "issuer-subject" || name === "issuer-thumbprint",
    );
    for (const other of byId ? others : []) {
      context.report(other.nameSpan, `"${other.name}" cannot stand beside "issuer-certificate-id".`);
    }
  },
};
