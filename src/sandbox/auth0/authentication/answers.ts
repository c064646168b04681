import type { KoaContextWithOIDC, Provider } from "oidc-provider";
import { asText, isObject, type JsonObject } from "../json.ts";
import { tokenAloneParameter } from "./authorize.ts";
import { grantTypes } from "./client-metadata.ts";
import { type DevicePolling, pollInterval } from "./device-polling.ts";
import { OAuthProblem } from "./oauth-problem.ts";
import { paths } from "./provider.ts";
import { unmarkScope } from "./scope-markers.ts";
import { webMessagePage } from "./web-message.ts";

/** Turns the authorization server's answers at the token and device endpoints into Auth0's. */
export function adaptAnswers(provider: Provider, polling: DevicePolling): void {
  const failures = new WeakMap<object, Error>();
  const remember = (ctx: KoaContextWithOIDC, error: Error) => void failures.set(ctx, error);
  provider.on("grant.error", remember);
  provider.on("server_error", remember);
  provider.use(async (ctx, next) => {
    await next();
    // the server redirects with 303; Auth0 with 302
    if (ctx.status === 303) ctx.status = 302;
    if (ctx.path.startsWith(paths.authorization)) adaptFragment(ctx, parametersOf(ctx));
    if (ctx.path !== paths.token && ctx.path !== paths.device_authorization) return;
    if (ctx.method !== "POST" || !isObject(ctx.body)) return;
    const body = ctx.body;
    if (ctx.status >= 400) {
      const problem = toProblem(failures.get(ctx), body, ctx);
      ctx.status = problem.status;
      ctx.body = { error: problem.error, error_description: problem.message };
    } else if (ctx.path === paths.device_authorization) {
      polling.issued(String(body["device_code"]));
      ctx.body = { ...body, interval: pollInterval };
    } else {
      ctx.body = adaptTokens(body, parametersOf(ctx));
    }
  });
}

/** Teaches the authorization server `response_mode=web_message`, with what a refusal is told in the same way. */
export function registerWebMessage(provider: Provider): void {
  provider.registerResponseMode("web_message", (ctx, callback, response) => {
    const { iss: _, scope, id_token, ...rest } = response;
    const tokenAlone = ctx.oidc.params?.[tokenAloneParameter] === "true";
    ctx.status = 200;
    ctx.type = "html";
    ctx.body = webMessagePage(callback, {
      ...rest,
      ...(id_token === undefined || tokenAlone ? {} : { id_token }),
      ...(scope === undefined ? {} : { scope: unmarkScope(asText(scope)) }),
    });
  });
}

function parametersOf(ctx: object): JsonObject {
  const oidc: unknown = "oidc" in ctx ? ctx.oidc : undefined;
  if (typeof oidc !== "object" || oidc === null || !("params" in oidc)) return {};
  const { params } = oidc;
  return typeof params === "object" && params !== null ? { ...params } : {};
}

/** A refresh token that was not rotated is not sent again. */
function adaptTokens(body: JsonObject, parameters: JsonObject): JsonObject {
  const { scope: marked, refresh_token, ...rest } = body;
  const scope = typeof marked === "string" ? unmarkScope(marked) : "";
  const isOld = refresh_token === parameters["refresh_token"];
  return {
    ...rest,
    ...(refresh_token === undefined || isOld ? {} : { refresh_token }),
    ...(scope ? { scope } : {}),
  };
}

/** The fragment of a redirect that holds an access token. */
function adaptFragment(ctx: Parameters<Parameters<Provider["use"]>[0]>[0], parameters: JsonObject): void {
  const location: string | undefined = ctx.response.get("location");
  if (!location?.includes("#")) return;
  const target = new URL(location);
  const answer = new URLSearchParams(target.hash.slice(1));
  const scope = answer.get("scope");
  if (scope !== null) answer.set("scope", unmarkScope(scope));
  if (parameters[tokenAloneParameter] === "true") answer.delete("id_token");
  target.hash = answer.toString();
  ctx.set("location", target.href);
}

/** Auth0 answers 403 where the standard says 400, and hides what was wrong with a client. */
function toProblem(failure: Error | undefined, body: JsonObject, ctx: object): OAuthProblem {
  if (failure instanceof OAuthProblem) return failure;
  const type = parametersOf(ctx)["grant_type"];
  const error = String(body["error"]);
  const description = String(body["error_description"] ?? error);
  if (error === "invalid_client") return new OAuthProblem(401, "access_denied", "Unauthorized");
  if (error === "invalid_grant") return new OAuthProblem(403, error, describeGrant(type, failure));
  return new OAuthProblem(error === "server_error" ? 500 : 400, error, description);
}

function describeGrant(type: unknown, failure: Error | undefined): string {
  if (type === grantTypes.refresh) return "Unknown or invalid refresh token.";
  if (type === grantTypes.device) return "Invalid or expired device code.";
  const cause = failure?.cause instanceof Error ? failure.cause.message : "";
  return /code_verifier|code_challenge/.test(cause)
    ? "Failed to verify code verifier"
    : "Invalid authorization code";
}
