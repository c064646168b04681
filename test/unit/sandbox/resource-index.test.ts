import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import { dropResource } from "../../../src/sandbox/azure/resource-index.ts";
import { listResources, putResource, removeResource, typeAt } from "../../../src/sandbox/azure/resources.ts";
import type { AzureState } from "../../../src/sandbox/azure/state.ts";

const service = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/One";
const ids = [
  service,
  `${service}/apis/a`,
  `${service}/apis/A2`,
  `${service}/apis/a/operations/x`,
  `${service}/apis/A2/operations/x`,
  `${service}/apis/a/operations/x/policies/policy`,
  `${service}/products/p/apis/a`,
  `${service}/workspaces/w/apis/a`,
  `${service}/workspaces/w/apis/a/operations/x`,
];
const places = [...ids, "/subscriptions/s", "", service.toUpperCase()];
const types = [...new Set(ids.map(typeAt))];

const state = (): AzureState => ({
  tenantId: "",
  subscriptionId: "",
  principals: [],
  signingKey: {},
  lastVersion: 0,
  resources: {},
  pollsPerOperation: 0,
  running: {},
});

/** What a look at each resource finds. */
function looked({ resources }: AzureState, type: string, parent: string): readonly string[] {
  const prefix = parent === "" ? "" : `${parent.toLowerCase()}/`;
  const found = Object.entries(resources).filter(
    ([key, resource]) => resource.type.toLowerCase() === type.toLowerCase() && key.startsWith(prefix),
  );
  return found.map(([, { id }]) => id);
}

suite("lists of the sandbox's Azure", () => {
  test("hold what a look at each resource finds, in its order, whatever was put and taken away before", () => {
    const anyStep = fc.record({
      how: fc.constantFrom("put", "put", "put", "remove", "drop"),
      id: fc.constantFrom(...ids),
    });
    const steps = fc.array(anyStep, { maxLength: 25 });
    const property = fc.property(steps, (all) => {
      const azure = state();
      for (const { how, id } of all) {
        const own = { id, type: typeAt(id), name: "", version: 1, properties: {}, secrets: {} };
        if (how === "put") putResource(azure, own);
        else if (how === "remove") removeResource(azure, id);
        else dropResource(azure, id.toLowerCase());
        const [type = ""] = types.slice(all.length % types.length);
        for (const parent of places)
          assert.deepEqual(
            listResources(azure, type, parent).map((one) => one.id),
            looked(azure, type, parent),
          );
      }
      for (const type of types)
        for (const parent of places)
          assert.deepEqual(
            listResources(structuredClone(azure), type, parent).map((one) => one.id),
            looked(azure, type, parent),
          );
    });
    fc.assert(property, { numRuns: 200, seed: 7 });
  });
});
