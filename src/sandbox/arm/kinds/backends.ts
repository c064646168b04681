import { X509Certificate } from "node:crypto";
import { validationError } from "../errors.ts";
import type { Kind } from "../kind.ts";

/** `backends`: named addresses that policies send calls to. */
export const backends: Kind = {
  chain: "backends",
  label: "Backend",
  writes: ["PUT", "PATCH", "DELETE"],
  filterable: ["title", "url"],
  fields: {
    title: { type: "text", min: 1, max: 300 },
    description: { type: "text", min: 1, max: 2000 },
    resourceId: { type: "text", min: 1, max: 2000 },
    url: { type: "text", required: true, min: 1, max: 2000 },
    protocol: { type: "choice", required: true, values: ["http", "soap"] },
    credentials: { type: "json" },
    proxy: { type: "json" },
    tls: { type: "json" },
    circuitBreaker: { type: "json" },
    type: { type: "choice", values: ["Single", "Pool"] },
  },
};

/** `certificates`: public ones, as PEM or DER in base64; the sandbox opens no PFX. */
export const certificates: Kind = {
  chain: "certificates",
  label: "Certificate",
  writes: ["PUT", "DELETE"],
  filterable: ["subject", "thumbprint", "expirationDate"],
  fields: { data: { type: "text", required: true, min: 1, secret: true } },
  prepare({ properties, secrets }) {
    const certificate = readCertificate(secrets["data"] ?? "");
    properties["subject"] = certificate.subject.replaceAll("\n", ", ");
    properties["thumbprint"] = certificate.fingerprint.replaceAll(":", "");
    properties["expirationDate"] = new Date(certificate.validTo).toISOString();
  },
};

function readCertificate(data: string): X509Certificate {
  try {
    return new X509Certificate(data.includes("-----") ? data : Buffer.from(data, "base64"));
  } catch {
    throw validationError({ target: "data", message: "The certificate could not be read." });
  }
}
