import {
  type EffectiveNode,
  type EffectivePolicy,
  EffectivePolicy as Policy,
  type PolicyText,
  parsePolicy,
  type RenderedPolicy,
  type RenderWords,
  renderEffectivePolicy,
  type SectionName,
} from "../../../../src/policy/index.ts";
import { document } from "./merging.ts";

/** Words that are easy to find. */
export const words: RenderWords = {
  head: ["head"],
  from: (origin, offset, includedIn) => {
    const { file, line } = origin.placeOf(offset);
    return `from ${file}:${line}${includedIn ? ` in ${includedIn.source.file}` : ""}`;
  },
  unknown: ({ why }) => `unknown: ${why}`,
  again: ({ source }) => `again ${source.file}`,
};

/** The rendering without the white space in front of its lines. */
export function lines({ text }: RenderedPolicy): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What is rendered of the inbound section, line by line. */
export function inboundLines(policy: EffectivePolicy): readonly string[] {
  const all = lines(renderEffectivePolicy(policy, words));
  return all.slice(all.indexOf("<inbound>") + 1, all.indexOf("</inbound>"));
}

/** Each element that runs, and what cannot be known, in order. */
export function* everyNode(nodes: readonly EffectiveNode[]): Generator<EffectiveNode> {
  for (const node of nodes) {
    if (node.kind !== "part") yield node;
    if (node.kind !== "unknown") yield* everyNode(node.kind === "part" ? node.nodes : node.children);
  }
}

/** What is wrong with where the parts of a rendering are said to come from; empty for an exact one. */
export function misplaced({ text, pieces, marks }: RenderedPolicy): readonly string[] {
  const wrong = pieces.filter(
    ({ target, origin, start }) =>
      text.slice(target.start, target.end) !== origin.text.slice(start, start + target.end - target.start),
  );
  const outOfOrder = pieces.filter(
    ({ target }, index) => target.start < (pieces[index - 1]?.target.end ?? 0),
  );
  const elsewhere = marks.filter(({ target }) => text.slice(target.end, target.end + 4) !== " -->");
  return [...wrong, ...outOfOrder, ...elsewhere].map((each) => JSON.stringify(each.target));
}

/** Elements that run and are not there letter for letter, where the rendering says that they are. */
export function lost(policy: EffectivePolicy, rendered: RenderedPolicy): readonly string[] {
  const sections: readonly SectionName[] = ["inbound", "backend", "outbound", "on-error"];
  return sections.flatMap((section) =>
    [...everyNode(policy.section(section))].flatMap((node) => {
      if (node.kind !== "element") return [];
      const { element, origin } = node;
      const holds = /<base[\s/>]|<include-fragment[\s/>]/.test(sliceOf(origin, element.span));
      const span = holds ? element.startTagSpan : element.span;
      const target = rendered.targetOf(origin, span);
      const found = target && rendered.text.slice(target.start, target.end);
      return found === sliceOf(origin, span) ? [] : [sliceOf(origin, span)];
    }),
  );
}

function sliceOf({ text }: PolicyText, { start, end }: { start: number; end: number }): string {
  return text.slice(start, end);
}

/** The rendering as a document of its own. */
export function renderedAgain(rendered: RenderedPolicy): EffectivePolicy {
  return new Policy([document("api", rendered.text)], () => undefined);
}

/** Whether a rendering can be read as a policy. */
export function isReadable({ text }: RenderedPolicy): boolean {
  return parsePolicy(text).problems.length === 0;
}
