import {
  type VersionSet,
  type VersionSetDraft,
  versionSet,
} from "../../../src/resources/kinds/version-set.ts";
import type { KindExample } from "./kind-example.ts";

export const versionSetExample: KindExample<VersionSet, VersionSetDraft> = {
  kind: versionSet,
  ids: ["orders", "invoices", "weather"],
  drafts: async () => [
    {
      displayName: "Orders",
      description: "For shops",
      versioningScheme: "Header",
      versionHeaderName: "Api-Version",
      versionQueryName: "v",
    },
    { displayName: "Invoices", versioningScheme: "Segment" },
    { displayName: "Weather", versioningScheme: "Query", versionQueryName: "api-version" },
  ],
  changes: {
    displayName: "Orders of today",
    description: "For all shops",
    versioningScheme: "Query",
    versionHeaderName: "Version",
    versionQueryName: "version",
  },
  path: /\/apiVersionSets/,
};
