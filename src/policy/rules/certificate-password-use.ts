import type { ElementRule } from "./engine/rule.ts";
import { removeAttribute } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";

/** The password opens the certificate in `body`; a stored certificate is open already. */
export const certificatePasswordUse: ElementRule = {
  id: "certificate-password-use",
  severity: "info",
  doc: "A password stands beside a certificate given as body.",
  on: "element",
  reads: "attributes",
  names: ["authentication-certificate"],
  check({ element }, context) {
    const password = attribute(element, "password");
    if (!password || attribute(element, "body")) return;
    context.report(password.span, 'The password has no effect without "body".', {
      fix: { title: "Remove the password", edits: removeAttribute(password, context.text), safe: false },
    });
  },
};
