import type { Protection, TokenCheck } from "./protection.ts";
import type { ProtectSnapshot } from "./snapshot.ts";

/** What people call a protection. */
export function nameOf(protection: Protection): string {
  switch (protection.kind) {
    case "token":
      return `tokens of ${protection.issuedBy}`;
    case "client-certificate":
      return "client certificate (mTLS)";
    case "caller-addresses":
      return "caller addresses";
    case "subscription-key":
      return "subscription key";
    case "managed-identity":
      return "managed identity towards the backend";
    case "backend-certificate":
      return "certificate towards the backend";
    case "backend-password":
      return "user name and password towards the backend";
    case "connection":
      return "credential manager towards the backend";
  }
}

/** What a person has to know of a protection before agreeing to it: what it needs that is not done here, and what it breaks. */
export function noteOf(protection: Protection, { api, policies }: ProtectSnapshot): readonly string[] {
  const name = api.displayName;
  switch (protection.kind) {
    case "token":
      return [
        `Calls of “${name}” without such a token are refused with 401 from then on.`,
        ...(asksForMore(protection)
          ? []
          : [
              "Whichever application gets a token for this audience is let in: neither a scope nor a client application is asked for.",
            ]),
      ];
    case "client-certificate":
      return [
        `The gateway asks callers for a certificate only where its host name negotiates client certificates (the instance's page “Custom domains”; in the Consumption tier “Request client certificate”). Without that every call of “${name}” is refused. It is not changed here.`,
      ];
    case "caller-addresses":
      return [
        `Calls of “${name}” from any other address are refused with 403 from then on, those of the test console among them. Behind a proxy or a firewall the gateway sees the address of that.`,
      ];
    case "subscription-key":
      return [
        `Calls of “${name}” without a subscription key are refused with 401 from then on. A key comes from a subscription to the API, or to a product with it. On its own it is a weak protection: use it beside another one.`,
        ...openProducts(policies.levels.filter(({ level }) => level.kind === "product").length),
      ];
    case "managed-identity":
      return [
        `${protection.clientId === undefined ? "The system-assigned" : "That user-assigned"} identity of ${api.instance.serviceName} must be there, and the backend must let it in: neither is looked at here. Without it every call ends with 500.`,
      ];
    case "backend-certificate":
      return ["The backend must ask for the certificate and trust it: that is not looked at here."];
    case "backend-password":
      return [
        "The password goes into a secret named value, and is shown nowhere. Where the backend takes a managed identity or a certificate, that is better.",
      ];
    case "connection":
      return [
        "The connection must be connected: until it is, every call ends with 500.",
        "The token that a caller sends in the Authorization header does not reach the backend.",
      ];
  }
}

/** Whether the check asks for more than who issued the token and for whom. */
function asksForMore({ check }: TokenCheck): boolean {
  return (check.children ?? []).some(({ name }) =>
    ["required-claims", "client-application-ids"].includes(name),
  );
}

function openProducts(count: number): readonly string[] {
  return count === 0
    ? []
    : [
        "A product that needs no subscription lets its callers in without a key, whatever the API says: look at the products of the API.",
      ];
}
