import { findResource, spaceOf } from "../../azure/resources.ts";
import { validationError } from "../errors.ts";
import { asText } from "../json.ts";
import type { Kind } from "../kind.ts";
import { apiReleases } from "./api-releases.ts";
import { apiVersionSets } from "./api-version-sets.ts";
import { apis } from "./apis.ts";
import { namedValues } from "./named-values.ts";
import { operations, schemas } from "./operations.ts";
import { policies, policyFragments, workspacePolicies } from "./policies.ts";
import { products } from "./products.ts";
import { subscriptions } from "./subscriptions.ts";

/** `workspaces`: what a team has for itself within an instance. */
const workspaces: Kind = {
  chain: "workspaces",
  label: "Workspace",
  writes: ["PUT", "PATCH", "DELETE"],
  filterable: ["displayName", "description"],
  fields: {
    displayName: { type: "text", required: true, min: 1 },
    description: { type: "text", default: null },
  },
};

/** `workspaces/products/apiLinks`: the APIs of a product, each under a name of its own. */
const apiLinks: Kind = {
  chain: "workspaces/products/apiLinks",
  label: "ProductApiLink",
  writes: ["PUT", "DELETE"],
  unconditional: true,
  filterable: ["apiId"],
  fields: { apiId: { type: "text", required: true, min: 1 } },
  prepare({ arm, id, properties }) {
    const given = asText(properties["apiId"]) ?? "";
    const api = findResource(arm.state, `${spaceOf(id)}/apis/${given.split("/").at(-1) ?? ""}`);
    if (!api) throw validationError({ target: "apiId", message: "API not found." });
    properties["apiId"] = api.id;
  },
};

/** What a workspace has as an instance has it. */
const alike: readonly Kind[] = [
  // the contract polls no deletion of an API there
  { ...apis, longRunning: ["PUT"] },
  apiReleases,
  apiVersionSets,
  operations,
  schemas,
  ...policies.filter(({ chain }) => chain !== "policies"),
  policyFragments,
  products,
  namedValues,
  subscriptions,
];

/** Workspaces, and the kinds of entities in them. */
export const ofWorkspaces: readonly Kind[] = [
  workspaces,
  workspacePolicies,
  apiLinks,
  ...alike.map((kind) => ({ ...kind, chain: `workspaces/${kind.chain}` })),
];
