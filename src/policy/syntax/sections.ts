import type { SectionName } from "./nodes.ts";

/** Whether `name` is the name of a policy section. */
export function isSectionName(name: string): name is SectionName {
  return name === "inbound" || name === "backend" || name === "outbound" || name === "on-error";
}
