import type { ElementNode } from "../syntax/nodes.ts";
import { attributeValue, elementValue, type Value } from "../syntax/value.ts";
import type { ElementRule, Fix, RuleContext } from "./engine/rule.ts";
import { attribute } from "./reading/elements.ts";
import { parseIp, rangeOfNetwork, rangeWithHyphen } from "./reading/ip-address.ts";
import { listIn, splitElement } from "./reading/list-in-element.ts";

/** The filter compares addresses; networks are given by their first and last address. */
export const ipFilterAddress: ElementRule = {
  id: "ip-filter-address",
  severity: "error",
  doc: "ip-filter lists single addresses, and ranges from a lower to a higher one.",
  on: "element",
  reads: "both",
  names: ["address", "address-range"],
  check({ element, place }, context) {
    if (place.policy?.name !== "ip-filter") return;
    if (element.name === "address") checkAddress(element, context);
    else checkRange(element, context);
  },
};

function checkAddress(element: ElementNode, context: RuleContext): void {
  const { text, literal, span } = elementValue(element, context.text);
  if (!literal || text === "" || parseIp(text)) return;
  const list = listIn(text, (value) => parseIp(value) !== undefined);
  if (list) {
    const message = "<address> holds one address: write one for each.";
    context.report(span, message, { fix: splitElement(element, list, context.text) });
    return;
  }
  const network = rangeOfNetwork(text);
  const range = network ?? rangeWithHyphen(text);
  const fix: Fix | undefined = range && {
    title: "Make it a range",
    edits: [{ span: element.span, newText: `<address-range from="${range[0]}" to="${range[1]}" />` }],
    // Behind another address than the network's first, the number of bits may be the slip.
    safe: !network || text.startsWith(`${network[0]}/`),
  };
  const hint = text.includes("/")
    ? " A network is written as <address-range>."
    : range
      ? " A range is written as <address-range>."
      : "";
  context.report(span, `"${text}" is not an IP address.${hint}`, { fix });
}

function checkRange(element: ElementNode, context: RuleContext): void {
  const from = attributeValue(attribute(element, "from"));
  const to = attributeValue(attribute(element, "to"));
  const first = readEnd(from, context);
  const last = readEnd(to, context);
  if (!first || !last || !to) return;
  if (first.version !== last.version) {
    context.report(to.span, "Both ends of a range must be IPv4, or both IPv6.");
  } else if (first.number > last.number && from) {
    context.report(to.span, "The range ends before it begins.", {
      fix: {
        title: "Swap the ends",
        edits: [
          { span: from.span, newText: to.text },
          { span: to.span, newText: from.text },
        ],
        // A digit may be wrong just as well, and another network would get in.
        safe: false,
      },
    });
  }
}

function readEnd(value: Value | undefined, context: RuleContext) {
  if (!value?.literal || value.text === "") return undefined;
  const address = parseIp(value.text);
  if (!address) context.report(value.span, `"${value.text}" is not an IP address.`);
  return address;
}
