import { Failure } from "../../core/failure.ts";
import type { Discovery } from "../../domain/auth0.ts";
import { type AzureEnvironment, publicAzure } from "../../domain/azure-clouds.ts";
import type { NewElement } from "../../policy/index.ts";
import type { TokenCheck } from "./protection.ts";

/** What a caller is told instead of the reason, which helps only an attacker. */
const message = "Unauthorized: the access token is missing or not valid for this API.";

/** What is checked of tokens whose keys a discovery document names. */
interface JwtRequirements {
  readonly discoveryUrls: readonly string[];
  readonly audiences: readonly string[];
  readonly issuers: readonly string[];
  /** All of them, in the claim that holds scopes as one text. */
  readonly scopes: { readonly claim: "scope" | "scp"; readonly values: readonly string[] };
}

/** Takes tokens of the tenant that `discovery` describes, for one of its APIs. */
export function auth0Check(
  { url, issuer }: Pick<Discovery, "url" | "issuer">,
  audience: string,
  scopes: readonly string[] = [],
): TokenCheck {
  const check = validateJwt({
    discoveryUrls: [url],
    audiences: [audience],
    issuers: [issuer],
    scopes: { claim: "scope", values: scopes },
  });
  return { kind: "token", check, issuedBy: new URL(issuer).host };
}

/** A `validate-jwt` that leaves nothing open. */
function validateJwt({ discoveryUrls, audiences, issuers, scopes }: JwtRequirements): NewElement {
  return {
    name: "validate-jwt",
    attributes: {
      "header-name": "Authorization",
      "failed-validation-httpcode": "401",
      "failed-validation-error-message": message,
      "require-expiration-time": "true",
      "require-scheme": "Bearer",
      "require-signed-tokens": "true",
      // The default of 0 seconds refuses fresh tokens as soon as two clocks differ.
      "clock-skew": "60",
    },
    children: [
      ...discoveryUrls.map((url) => ({ name: "openid-config", attributes: { url } })),
      list("audiences", "audience", audiences),
      list("issuers", "issuer", issuers),
      ...requiredScopes(scopes),
    ],
  };
}

/** `<list><item>…</item></list>`. */
function list(name: string, item: string, texts: readonly string[]): NewElement {
  return { name, children: texts.map((text) => ({ name: item, text })) };
}

function requiredScopes({ claim, values }: JwtRequirements["scopes"]): readonly NewElement[] {
  if (values.length === 0) return [];
  const attributes = { name: claim, match: "all", separator: " " };
  const children = values.map((text) => ({ name: "value", text }));
  return [{ name: "required-claims", children: [{ name: "claim", attributes, children }] }];
}

/** An application that stands for an API in a directory of Microsoft Entra ID. */
export interface EntraApi {
  /** The cloud that the directory is in. */
  readonly environment: Pick<AzureEnvironment, "authority" | "v1Issuer" | "title">;
  /** Directory (tenant) id. */
  readonly directoryId: string;
  /** Application (client) id of the API. */
  readonly clientId: string;
  /** Application id URI: `api://…`. */
  readonly uri: string;
  /** `requestedAccessTokenVersion` of its manifest, where null means 1: the API decides, whatever endpoint is asked. */
  readonly tokenVersion: 1 | 2;
  /** Delegated scopes that a token must carry. */
  readonly scopes: readonly string[];
}

/** Which policy checks tokens of Entra. */
export type EntraPolicy = "validate-jwt" | "validate-azure-ad-token";

/** Takes tokens of a directory for one API. */
export function entraCheck(api: EntraApi, policy: EntraPolicy): TokenCheck {
  const check = policy === "validate-jwt" ? entraJwt(api) : azureAdToken(api);
  return { kind: "token", check, issuedBy: `Microsoft Entra ID (${api.directoryId})` };
}

function entraJwt(api: EntraApi): NewElement {
  const { environment, directoryId, tokenVersion, scopes } = api;
  const isSecond = tokenVersion === 2;
  const directory = `${environment.authority}/${directoryId}`;
  return validateJwt({
    discoveryUrls: [`${directory}${isSecond ? "/v2.0" : ""}/.well-known/openid-configuration`],
    audiences: audiencesOf(api),
    issuers: [isSecond ? `${directory}/v2.0` : `${firstIssuer(environment)}/${directoryId}/`],
    scopes: { claim: "scp", values: scopes },
  });
}

function firstIssuer({ v1Issuer, title }: EntraApi["environment"]): string {
  if (v1Issuer !== undefined) return v1Issuer;
  throw new Failure("invalid-input", `Who issues tokens of version 1 in ${title} is not known here.`, {
    remedy: "Let the application ask for version 2, or take validate-azure-ad-token.",
  });
}

function azureAdToken(api: EntraApi): NewElement {
  const { authority } = api.environment;
  const isPublic = authority === publicAzure.authority;
  return {
    name: "validate-azure-ad-token",
    attributes: {
      "tenant-id": api.directoryId,
      "header-name": "Authorization",
      "failed-validation-httpcode": "401",
      "failed-validation-error-message": message,
      "authentication-endpoint": isPublic ? undefined : authority,
    },
    children: [
      list("audiences", "audience", audiencesOf(api)),
      ...requiredScopes({ claim: "scp", values: api.scopes }),
    ],
  };
}

/** A token of version 2 is for the client id; one of version 1 for whichever of both its scope named. */
function audiencesOf({ clientId, uri, tokenVersion }: EntraApi): readonly string[] {
  return tokenVersion === 2 ? [clientId] : [uri, clientId];
}
