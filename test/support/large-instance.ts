import { putResource } from "../../src/sandbox/azure/resources.ts";
import type { AzureState, Json, StoredResource } from "../../src/sandbox/azure/state.ts";

/** How large an instance is made. */
export interface Size {
  readonly apis: number;
  /** Of each API. */
  readonly operations: number;
  readonly products: number;
}

const policy = (content: string) => ({
  value: `<policies><inbound><base />${content}</inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`,
});

/** A check of tokens that differs from one API to another, as in instances that are in use. */
export const checkOf = (name: string) =>
  `<validate-jwt header-name="Authorization"><openid-config url="https://contoso.eu.auth0.com/.well-known/openid-configuration" /><audiences><audience>https://${name}.example</audience></audiences></validate-jwt>`;

/**
 * Puts APIs beside the sandbox's own, each with operations, a policy, and one for every third operation, and shares them among products
 * with policies. Gives the number of policies.
 */
export function growInstance(state: AzureState, { apis, operations, products }: Size): number {
  const own = Object.values(state.resources);
  const api = named(own, "service/apis", "basic-calculator");
  const operation = named(own, "service/apis/operations", "add-two-integers");
  const product = named(own, "service/products", "unlimited");
  const service = api.id.replace(/\/apis\/.*$/, "");
  let policies = 0;
  const add = (path: string, type: string, properties: { [name: string]: Json }) => {
    const id = `${service}/${path}`;
    state.lastVersion += 1;
    if (type.endsWith("policies")) policies += 1;
    putResource(state, {
      id,
      type: `Microsoft.ApiManagement/${type}`,
      name: id.slice(id.lastIndexOf("/") + 1),
      version: state.lastVersion,
      properties,
      secrets: {},
    });
  };
  for (let number = 0; number < products; number += 1) {
    const name = `products/product-${number}`;
    add(name, "service/products", { ...product.properties, displayName: `Product ${number}` });
    add(`${name}/policies/policy`, "service/products/policies", policy(""));
  }
  for (let number = 0; number < apis; number += 1) {
    const name = `api-${String(number).padStart(4, "0")}`;
    add(`apis/${name}`, "service/apis", { ...api.properties, displayName: `API ${number}`, path: name });
    add(`apis/${name}/policies/policy`, "service/apis/policies", policy(checkOf(name)));
    if (products > 0) add(`products/product-${number % products}/apis/${name}`, "service/products/apis", {});
    for (let count = 0; count < operations; count += 1) {
      const path = `apis/${name}/operations/operation-${count}`;
      add(path, "service/apis/operations", {
        ...operation.properties,
        displayName: `Operation ${count}`,
        urlTemplate: `/o${count}`,
        templateParameters: [],
      });
      if (count % 3 === 0)
        add(
          `${path}/policies/policy`,
          "service/apis/operations/policies",
          policy("<set-variable name='a' value='b' />"),
        );
    }
  }
  return policies;
}

function named(resources: readonly StoredResource[], type: string, name: string): StoredResource {
  const found = resources.find((one) => one.type === `Microsoft.ApiManagement/${type}` && one.name === name);
  if (!found) throw new Error(`The sandbox has no ${type} “${name}”.`);
  return found;
}
