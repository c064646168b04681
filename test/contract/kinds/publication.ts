import { publication } from "../../../src/resources/kinds/publication.ts";
import type { KindExample } from "./kind-example.ts";

export const publicationExample: KindExample<{ readonly description: string }> = {
  kind: publication,
  ids: ["20260101120000000", "20260101120000001", "20260102000000000"],
  drafts: async () => [
    { description: "Auth0 was linked" },
    { description: "Auth0 was linked" },
    { description: "Überall: <b>& more</b>" },
  ],
  changes: {},
  path: /\/portalRevisions/,
};
