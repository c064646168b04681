import {
  type ApimInstance,
  apimInstance,
  type InstanceSettings,
} from "../../../src/resources/kinds/instance.ts";
import type { KindExample } from "./kind-example.ts";

const publisher = { publisherName: "Contoso", publisherEmail: "admin@contoso.example" };

export const instanceExample: KindExample<ApimInstance, InstanceSettings> = {
  kind: apimInstance,
  ids: ["contoso-dev", "contoso-open", "contoso-live"],
  drafts: async () => [
    { location: "westeurope", sku: { name: "Developer", capacity: 1 }, ...publisher },
    { location: "westeurope", sku: { name: "Consumption", capacity: 0 }, ...publisher },
    { location: "westeurope", sku: { name: "StandardV2", capacity: 1 }, ...publisher },
  ],
  changes: {},
  path: /\/Microsoft\.ApiManagement\/service(?:\/contoso-(?:dev|open|live))?\?/,
};
