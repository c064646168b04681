import { randomCustomDomainId } from "../identifiers.ts";
import { asText, type JsonObject } from "../json.ts";
import type { CustomDomain } from "../state.ts";
import { pageOf, selectFields } from "./paging.ts";
import { checkPayload, shape } from "./payload.ts";
import { Problem } from "./problem.ts";
import { objectBody, type Router, type Tenant } from "./router.ts";

const changeable = {
  object: "domain_metadata",
  "string?": "custom_client_ip_header relying_party_identifier",
} as const;
const patchShape = shape({ ...changeable, string: "tls_policy" });
const createShape = shape(
  { ...changeable, string: "tls_policy domain type verification_method" },
  {
    domain: {
      minimum: 3,
      maximum: 255,
      pattern:
        /^([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/,
    },
    type: { oneOf: ["auth0_managed_certs", "self_managed_certs"] },
  },
);

/** The operations on custom domains. `verify` succeeds at once: there is no DNS to look at. */
export function addCustomDomains(on: Router, tenant: Tenant): void {
  const { state, context } = tenant;
  on("GET", "/custom-domains", ["read:custom_domains"], ({ query }) => {
    if (query.has("take") || query.has("from")) {
      return pageOf(state.customDomains, query, { name: "custom_domains", id: "custom_domain_id" });
    }
    return { status: 200, body: state.customDomains.map((domain) => selectFields(domain, query)) };
  });
  on("POST", "/custom-domains", ["create:custom_domains"], (request) => {
    const created = createDomain(objectBody(request), tenant);
    state.customDomains.push(created);
    return { status: 201, body: created };
  });
  on("GET", "/custom-domains/default", ["read:custom_domains"], () => {
    const primary = state.customDomains.find((domain) => domain.primary);
    return { status: 200, body: primary ?? { domain: new URL(context.origins.auth0).host } };
  });
  on("GET", "/custom-domains/:id", ["read:custom_domains"], ({ param }) => {
    return { status: 200, body: findDomain(tenant, param("id")) };
  });
  on("PATCH", "/custom-domains/:id", ["update:custom_domains"], (request) => {
    const found = findDomain(tenant, request.param("id"));
    const body = objectBody(request);
    checkPayload(body, patchShape);
    Object.assign(found, body);
    return { status: 200, body: found };
  });
  on("DELETE", "/custom-domains/:id", ["delete:custom_domains"], ({ param }) => {
    state.customDomains = state.customDomains.filter(
      ({ custom_domain_id }) => custom_domain_id !== param("id"),
    );
    return { status: 204 };
  });
  on("POST", "/custom-domains/:id/verify", ["create:custom_domains"], ({ param }) => {
    const found = findDomain(tenant, param("id"));
    found.status = "ready";
    return { status: 201, body: found };
  });
}

function findDomain({ state }: Tenant, id: string): CustomDomain {
  const found = state.customDomains.find((domain) => domain.custom_domain_id === id);
  if (!found) throw new Problem(404, "The custom domain does not exist", "inexistent_custom_domain");
  return found;
}

/** A new domain waits for a CNAME record that points at the tenant. */
function createDomain(body: JsonObject, { state, context }: Tenant): CustomDomain {
  checkPayload(body, createShape, ["domain", "type"]);
  const domain = asText(body["domain"]) ?? "";
  if (state.customDomains.some((other) => other.domain === domain)) {
    throw new Problem(409, "The custom domain already exists", "conflict");
  }
  const record = new URL(context.origins.auth0).hostname;
  return {
    custom_domain_id: randomCustomDomainId(),
    domain,
    primary: state.customDomains.length === 0,
    status: "pending_verification",
    type: body["type"] === "self_managed_certs" ? "self_managed_certs" : "auth0_managed_certs",
    tls_policy: asText(body["tls_policy"]) ?? "recommended",
    verification: { methods: [{ name: "cname", record, domain }], status: "pending" },
  };
}
