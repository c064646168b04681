import { callerAddress, type NewElement } from "../../policy/index.ts";
import type { CallerIdentity, Protection } from "./protection.ts";

/** The variable that holds what the credential manager gives. */
const tokenVariable = "auth-context";

/** The policy elements of a protection, in their order; none for what is no policy. `passwordName` is the named value of its password. */
export function elementsOf(protection: Protection, passwordName: string): readonly NewElement[] {
  switch (protection.kind) {
    case "token":
      return [protection.check];
    case "client-certificate":
      return [certificateCheck(protection.identities)];
    case "caller-addresses":
      return [addressFilter(protection.addresses)];
    case "subscription-key":
      return [];
    case "managed-identity":
      return [
        {
          name: "authentication-managed-identity",
          attributes: { resource: protection.resource, "client-id": protection.clientId },
        },
      ];
    case "backend-certificate":
      return [
        { name: "authentication-certificate", attributes: { "certificate-id": protection.certificateId } },
      ];
    case "backend-password":
      return [
        {
          name: "authentication-basic",
          attributes: { username: protection.username, password: { namedValue: passwordName } },
        },
      ];
    case "connection":
      return connectionElements(protection.providerId, protection.connectionId);
  }
}

/** All checks are on: each that is off lets certificates in that ought to stay out. */
function certificateCheck(identities: readonly CallerIdentity[]): NewElement {
  return {
    name: "validate-client-certificate",
    attributes: {
      "validate-revocation": "true",
      "validate-trust": "true",
      "validate-not-before": "true",
      "validate-not-after": "true",
      "ignore-error": "false",
    },
    children: [
      {
        name: "identities",
        children: identities.map(({ thumbprint, subject, issuerCertificateId }) => ({
          name: "identity",
          attributes: { thumbprint, subject, "issuer-certificate-id": issuerCertificateId },
        })),
      },
    ],
  };
}

function addressFilter(addresses: readonly string[]): NewElement {
  const children = addresses.flatMap((address) => callerAddress(address) ?? []);
  return { name: "ip-filter", attributes: { action: "allow" }, children };
}

/** Gets the token of the connection and gives it to the backend in place of what the caller has sent. */
function connectionElements(providerId: string, connectionId: string): readonly NewElement[] {
  const expression = `@("Bearer " + ((Authorization)context.Variables.GetValueOrDefault("${tokenVariable}"))?.AccessToken)`;
  return [
    {
      name: "get-authorization-context",
      attributes: {
        "provider-id": providerId,
        "authorization-id": connectionId,
        "context-variable-name": tokenVariable,
        "identity-type": "managed",
        "ignore-error": "false",
      },
    },
    {
      name: "set-header",
      attributes: { name: "Authorization", "exists-action": "override" },
      children: [{ name: "value", text: { expression } }],
    },
  ];
}
