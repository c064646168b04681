import { instancePath } from "../../../../src/domain/instance-path.ts";
import { authorizationServer } from "../../../../src/resources/kinds/authorization-server.ts";
import { contosoApim } from "../../../support/in-memory/index.ts";
import { connectedShell } from "../../../support/shell.ts";
import { EditorDocument, window, workspace } from "../../../support/vscode/index.ts";

const { resourceUri } = await import("../../../../src/shell/documents/resource-uri.ts");

export const owner = instancePath(contosoApim);
export const ref = { kind: authorizationServer.id, owner, id: "auth0-calculator" };
export const uri = resourceUri(authorizationServer, ref);

/** An authorization server as the cloud has it. */
export const server = {
  displayName: "Auth0 (Calculator)",
  description: undefined,
  clientRegistrationEndpoint: "https://contoso.eu.auth0.com/",
  authorizationEndpoint: "https://contoso.eu.auth0.com/authorize",
  tokenEndpoint: "https://contoso.eu.auth0.com/oauth/token",
  clientId: "client",
  grantTypes: ["authorizationCode"],
  clientAuthenticationMethods: ["Body"],
  defaultScope: "openid",
  tokenBodyParameters: [],
  useInTestConsole: true,
  useInApiDocumentation: false,
} as const;

/** A shell whose instance has {@link server}, and an editor that can show its document. */
export async function shellWithServer() {
  workspace.textDocuments = [];
  window.tabGroups.all = [];
  const shell = await connectedShell();
  const { resources } = shell.services;
  const { servers } = shell.azure.stores;
  const put = (change: object = {}) =>
    servers.put(owner, ref.id, {
      ...server,
      ...change,
      instance: contosoApim,
      id: `${contosoApim.id}/authorizationServers/${ref.id}`,
      authorizationServerId: ref.id,
    });
  put();
  const open = (address: typeof uri = uri) =>
    EditorDocument.open(address as unknown as EditorDocument["uri"], resources);
  const onServer = () => servers.all.find((one) => one.ref.id === ref.id)?.value;
  const draft = () => resources.draftOf(uri);
  return { ...shell, resources, put, open, onServer, draft };
}
