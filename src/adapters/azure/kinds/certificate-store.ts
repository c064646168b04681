import type { CertificateContract } from "@azure/arm-apimanagement";
import { Failure } from "../../../core/failure.ts";
import type { Store } from "../../../resources/kind.ts";
import { type Certificate, certificate } from "../../../resources/kinds/certificate.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

/** Certificates through Azure's own SDK, which are only read. */
export function certificateStore(on: InstanceCalls): Store<Certificate> {
  return new AzureStore(on, certificate, {
    list: (client, place, options) => client.certificate.listByService(...place, options),
    read: (client, ids, options) => client.certificate.get(...ids, options),
    create: readOnly,
    update: readOnly,
    delete: readOnly,
    to: (_, answer) => toCertificate(answer),
  });
}

function toCertificate(answer: CertificateContract): Certificate {
  const { subject = "", thumbprint = "", expirationDate, keyVault } = answer;
  return {
    subject,
    thumbprint,
    expirationDate: expirationDate?.toISOString() ?? "",
    keyVault: keyVault?.secretIdentifier,
  };
}

async function readOnly(): Promise<never> {
  throw new Failure("unsupported", "Certificates are only read here.", {
    remedy: "Upload or delete them in the Azure portal.",
  });
}
