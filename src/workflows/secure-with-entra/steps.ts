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

/**
 * Every step in the directory, with the values to copy there and those to bring back: registering applications is done by a
 * person with rights in the directory, and not here. Markdown.
 */
export function registrationSteps({ api, instance, environment, redirectUris }: StepsFor): string {
  const name = shown(api.displayName);
  const where = environment.portal ? ` (${environment.portal})` : "";
  return [
    `# Register “${name}” in Microsoft Entra ID`,
    "",
    `These steps are done in the portal of ${environment.title}${where}, under *Microsoft Entra ID > App registrations*, by somebody who may register applications. Nothing of it is done by this extension. Then come back: the command asks for the values that are **brought back**.`,
    "",
    "## 1. An application that stands for the API",
    "",
    "1. *New registration*",
    `   - Name: \`${name} (API)\``,
    "   - Supported account types: *Accounts in this organizational directory only*",
    "   - Redirect URI: none",
    "2. On its *Overview* **bring back** *Directory (tenant) ID* and *Application (client) ID*.",
    "3. *Expose an API > Application ID URI > Add*: keep `api://` and the client id. **Bring it back.**",
    "4. *Expose an API > Add a scope*",
    "   - Scope name: `access_as_user`",
    "   - Who can consent: *Admins and users*",
    `   - Admin consent display name: \`Call ${name}\``,
    `   - Admin consent description: \`Lets the app call ${name} as the signed-in user.\``,
    "   - State: *Enabled*",
    "5. *Manifest*: set `requestedAccessTokenVersion` to `2` (older manifests: `accessTokenAcceptedVersion`). `null` means version 1. The API decides which version its tokens have, whatever endpoint they are asked from. **Bring the version back.**",
    "",
    ...(redirectUris.length === 0 ? withoutPortal(instance) : forPortal(name, instance, redirectUris)),
    "",
  ].join("\n");
}

function withoutPortal({ serviceName, sku }: Instance): readonly string[] {
  return [
    "## 2. No application for the developer portal",
    "",
    `${serviceName} (${sku}) has no developer portal, so nobody signs in there. Tokens are checked all the same.`,
  ];
}

function forPortal(
  name: string,
  { serviceName }: Instance,
  redirectUris: readonly string[],
): readonly string[] {
  return [
    "## 2. An application that the developer portal signs in with",
    "",
    "1. *New registration*",
    `   - Name: \`${name} (developer portal of ${serviceName})\``,
    "   - Redirect URI, platform *Web*:",
    ...redirectUris.map((uri) => `     - \`${uri}\``),
    "2. On its *Overview* **bring back** *Application (client) ID*.",
    "3. *Certificates & secrets > Client secrets > New client secret*. **Bring back** its *Value*, not its *Secret ID*; it is shown once. It expires on the date chosen there: sign-ins then fail until the authorization server gets a new one.",
    `4. *API permissions > Add a permission > APIs my organization uses > ${name} (API) > Delegated permissions > access_as_user > Add permissions*, then *Grant admin consent*.`,
  ];
}

/** As it may stand between backticks, in one line. */
function shown(name: string): string {
  return name.replace(/[`\r\n]/g, " ").trim();
}
