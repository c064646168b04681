import { elementValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";
import { attribute, childElements } from "./reading/elements.ts";
import { isOn } from "./reading/switch.ts";

/** Browsers refuse credentials when any origin is allowed. */
export const corsCredentials: ElementRule = {
  id: "cors-credentials",
  severity: "warning",
  doc: "cors does not allow credentials together with every origin.",
  on: "element",
  reads: "both",
  names: ["cors"],
  check({ element }, context) {
    const credentials = attribute(element, "allow-credentials");
    if (!credentials || !isOn(credentials)) return;
    const origins = childElements(element, "allowed-origins").flatMap((list) =>
      childElements(list, "origin"),
    );
    const any = origins.find((origin) => elementValue(origin, context.text).text === "*");
    if (!any) return;
    context.report(
      credentials.span,
      'Credentials are not allowed together with the origin "*": name the origins.',
      {
        related: [{ span: any.span, message: "Every origin is allowed here." }],
      },
    );
  },
};
