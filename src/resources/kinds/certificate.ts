import type { Kind } from "../kind.ts";

/** A certificate that an instance shows backends, or that policies name. */
export interface Certificate {
  readonly subject: string;
  readonly thumbprint: string;
  /** ISO 8601. */
  readonly expirationDate: string;
  /** Address of the secret of a key vault that it comes from; `undefined` where it was uploaded. */
  readonly keyVault: string | undefined;
}

/** A certificate of an instance: listed here, and changed nowhere. */
export const certificate: Kind<Certificate> = {
  id: "azure-certificate",
  cloud: "azure",
  noun: "certificate",
  plural: "Certificates",
  icon: "verified-filled",
  tree: { under: "instance" },
  fields: {
    subject: { label: "Subject", fixed: true },
    thumbprint: { label: "Thumbprint", fixed: true },
    expirationDate: { label: "Expires", fixed: true },
    keyVault: { label: "Key vault", fixed: true },
  },
  identity: { by: "id" },
  titleOf: (_, { id }) => id ?? "",
  rights: { read: "Microsoft.ApiManagement/service/certificates/read" },
};
