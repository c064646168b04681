import type { ElementRule } from "./engine/rule.ts";
import { removeAttribute } from "./reading/edits.ts";
import { attribute, childElements } from "./reading/elements.ts";

/** A check that lets everything pass looks like protection and is none. */
export const clientCertificateRejects: ElementRule = {
  id: "client-certificate-rejects",
  severity: "warning",
  doc: "validate-client-certificate refuses certificates that fail, and trusts somebody in particular.",
  on: "element",
  names: ["validate-client-certificate"],
  check({ element }, context) {
    const ignore = attribute(element, "ignore-error");
    if (ignore && /^\s*(true|1)\s*$/i.test(ignore.value)) {
      context.report(ignore.span, "Requests go on although their certificate failed the check.", {
        fix: { title: "Remove ignore-error", edits: removeAttribute(ignore, context.text), safe: false },
      });
    }
    const trust = attribute(element, "validate-trust");
    const anybody = trust && /^\s*(false|0)\s*$/i.test(trust.value);
    if (anybody && childElements(element, "identities").length === 0) {
      context.report(
        element.nameSpan,
        "Without trust and without identities anybody's certificate passes: name <identities>.",
      );
    }
  },
};
