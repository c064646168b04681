import type { X509Certificate } from "node:crypto";
import { PassedOver } from "../../../policy/index.ts";
import { asksForCertificates } from "../../azure/gateway-view.ts";
import { next } from "../call.ts";
import { refusal } from "../messages.ts";
import type { Statement } from "../statement.ts";
import type { Policy } from "./policy.ts";

/**
 * Lets only callers pass that have shown a certificate which fits. What the service answers others with is not documented; 403
 * here. Nothing is revoked in the sandbox.
 */
export const validateClientCertificate: Policy = (statement, call, { state, now }) => {
  const shown = asksForCertificates(state) ? call.request.certificate : undefined;
  const problem = shown
    ? problemOf(statement, shown, now())
    : "The caller has shown no certificate, or the host name does not ask for one.";
  if (problem === undefined || statement.flag("ignore-error", false)) return next;
  const error = {
    source: "validate-client-certificate",
    reason: "ClientCertificateInvalid",
    message: problem,
  };
  return { kind: "error", error, response: refusal(403, problem) };
};

/** A certificate that a caller has shown. */
interface Shown {
  readonly certificate: X509Certificate;
  /** Whether it comes from the sandbox's own authority, the only one that is trusted. */
  readonly isTrusted: boolean;
}

function problemOf(statement: Statement, { certificate, isTrusted }: Shown, now: number): string | undefined {
  const isOn = (name: string) => statement.flag(name, true);
  if (isOn("validate-not-before") && now < Date.parse(certificate.validFrom)) return "It is not valid yet.";
  if (isOn("validate-not-after") && now > Date.parse(certificate.validTo)) return "It has expired.";
  if (isOn("validate-trust") && !isTrusted) return "Nobody who is trusted has issued it.";
  const identities = statement.children("identities").flatMap((all) => all.children("identity"));
  const fits = identities.map((identity) => isOf(identity, certificate));
  return fits.length === 0 || fits.includes(true) ? undefined : "It is nobody's who may call.";
}

/** Whether a certificate has everything that `identity` says; each of these must be known. */
function isOf(identity: Statement, certificate: X509Certificate): boolean {
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
