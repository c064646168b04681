import { known } from "../../core/known.ts";
import type { Kind } from "../kind.ts";
import { clientIdProblem, clientSecretProblem, endpointProblem, lineProblem } from "../typed-text.ts";
import { userAuthorization } from "./user-authorization.ts";

/** A provider of sign-ins that the developer portal finds by its metadata. */
export interface OpenIdProvider {
  readonly displayName: string;
  readonly description: string | undefined;
  readonly metadataEndpoint: string;
  readonly clientId: string;
  readonly useInTestConsole: boolean;
  readonly useInApiDocumentation: boolean;
}

/** What is decided of one. */
export type OpenIdProviderDraft = OpenIdProvider & { readonly clientSecret?: string };

const rights = "Microsoft.ApiManagement/service/openidConnectProviders";

/** 1 to 50 characters (contract `OpenidConnectProviderContractProperties`). */
function nameProblem(name: string): string | undefined {
  return lineProblem(name, "A name", 50);
}

/** The portal reads it over TLS; OpenID Connect Discovery 1.0, section 4, fixes the end of its path. */
function metadataProblem(address: string): string | undefined {
  const problem = endpointProblem(address);
  if (problem !== undefined) return problem;
  return new URL(address).pathname.endsWith("/.well-known/openid-configuration")
    ? undefined
    : "The address of a provider's metadata ends with /.well-known/openid-configuration.";
}

/** What APIs let their users sign in with, by its metadata; lists and reads never tell its secret. */
export const openIdProvider: Kind<OpenIdProvider, OpenIdProviderDraft> = {
  id: "azure-openid-provider",
  cloud: "azure",
  noun: "OpenID Connect provider",
  plural: "OpenID Connect Providers",
  icon: "verified",
  document: "openid-provider",
  tree: { under: "instance" },
  fields: {
    displayName: {
      label: "Name",
      ask: { prompt: "Name of the provider, at most 50 characters", check: nameProblem },
    },
    description: {
      label: "Description",
      ask: {
        prompt: "What it is for",
        optional: true,
        check: (text) => lineProblem(text, "A description"),
      },
    },
    metadataEndpoint: {
      label: "Metadata endpoint",
      ask: {
        prompt: "Address of its metadata",
        example: "https://contoso.eu.auth0.com/.well-known/openid-configuration",
        check: metadataProblem,
      },
    },
    clientId: {
      label: "Client id",
      names: (id) => ({ kind: "auth0-application", id }),
      ask: { prompt: "Client id of the developer portal", check: clientIdProblem },
    },
    clientSecret: {
      label: "Client secret",
      secret: true,
      ask: {
        prompt: "Client secret of the developer portal",
        optional: true,
        check: clientSecretProblem,
      },
    },
    useInTestConsole: { label: "Used in the test console" },
    useInApiDocumentation: { label: "Used in the documentation" },
  },
  defaults: { useInTestConsole: true, useInApiDocumentation: false },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  async inUse({ ref: { owner, id } }, reader, signal) {
    for await (const { ref, value } of reader.list(userAuthorization, owner, {}, signal)) {
      if (value.openIdProviderIds.some((one) => one.toLowerCase() === id.toLowerCase()))
        return known(
          `The API “${ref.id}” uses the OpenID Connect provider “${id}”, so it stays. Take it out of the API's user authorization, then try again.`,
        );
    }
    return known(undefined);
  },
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    update: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};
