import type { NewElement } from "../../policy/index.ts";

/** Whose tokens get in, and how they are checked. */
export interface TokenCheck {
  readonly kind: "token";
  /** The policy element that checks them. */
  readonly check: NewElement;
  /** Whom the person trusts with it: `contoso.eu.auth0.com`. */
  readonly issuedBy: string;
}

/** A certificate that callers present. At least one of the texts is given. */
export interface CallerIdentity {
  readonly thumbprint?: string;
  readonly subject?: string;
  /** Name of the certificate of its issuer in the instance. */
  readonly issuerCertificateId?: string;
}

/** One way to protect an API, towards its callers or towards its backend. */
export type Protection =
  | TokenCheck
  | { readonly kind: "client-certificate"; readonly identities: readonly CallerIdentity[] }
  /** Each an address, a range with a hyphen, or an IPv4 network. */
  | { readonly kind: "caller-addresses"; readonly addresses: readonly string[] }
  | { readonly kind: "subscription-key" }
  | {
      readonly kind: "managed-identity";
      /** Application id URI of the backend. */
      readonly resource: string;
      /** Of a user-assigned identity; the instance's own when left out. */
      readonly clientId?: string;
    }
  | { readonly kind: "backend-certificate"; readonly certificateId: string }
  | {
      readonly kind: "backend-password";
      readonly username: string;
      /** Goes into a secret named value, and into no policy. */
      readonly password: string;
    }
  /** A connection of the credential manager, whose token the backend gets. */
  | { readonly kind: "connection"; readonly providerId: string; readonly connectionId: string };

/** What of an API a protection is about. */
type Side = "caller" | "backend";

/** Which side a protection stands on. */
export function sideOf({ kind }: Protection): Side {
  switch (kind) {
    case "token":
    case "client-certificate":
    case "caller-addresses":
    case "subscription-key":
      return "caller";
    case "managed-identity":
    case "backend-certificate":
    case "backend-password":
    case "connection":
      return "backend";
  }
}
