import type { Settings } from "../../domain/settings.ts";
import type { Kind } from "../kind.ts";

/** What can be decided of a custom domain. What the tenant did not say is left out. */
interface CustomDomainDraft {
  readonly domain: string;
  /** `auth0_managed_certs` or `self_managed_certs`. */
  readonly type: string;
  readonly verificationMethod?: string | undefined;
  readonly tlsPolicy?: string | undefined;
  readonly customClientIpHeader?: string | undefined;
  readonly relyingPartyIdentifier?: string | undefined;
  readonly domainMetadata?: Settings | undefined;
}

/** A host of one's own from which the login pages are served and tokens are issued. */
export interface CustomDomain extends CustomDomainDraft {
  readonly id: string;
  /** `ready` once it may be used. */
  readonly status: string;
}

/** Custom domains of a tenant. */
export const customDomain: Kind<CustomDomain, CustomDomainDraft> = {
  id: "auth0-custom-domain",
  cloud: "auth0",
  noun: "custom domain",
  plural: "Custom Domains",
  icon: "globe",
  document: "custom-domain",
  tree: { under: "tenant" },
  fields: {
    domain: { label: "Domain", fixed: true },
    type: { label: "Certificates", fixed: true },
    verificationMethod: { label: "Verification", name: "verification_method", fixed: true },
    tlsPolicy: { label: "TLS policy", name: "tls_policy" },
    customClientIpHeader: { label: "Header with the client's address", name: "custom_client_ip_header" },
    relyingPartyIdentifier: { label: "Relying party identifier", name: "relying_party_identifier" },
    domainMetadata: { label: "Domain metadata", name: "domain_metadata" },
  },
  identity: { by: "fields", fields: ["domain"], unique: true },
  titleOf: ({ domain }, { id }) => domain ?? id ?? "",
  lockedBecause: () =>
    "Certificates, DNS records and the issuer of tokens hang on a custom domain, so it is read only here. Change it in the Auth0 Dashboard > Branding > Custom Domains.",
  rights: { read: "read:custom_domains" },
};
