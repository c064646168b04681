import type { JWK } from "jose";

/** What one discovery document led to. */
export type DiscoveredKeys =
  | {
      readonly kind: "keys";
      /** `issuer` of the document: allowed besides those of the policy. */
      readonly issuer: string | undefined;
      readonly keys: readonly JWK[];
    }
  | {
      /** The document or its key set could not be fetched. */
      readonly kind: "unavailable";
      readonly problem: string;
    };

/** The keys a gateway would have at hand for one `validate-jwt` element. What is missing is unknown. */
export interface KeySets {
  /** By the `url` of the `openid-config` element. */
  readonly discovery: ReadonlyMap<string, DiscoveredKeys>;
  /** Public keys of certificates stored in the instance, by `certificate-id`. */
  readonly certificates: ReadonlyMap<string, JWK>;
}

/** No keys but those the policy itself holds. */
export const noKeySets: KeySets = { discovery: new Map(), certificates: new Map() };
