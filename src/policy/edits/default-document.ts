import type { SectionName } from "../syntax/index.ts";
import { indent } from "./jwt-block.ts";
import type { Layout } from "./layout.ts";

const sectionOrder: readonly SectionName[] = ["inbound", "backend", "outbound", "on-error"];

/** A policy document that inherits everything, with `inbound` behind the inherited inbound policies. */
export function policiesLines(inbound: readonly string[], layout: Layout): readonly string[] {
  const sections = sectionOrder.flatMap((name) =>
    sectionLines(name, name === "inbound" ? inbound : [], layout),
  );
  return ["<policies>", ...indent(layout, sections), "</policies>"];
}

/** A section that inherits its policies, with `lines` behind them. */
export function sectionLines(name: SectionName, lines: readonly string[], layout: Layout): readonly string[] {
  return [`<${name}>`, ...indent(layout, ["<base />", ...lines]), `</${name}>`];
}
