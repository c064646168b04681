import { type ApimTag, apimTag } from "../../../src/resources/kinds/tag.ts";
import type { KindExample } from "./kind-example.ts";

export const tagExample: KindExample<ApimTag> = {
  kind: apimTag,
  ids: ["shop", "partners", "old"],
  drafts: async () => [{ displayName: "Shop" }, { displayName: "Partners" }, { displayName: "Old" }],
  changes: { displayName: "Shops" },
  path: /\/tags/,
};
