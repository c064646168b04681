import type { PolicyLevel } from "./apim.ts";

/** What a level without a policy of its own behaves like, and so what its document starts with. */
export function defaultPolicy(level: PolicyLevel): string {
  if (level.kind === "fragment") return ["<fragment>", "\t", "</fragment>"].join("\r\n");
  // The global level has no parent: its `base` would be refused, and it must forward the request itself.
  const section = (name: string, statement: string) =>
    statement ? `\t<${name}>\r\n\t\t${statement}\r\n\t</${name}>` : `\t<${name} />`;
  const base = level.kind === "global" ? "" : "<base />";
  return [
    "<policies>",
    section("inbound", base),
    section("backend", level.kind === "global" ? "<forward-request />" : base),
    section("outbound", base),
    section("on-error", base),
    "</policies>",
  ].join("\r\n");
}
