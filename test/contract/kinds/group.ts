import { type ApimGroup, type ApimGroupDraft, apimGroup } from "../../../src/resources/kinds/group.ts";
import type { KindExample } from "./kind-example.ts";

const externalId = "aad://contoso.onmicrosoft.com/groups/8a5b1c2d-0e3f-4a6b-9c7d-1e2f3a4b5c6d";

export const groupExample: KindExample<ApimGroup, ApimGroupDraft> = {
  kind: apimGroup,
  ids: ["partners", "staff", "testers"],
  drafts: async () => [
    { displayName: "Partners", description: "Who sells for us", type: "custom" },
    { displayName: "Staff", type: "external", externalId },
    { displayName: "Testers" },
  ],
  changes: { displayName: "Partners and friends", description: "Who sells with us" },
  path: /\/groups/,
};
