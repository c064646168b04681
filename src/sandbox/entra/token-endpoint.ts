import { timingSafeEqual } from "node:crypto";
import type { AzureState, Principal } from "../azure/state.ts";
import type { SandboxContext } from "../service.ts";
import { resourceManagerAudiences, signAccessToken, tokenLifetime } from "./access-token.ts";
import { assertionType, isAssertedBy } from "./client-assertion.ts";
import type { EntraError } from "./errors.ts";
import {
  missingParameter,
  scopeWithoutDefault,
  unknownClient,
  unknownResource,
  unknownTenant,
  unsupportedGrant,
  wrongAssertion,
  wrongSecret,
} from "./errors.ts";

/** What a client posted to `/{tenant}/oauth2/v2.0/token`. */
interface TokenRequest {
  readonly tenant: string;
  readonly form: URLSearchParams;
  /** The value of the Authorization header. */
  readonly authorization: string | undefined;
}

/** The body of a successful answer, or why there is none. */
type TokenAnswer = { readonly body: Record<string, unknown> } | { readonly failure: EntraError };

/** Answers the client credentials grant. */
export async function answerTokenRequest(
  context: SandboxContext,
  state: AzureState,
  request: TokenRequest,
): Promise<TokenAnswer> {
  const { tenant, form } = request;
  if (tenant.toLowerCase() !== state.tenantId) return { failure: unknownTenant(tenant) };
  const grant = form.get("grant_type");
  if (!grant) return { failure: missingParameter("grant_type") };
  if (grant !== "client_credentials") return { failure: unsupportedGrant(grant) };
  const client = await authenticate(context, state, request);
  if ("failure" in client) return client;
  const resource = requestedResource(context, state, form.get("scope"));
  if ("failure" in resource) return resource;
  const token = await signAccessToken(context, state, client.principal, resource.audience);
  return {
    body: {
      token_type: "Bearer",
      expires_in: tokenLifetime,
      ext_expires_in: tokenLifetime,
      access_token: token,
    },
  };
}

async function authenticate(
  context: SandboxContext,
  state: AzureState,
  request: TokenRequest,
): Promise<{ principal: Principal } | { failure: EntraError }> {
  const basic = readBasic(request.authorization);
  const clientId = basic?.id ?? request.form.get("client_id");
  const secret = basic?.secret ?? request.form.get("client_secret");
  if (!clientId) return { failure: missingParameter("client_id") };
  const assertion = request.form.get("client_assertion");
  if (assertion && request.form.get("client_assertion_type") === assertionType) {
    const principal = principalOf(state, clientId);
    if (!principal) return { failure: unknownClient(clientId, state.tenantId) };
    const isIts = await isAssertedBy(context, state.tenantId, principal, assertion);
    return isIts ? { principal } : { failure: wrongAssertion(clientId) };
  }
  if (!secret) return { failure: missingParameter("client_secret") };
  const principal = principalOf(state, clientId);
  if (!principal) return { failure: unknownClient(clientId, state.tenantId) };
  return equals(principal.clientSecret, secret) ? { principal } : { failure: wrongSecret(clientId) };
}

function principalOf(state: AzureState, clientId: string): Principal | undefined {
  return state.principals.find((candidate) => candidate.clientId === clientId.toLowerCase());
}

function requestedResource(
  context: SandboxContext,
  state: AzureState,
  scope: string | null,
): { audience: string } | { failure: EntraError } {
  if (!scope) return { failure: missingParameter("scope") };
  // MSAL adds the OpenID scopes to some requests
  const [wanted = ""] = scope.split(" ").filter((word) => !/^(openid|profile|offline_access)$/.test(word));
  if (!wanted.endsWith("/.default")) return { failure: scopeWithoutDefault(wanted || scope) };
  const audience = wanted.slice(0, -"/.default".length);
  return resourceManagerAudiences(context).includes(audience.replace(/\/$/, ""))
    ? { audience }
    : { failure: unknownResource(audience, state.tenantId) };
}

function readBasic(header: string | undefined): { id: string; secret: string } | undefined {
  const encoded = header?.match(/^Basic ([\w+/=]+)$/i)?.[1];
  if (!encoded) return undefined;
  const [id = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { id: decode(id), secret: decode(rest.join(":")) };
}

/** The form encoding that OAuth asks for inside of Basic; what is none of it is taken as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function equals(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
