import { randomCustomDomainId } from "../../identifiers.ts";
import { asText, type JsonObject } from "../../json.ts";
import type { CustomDomain } from "../../state.ts";
import type { Kind } from "../kind.ts";
import { shape } from "../payload.ts";
import { Problem } from "../problem.ts";
import type { Tenant } from "../router.ts";

const changeable = {
  object: "domain_metadata",
  "string?": "custom_client_ip_header relying_party_identifier",
} as const;

/** Custom domains. `verify` succeeds at once: there is no DNS to look at. */
export const customDomains: Kind<CustomDomain> = {
  path: "custom-domains",
  id: "custom_domain_id",
  createShape: shape(
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
  ),
  required: ["domain", "type"],
  patchShape: shape({ ...changeable, string: "tls_policy" }),
  list: "whole",
  readWhole: true,
  items: ({ customDomains }) => customDomains,
  prepare: createDomain,
  addSpecial(on, { state, context }, find) {
    on("GET", "/custom-domains/default", ["read:custom_domains"], () => {
      const primary = state.customDomains.find((domain) => domain.primary);
      return { status: 200, body: primary ?? { domain: new URL(context.origins.auth0).host } };
    });
    on("POST", "/custom-domains/:id/verify", ["create:custom_domains"], ({ param }) => {
      const found = find(param("id"));
      found.status = "ready";
      return { status: 201, body: found };
    });
  },
};

/** A new domain waits for a CNAME record that points at the tenant. */
function createDomain(body: JsonObject, { state, context }: Tenant): CustomDomain {
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
