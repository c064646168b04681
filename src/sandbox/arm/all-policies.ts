import type { Answer, Arm } from "./arm.ts";
import { provider } from "./arm.ts";
import { paginate } from "./paging.ts";

/** `GET allPolicies`: the ids of all policies of an instance, whatever they are of. */
export function listAllPolicies(arm: Arm, serviceId: string, url: URL): Answer {
  const prefix = `${serviceId}/`.toLowerCase();
  const ids = Object.values(arm.state.resources)
    .map(({ id }) => id)
    .filter((id) => id.toLowerCase().startsWith(prefix) && /\/policies\/policy$/i.test(id));
  const page = paginate(ids, url, arm.context.origins.resourceManager);
  const value = page.items.map((referencePolicyId) => {
    const name = Buffer.from(referencePolicyId).toString("base64url").slice(-16);
    return {
      id: `${serviceId}/allPolicies/${name}`,
      type: `${provider}/service/allPolicies`,
      name,
      properties: { referencePolicyId, complianceState: "Compliant" },
    };
  });
  return { status: 200, body: { value, nextLink: page.nextLink } };
}
