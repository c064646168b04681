import { isFilledLater } from "../syntax/filled-later.ts";
import type { ElementRule } from "./engine/rule.ts";
import { removeAttribute } from "./reading/edits.ts";
import { attribute, childElements } from "./reading/elements.ts";
import { isOff, isOn } from "./reading/switch.ts";

/** A check that lets everything pass looks like protection and is none. */
export const clientCertificateRejects: ElementRule = {
  id: "client-certificate-rejects",
  severity: "warning",
  doc: "validate-client-certificate refuses certificates that fail, and trusts somebody in particular.",
  on: "element",
  reads: "attributes",
  names: ["validate-client-certificate"],
  check({ element }, context) {
    const ignore = attribute(element, "ignore-error");
    if (ignore && isOn(ignore)) {
      context.report(ignore.span, "Requests go on although their certificate failed the check.", {
        fix: { title: "Remove ignore-error", edits: removeAttribute(ignore, context.text), safe: false },
      });
    }
    const trust = attribute(element, "validate-trust");
    const anybody = isOff(trust);
    if (
      anybody &&
      childElements(element, "identities").length === 0 &&
      !isFilledLater(element, context.text)
    ) {
      context.report(
        element.nameSpan,
        "Without trust and without identities anybody's certificate passes: name <identities>.",
      );
    }
  },
};
