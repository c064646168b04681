import { X509Certificate } from "node:crypto";
import { serviceType } from "../../azure/gateway-view.ts";
import { listResources } from "../../azure/resources.ts";
import type { Json } from "../../azure/state.ts";
import { validationError } from "../errors.ts";
import type { Kind } from "../kind.ts";
import { refuseWhileUsed } from "./used-by-policies.ts";

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
    type: { type: "choice", values: ["Single", "Pool"], default: "Single" },
    pool: { type: "json" },
    properties: { type: "json" },
  },
  prepare({ properties }) {
    if (properties["type"] !== "Pool" || membersOf(properties["pool"]) > 0) return;
    throw validationError({ target: "pool", message: "A pool must have at least one service." });
  },
  beforeDelete({ id, name }, arm) {
    const names = new RegExp(`backend-id\\s*=\\s*["']${name}["']`, "i");
    refuseWhileUsed(arm, { id }, "backend", (text) => names.test(text));
    const inPool = listResources(arm.state, `${serviceType}/backends`).find(({ properties }) =>
      JSON.stringify(properties["pool"] ?? null)
        .toLowerCase()
        .includes(`${id}"`.toLowerCase()),
    );
    if (!inPool) return;
    throw validationError({ target: "backend", message: `It is in the pool ${inPool.name}.` });
  },
};

function membersOf(pool: Json | undefined): number {
  if (typeof pool !== "object" || pool === null || !("services" in pool)) return 0;
  return Array.isArray(pool.services) ? pool.services.length : 0;
}

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
