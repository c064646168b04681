import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { AzureState } from "../azure/state.ts";
import type { SandboxContext, SandboxService } from "../service.ts";
import { publicJwk } from "./access-token.ts";
import type { EntraError } from "./errors.ts";
import { errorBody, unknownTenant } from "./errors.ts";
import { answerTokenRequest } from "./token-endpoint.ts";

/** Entra ID as far as `@azure/identity` needs it for client credentials: discovery, keys and the token endpoint. */
export function createEntraService(context: SandboxContext, state: AzureState): SandboxService {
  const authority = context.origins.entra;
  const refusal = (failure: EntraError) =>
    Response.json(errorBody(failure, authority, context.now()), {
      status: failure.status,
      headers: privateHeaders,
    });
  const app = new Hono();
  app.get("/common/discovery/instance", (c) => c.json(instanceDiscovery(context, state)));
  app.get("/:tenant/discovery/v2.0/keys", (c) => c.json({ keys: [publicJwk(state)] }));
  for (const path of [
    "/:tenant/v2.0/.well-known/openid-configuration",
    "/:tenant/.well-known/openid-configuration",
  ]) {
    app.get(path, (c) => {
      const tenant = c.req.param("tenant") ?? "";
      return isTenant(state, tenant) ? c.json(metadata(context, state)) : refusal(unknownTenant(tenant));
    });
  }
  app.post("/:tenant/oauth2/v2.0/token", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const authorization = c.req.header("authorization");
    const request = { tenant: c.req.param("tenant"), form, authorization };
    const answer = await answerTokenRequest(context, state, request);
    return "failure" in answer ? refusal(answer.failure) : c.json(answer.body, 200, privateHeaders);
  });
  app.notFound((c) => c.json({ error: "not_found", path: c.req.path }, 404));
  return { listener: getRequestListener(app.fetch, { overrideGlobalObjects: false }) };
}

const privateHeaders = { "cache-control": "no-store, no-cache", pragma: "no-cache" };

/**
 * Clients that would ask Microsoft about an authority they do not know leave that out for one that is called `adfs`: the
 * way for the Azure CLI to sign in here.
 */
function isTenant(state: AzureState, name: string): boolean {
  return ["adfs", "common", "organizations", state.tenantId].includes(name.toLowerCase());
}

function metadata(context: SandboxContext, state: AzureState): Record<string, unknown> {
  const tenant = `${context.origins.entra}/${state.tenantId}`;
  return {
    token_endpoint: `${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic", "private_key_jwt"],
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: `${tenant}/v2.0`,
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${tenant}/oauth2/v2.0/logout`,
  };
}

function instanceDiscovery(context: SandboxContext, state: AzureState): Record<string, unknown> {
  const host = new URL(context.origins.entra).host;
  return {
    tenant_discovery_endpoint: `${context.origins.entra}/${state.tenantId}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}
