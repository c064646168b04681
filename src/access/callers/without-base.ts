import { childElements, type PolicySource, parsePolicy } from "../../policy/index.ts";

/** Whether the inbound section of a policy leaves out what stands around it. */
export function cutsOff({ text }: PolicySource): boolean {
  if (text === undefined) return false;
  const { root, document } = rootOf(text);
  const inbound = root && childElements(root, "inbound")[0];
  if (!inbound) return false;
  return !document.elements("base").some(({ span }) => isWithin(span, inbound.span));
}

function rootOf(text: string) {
  const document = parsePolicy(text);
  return { document, root: document.root };
}

function isWithin(inner: { start: number; end: number }, outer: { start: number; end: number }): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
