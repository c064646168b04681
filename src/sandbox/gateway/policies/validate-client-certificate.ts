import type { X509Certificate } from "node:crypto";
import { PassedOver } from "../../../policy/index.ts";
import { asksForCertificates, certificateData } from "../../azure/gateway-view.ts";
import type { AzureState } from "../../azure/state.ts";
import { next } from "../call.ts";
import { refusal, type ShownCertificate } from "../messages.ts";
import type { Statement } from "../statement.ts";
import type { Policy, PolicyServices } from "./policy.ts";
import { readCertificate } from "./token-judgement.ts";

/**
 * Lets only callers pass that have shown a certificate which fits. What the service answers others with is not documented; 403
 * here. Nothing is revoked in the sandbox.
 */
export const validateClientCertificate: Policy = (statement, call, services) => {
  const shown = asksForCertificates(services.state) ? call.request.certificate : undefined;
  const problem = shown
    ? problemOf(statement, shown, services)
    : "The caller has shown no certificate, or the host name does not ask for one.";
  if (problem === undefined || statement.flag("ignore-error", false)) return next;
  const error = {
    source: "validate-client-certificate",
    reason: "ClientCertificateInvalid",
    message: problem,
  };
  return { kind: "error", error, response: refusal(403, problem) };
};

function problemOf(
  statement: Statement,
  { certificate, isTrusted }: ShownCertificate,
  { now, ...issuing }: PolicyServices,
): string | undefined {
  const isOn = (name: string) => statement.flag(name, true);
  if (isOn("validate-not-before") && now() < Date.parse(certificate.validFrom)) return "It is not valid yet.";
  if (isOn("validate-not-after") && now() > Date.parse(certificate.validTo)) return "It has expired.";
  if (isOn("validate-trust") && !isTrusted) return "Nobody who is trusted has issued it.";
  const identities = statement.children("identities").flatMap((all) => all.children("identity"));
  const fits = identities.map((identity) => isOf(identity, certificate, issuing));
  return fits.length === 0 || fits.includes(true) ? undefined : "It is nobody's who may call.";
}

/** Who may have issued a certificate. */
type Issuing = Pick<PolicyServices, "state" | "authority">;

/** Whether a certificate has everything that `identity` says; each of these must be known. */
function isOf(identity: Statement, certificate: X509Certificate, issuing: Issuing): boolean {
  return identity.element.attributes.every(({ name }) => {
    const wanted = identity.needed(name);
    switch (name) {
      case "thumbprint":
        return plain(wanted) === plain(certificate.fingerprint);
      case "serial-number":
        return plain(wanted) === plain(certificate.serialNumber);
      case "subject":
        return namesOf(wanted) === namesOf(certificate.subject);
      case "issuer-subject":
        return namesOf(wanted) === namesOf(certificate.issuer);
      case "common-name":
        return certificate.subject.split("\n").includes(`CN=${wanted}`);
      case "dns-name":
        return dnsNames(certificate).includes(wanted.toLowerCase());
      case "issuer-thumbprint":
        return plain(wanted) === plain(issuerOf(certificate, issuing.authority).fingerprint);
      case "issuer-certificate-id":
        return isIssuedBy(certificate, storedCertificate(issuing.state, wanted));
      default:
        throw new PassedOver(`“${name}” of an identity is not known here.`);
    }
  });
}

function plain(digits: string): string {
  return digits.replace(/[\s:]/g, "").toUpperCase();
}

/** The parts of a subject, however they are set apart. */
function namesOf(subject: string): string {
  const parts = subject.split(/\s*[,\n]\s*/).map((part) => part.trim());
  return parts.sort().join(", ");
}

function dnsNames({ subjectAltName = "" }: X509Certificate): readonly string[] {
  return subjectAltName
    .split(", ")
    .flatMap((name) => (name.startsWith("DNS:") ? [name.slice("DNS:".length).toLowerCase()] : []));
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

/** @throws PassedOver for one that neither the sandbox's authority nor itself has issued. */
function issuerOf(certificate: X509Certificate, authority: X509Certificate): X509Certificate {
  const issuer = [authority, certificate].find((candidate) => isIssuedBy(certificate, candidate));
  if (!issuer) throw new PassedOver("The certificate of the issuer is not at hand.");
  return issuer;
}

function storedCertificate(state: AzureState, id: string): X509Certificate {
  const data = certificateData(state, id);
  const certificate = data === undefined ? undefined : readCertificate(data);
  if (!certificate) throw new PassedOver("There is no such certificate.");
  return certificate;
}
