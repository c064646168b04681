import { elementValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";

/** Elements whose text is compared with something of the request. */
const compared = [
  "audience",
  "issuer",
  "application-id",
  "origin",
  "method",
  "header",
  "address",
  "set-url",
  "set-method",
  "value",
];

/** What is put into a message may be empty. */
const mayBeEmpty = new Set(["set-header/value", "set-query-parameter/value", "invoke-request/value"]);

/** An empty text is compared too, and nothing equals it. */
export const textNotEmpty: ElementRule = {
  id: "text-not-empty",
  severity: "warning",
  doc: "An element that holds a value holds one.",
  on: "element",
  reads: "content",
  names: compared,
  applies: ({ facts, path }) => facts?.content === "text" && !mayBeEmpty.has(path),
  check({ element }, context) {
    // White space alone makes no such child.
    if (element.children.some(({ kind }) => kind === "text" || kind === "expression")) return;
    if (elementValue(element, context.text).text !== "") return;
    context.report(element.nameSpan, `<${element.name}> is empty.`);
  },
};
