import { isFilledLater } from "../syntax/filled-later.ts";
import type { ElementNode } from "../syntax/nodes.ts";
import { attributeValue, elementValue } from "../syntax/value.ts";
import type { ElementRule, RuleContext } from "./engine/rule.ts";
import { attribute, childElements } from "./reading/elements.ts";

/** Whatever is behind the host, which the gateway may escape. */
const withHost = /^[a-z][a-z0-9+.-]*:\/\/[^/]/i;

/** A new request starts from nothing: without these it has nowhere to go. */
export const requestTarget: ElementRule = {
  id: "request-target",
  severity: "warning",
  doc: "A new request says where it goes and by which method.",
  on: "element",
  reads: "both",
  names: ["send-request", "send-one-way-request"],
  check({ element, place }, context) {
    if (place.kind !== "policy") return;
    checkAddress(element, context);
    const mode = attributeValue(attribute(element, "mode"));
    if (mode && (mode.text === "copy" || !mode.literal)) return;
    if (isFilledLater(element, context.text)) return;
    for (const name of ["set-url", "set-method"]) {
      if (childElements(element, name).length > 0) continue;
      context.report(element.nameSpan, `A new request needs <${name}>; only mode="copy" goes without.`);
    }
  },
};

/** A request of its own has no other that an address could be relative to. */
function checkAddress(request: ElementNode, context: RuleContext): void {
  for (const url of childElements(request, "set-url")) {
    const { text, literal, span } = elementValue(url, context.text);
    if (!literal || text === "" || withHost.test(text)) continue;
    context.report(span, `"${text}" is no absolute URL such as https://host/path.`);
  }
}
