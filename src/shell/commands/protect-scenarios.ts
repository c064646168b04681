import { l10n } from "vscode";
import type { Protection } from "../../workflows/protect-api.ts";
import type { Option } from "../prompts.ts";

/** What stands towards the callers, and what towards the backend: one of these, or nothing. */
export interface Scenario {
  readonly caller?: readonly Protection["kind"][];
  readonly backend?: readonly (Protection["kind"] | "none")[];
}

const callers = ["token", "client-certificate", "caller-addresses", "subscription-key"] as const;
const backends = ["managed-identity", "backend-certificate", "backend-password"] as const;

/** The scenarios and options of the service's own overview of authentication, each with when to choose it. */
export function scenarios(): Option<Scenario>[] {
  return [
    {
      group: l10n.t("OAuth 2.0"),
      icon: "arrow-right",
      label: l10n.t("The client app authorizes directly to the backend"),
      detail: l10n.t("Its token is for the backend; the gateway checks it too"),
      value: { caller: ["token"] },
    },
    {
      icon: "shield",
      label: l10n.t("The client app authorizes to API Management"),
      detail: l10n.t("Its token is for the gateway, which signs in to the backend itself"),
      value: { caller: ["token"], backend: [...backends, "none"] },
    },
    {
      icon: "key",
      label: l10n.t("API Management authorizes to the backend"),
      detail: l10n.t("A connection of the credential manager gets the backend’s tokens"),
      value: { backend: ["connection"], caller: [...callers.slice(3), ...callers.slice(0, 3)] },
    },
    {
      group: l10n.t("Client, gateway"),
      ...callerOption("client-certificate"),
      value: { caller: ["client-certificate"] },
    },
    { ...callerOption("caller-addresses"), value: { caller: ["caller-addresses"] } },
    { ...callerOption("subscription-key"), value: { caller: ["subscription-key"] } },
    {
      group: l10n.t("Gateway, backend"),
      ...backendOption("managed-identity"),
      value: { backend: ["managed-identity"] },
    },
    { ...backendOption("backend-certificate"), value: { backend: ["backend-certificate"] } },
    { ...backendOption("backend-password"), value: { backend: ["backend-password"] } },
    { ...backendOption("connection"), value: { backend: ["connection"] } },
  ];
}

/** How one protection is offered. */
export function protectionOption(kind: Protection["kind"] | "none"): Omit<Option<never>, "value"> {
  switch (kind) {
    case "none":
      return {
        icon: "circle-slash",
        label: l10n.t("Leave it as it is"),
        detail: l10n.t("The gateway and the backend trust each other in another way already"),
      };
    case "token":
    case "client-certificate":
    case "caller-addresses":
    case "subscription-key":
      return callerOption(kind);
    case "managed-identity":
    case "backend-certificate":
    case "backend-password":
    case "connection":
      return backendOption(kind);
  }
}

function callerOption(
  kind: "token" | "client-certificate" | "caller-addresses" | "subscription-key",
): Omit<Option<never>, "value"> {
  switch (kind) {
    case "token":
      return {
        icon: "shield",
        label: l10n.t("Access token"),
        detail: l10n.t("Of Auth0 or Microsoft Entra ID: who calls, and for what"),
      };
    case "client-certificate":
      return {
        icon: "verified",
        label: l10n.t("Client certificate (mTLS)"),
        detail: l10n.t("For machines you know; the gateway asks for it"),
      };
    case "caller-addresses":
      return {
        icon: "globe",
        label: l10n.t("Caller addresses"),
        detail: l10n.t("Only calls from networks that you name; beside another protection"),
      };
    case "subscription-key":
      return {
        icon: "key",
        label: l10n.t("Subscription key"),
        detail: l10n.t("Tells callers apart; weak alone, so beside another protection"),
      };
  }
}

function backendOption(
  kind: "managed-identity" | "backend-certificate" | "backend-password" | "connection",
): Omit<Option<never>, "value"> {
  switch (kind) {
    case "managed-identity":
      return {
        icon: "azure",
        label: l10n.t("Managed identity"),
        detail: l10n.t("For backends that take tokens of Entra ID; no secret"),
      };
    case "backend-certificate":
      return {
        icon: "verified",
        label: l10n.t("Certificate"),
        detail: l10n.t("A client certificate of the instance; for backends that ask for one"),
      };
    case "backend-password":
      return {
        icon: "account",
        label: l10n.t("User name and password"),
        detail: l10n.t("HTTP Basic, for backends that can do nothing better"),
      };
    case "connection":
      return {
        icon: "plug",
        label: l10n.t("Credential manager"),
        detail: l10n.t("A connection gets and renews OAuth 2.0 tokens for the backend"),
      };
  }
}
