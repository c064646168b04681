import type { AttributeFacts } from "../../facts/model.ts";

/** What an attribute may begin with when it is added: its default, a value of its list or type, else nothing. */
export function firstValue({ name, type, values, default: usual }: AttributeFacts): string {
  if (usual !== undefined) return usual;
  if (values?.[0] !== undefined) return values[0];
  if (type === "boolean") return "false";
  return name.endsWith("-httpcode") ? "401" : "";
}
