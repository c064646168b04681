import type { ApimApi, Instance } from "../../domain/apim.ts";
import type { AzureEnvironment } from "../../domain/azure-clouds.ts";

/** What registering applications in a directory is told with. */
interface StepsFor {
  readonly api: ApimApi;
  readonly instance: Instance;
  readonly environment: Pick<AzureEnvironment, "portal" | "title">;
  /** Where the developer portal takes the answers of sign-ins; none where there is no portal. */
  readonly redirectUris: readonly string[];
}

/** What is chosen or typed at one place of the directory's pages. */
export interface StepField {
  /** As the page of the directory calls it. */
  readonly label: string;
  readonly value: string;
  /** Typed there, so that it can be copied; what is chosen is only read. */
  readonly isTyped: boolean;
}

/** One step in the directory. */
export interface RegistrationStep {
  /** Where, as the way through the pages: `Expose an API > Add a scope`. */
  readonly place: string;
  readonly fields?: readonly StepField[];
  readonly explanation?: string;
  /** What the command asks for afterwards. */
  readonly bringsBack?: readonly string[];
}

/** One application to register, or why there is none. */
export interface RegistrationPart {
  readonly heading: string;
  readonly explanation?: string;
  readonly steps: readonly RegistrationStep[];
}

/** All that is to be done in a directory. Names in it come from a cloud: untrusted text. */
export interface RegistrationSteps {
  readonly title: string;
  readonly introduction: string;
  /** Address of the portal in which it is done; left out where that is not known. */
  readonly portal?: string;
  readonly parts: readonly RegistrationPart[];
}

/** The scope that the portal asks for by default. */
const scopeName = "access_as_user";

/**
 * Every step in the directory, with the values to copy there and those to bring back: registering applications is done by a
 * person with rights in the directory, and not here.
 */
export function registrationSteps({ api, instance, environment, redirectUris }: StepsFor): RegistrationSteps {
  const name = api.displayName;
  return {
    title: `Register “${name}” in Microsoft Entra ID`,
    introduction: `These steps are done in the portal of ${environment.title}, under Microsoft Entra ID > App registrations, by somebody who may register applications. Nothing of it is done by this extension. The command then asks for the values that are brought back.`,
    ...(environment.portal !== undefined && { portal: environment.portal }),
    parts: [
      forApi(name),
      redirectUris.length === 0 ? withoutPortal(instance) : forPortal(name, instance, redirectUris),
    ],
  };
}

const typed = (label: string, value: string): StepField => ({ label, value, isTyped: true });
const chosen = (label: string, value: string): StepField => ({ label, value, isTyped: false });

function forApi(name: string): RegistrationPart {
  return {
    heading: "An application that stands for the API",
    steps: [
      {
        place: "New registration",
        fields: [
          typed("Name", `${name} (API)`),
          chosen("Supported account types", "Accounts in this organizational directory only"),
          chosen("Redirect URI", "none"),
        ],
      },
      { place: "Overview", bringsBack: ["Directory (tenant) ID", "Application (client) ID"] },
      {
        place: "Expose an API > Application ID URI > Add",
        explanation: "Keep api:// and the client id.",
        bringsBack: ["Application ID URI"],
      },
      {
        place: "Expose an API > Add a scope",
        fields: [
          typed("Scope name", scopeName),
          chosen("Who can consent", "Admins and users"),
          typed("Admin consent display name", `Call ${name}`),
          typed("Admin consent description", `Lets the app call ${name} as the signed-in user.`),
          chosen("State", "Enabled"),
        ],
      },
      {
        place: "Manifest",
        fields: [chosen("requestedAccessTokenVersion", "2")],
        explanation:
          "Older manifests call it accessTokenAcceptedVersion; null means version 1. The API decides which version its tokens have, whatever endpoint they are asked from.",
        bringsBack: ["Version of the tokens"],
      },
    ],
  };
}

function withoutPortal({ serviceName, sku }: Instance): RegistrationPart {
  return {
    heading: "No application for the developer portal",
    explanation: `${serviceName} (${sku}) has no developer portal, so nobody signs in there. Tokens are checked all the same.`,
    steps: [],
  };
}

function forPortal(
  name: string,
  { serviceName }: Instance,
  redirectUris: readonly string[],
): RegistrationPart {
  return {
    heading: "An application that the developer portal signs in with",
    steps: [
      {
        place: "New registration",
        fields: [
          typed("Name", `${name} (developer portal of ${serviceName})`),
          ...redirectUris.map((uri) => typed("Redirect URI, platform Web", uri)),
        ],
      },
      { place: "Overview", bringsBack: ["Application (client) ID"] },
      {
        place: "Certificates & secrets > Client secrets > New client secret",
        explanation:
          "Its Value, not its Secret ID; it is shown once. It expires on the date chosen there: sign-ins then fail until the authorization server gets a new one.",
        bringsBack: ["Value of the client secret"],
      },
      {
        place: "API permissions > Add a permission > APIs my organization uses",
        fields: [
          typed("API", `${name} (API)`),
          chosen("Type", "Delegated permissions"),
          typed("Permission", scopeName),
        ],
        explanation: "Then Add permissions, and Grant admin consent.",
      },
    ],
  };
}
