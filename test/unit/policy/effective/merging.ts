import {
  type EffectiveNode,
  EffectivePolicy,
  type NamedValue,
  type PolicyLevelName,
  PolicyText,
  type SectionName,
} from "../../../../src/policy/index.ts";

/** Named values by display name; `null` is a secret. */
export type Values = Readonly<Record<string, string | null>>;

/** Finds among `values`. */
export function finder(values: Values): (name: string) => NamedValue | undefined {
  return (name) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return undefined;
    return value === null ? { kind: "secret" } : { kind: "text", text: value };
  };
}

/** A document of a level; its file is named after the level. */
export function document(level: PolicyLevelName, text: string | undefined, values: Values = {}): PolicyText {
  return new PolicyText({ level, file: `${level}.xml`, text }, finder(values));
}

/** Levels by name, each with the content of its inbound section, merged in the order given. */
export function inbound(
  levels: Partial<Record<PolicyLevelName, string>>,
  fragments: Readonly<Record<string, string>> = {},
  values: Values = {},
): readonly EffectiveNode[] {
  const documents = Object.entries(levels).map(([level, content]) =>
    document(level as PolicyLevelName, `<policies><inbound>${content}</inbound></policies>`, values),
  );
  return merge(documents, fragments, values).section("inbound");
}

/** The effective policy of `documents`, with fragments by id. */
export function merge(
  documents: readonly PolicyText[],
  fragments: Readonly<Record<string, string>> = {},
  values: Values = {},
): EffectivePolicy {
  const byId = new Map(
    Object.entries(fragments).map(([id, text]) => [id, document("fragment", text, values)] as const),
  );
  return new EffectivePolicy(documents, (id) => byId.get(id));
}

/** What runs, in order: `level:name`, with what is within an element in brackets behind it, and `?` for what is unknown. */
export function outline(nodes: readonly EffectiveNode[]): string {
  return nodes.map(outlineOf).filter(Boolean).join(" ");
}

function outlineOf(node: EffectiveNode): string {
  if (node.kind === "part") return outline(node.nodes);
  if (node.kind === "unknown") return `${node.origin.source.level}:?`;
  const within = outline(node.children);
  return `${node.origin.source.level}:${node.name}${within && `[${within}]`}`;
}

/** The reasons why parts are unknown. */
export function reasons(nodes: readonly EffectiveNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "unknown") return [node.why];
    return reasons(node.kind === "part" ? node.nodes : node.children);
  });
}

/** A document with all four sections. */
export function whole(sections: Partial<Record<SectionName, string>>): string {
  const body = Object.entries(sections).map(([name, content]) => `<${name}>${content}</${name}>`);
  return `<policies>${body.join("")}</policies>`;
}
