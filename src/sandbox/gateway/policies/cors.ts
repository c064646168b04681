import { next } from "../call.ts";
import { emptyResponse, type GatewayRequest, type GatewayResponse } from "../messages.ts";
import type { Statement } from "../statement.ts";
import type { Policy } from "./policy.ts";

/** Puts the CORS headers on the answer to a request from an allowed origin. */
export const cors: Policy = (statement, call) => {
  const settings = readSettings(statement);
  const origin = call.request.headers.get("origin");
  if (origin === null) return next;
  const { method } = call.request;
  if (!allowsOrigin(settings, origin) || !allowsMethod(settings, method)) {
    const simple = method === "GET" || method === "HEAD";
    return simple && settings.terminates ? { kind: "answer", response: emptyResponse(200) } : next;
  }
  for (const [name, value] of originHeaders(settings, origin)) call.corsHeaders.set(name, value);
  if (settings.exposed.length > 0) {
    call.corsHeaders.set("access-control-expose-headers", settings.exposed.join(", "));
  }
  return next;
};

/** A browser's question before the real request. */
export interface Preflight {
  readonly origin: string;
  readonly method: string;
  readonly headers: readonly string[];
}

/** Reads a preflight request; `undefined` when it is none. */
export function readPreflight(request: GatewayRequest): Preflight | undefined {
  const origin = request.headers.get("origin");
  const method = request.headers.get("access-control-request-method");
  if (request.method !== "OPTIONS" || origin === null || method === null) return undefined;
  const headers = (request.headers.get("access-control-request-headers") ?? "").split(",");
  return { origin, method, headers: headers.map((name) => name.trim()).filter((name) => name !== "") };
}

/** The answer to a preflight: the first policy that allows it, or an empty one, which browsers take as a no. */
export function answerPreflight(statements: readonly Statement[], preflight: Preflight): GatewayResponse {
  for (const statement of statements) {
    const settings = readSettings(statement);
    if (!allowsOrigin(settings, preflight.origin) || !allowsMethod(settings, preflight.method)) {
      if (settings.terminates) break;
      continue;
    }
    const response = emptyResponse(200);
    for (const [name, value] of originHeaders(settings, preflight.origin)) response.headers.set(name, value);
    response.headers.set("access-control-allow-methods", preflight.method);
    const headers = settings.anyHeader
      ? preflight.headers
      : preflight.headers.filter((name) => settings.headers.includes(name.toLowerCase()));
    if (headers.length > 0) response.headers.set("access-control-allow-headers", headers.join(", "));
    if (settings.maxAge > 0) response.headers.set("access-control-max-age", String(settings.maxAge));
    return response;
  }
  return emptyResponse(200);
}

interface CorsSettings {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly anyHeader: boolean;
  readonly exposed: readonly string[];
  readonly credentials: boolean;
  readonly terminates: boolean;
  /** Seconds. */
  readonly maxAge: number;
}

function readSettings(statement: Statement): CorsSettings {
  const methods = statement.list("allowed-methods", "method").map((method) => method.toUpperCase());
  const headers = statement.list("allowed-headers", "header").map((header) => header.toLowerCase());
  return {
    origins: statement.list("allowed-origins", "origin").map(normalizeOrigin),
    methods: methods.length > 0 ? methods : ["GET", "POST"],
    headers,
    anyHeader: headers.includes("*"),
    exposed: statement.list("expose-headers", "header"),
    credentials: statement.flag("allow-credentials", false),
    terminates: statement.flag("terminate-unmatched-request", true),
    maxAge: statement.children("allowed-methods")[0]?.number("preflight-result-max-age", 0) ?? 0,
  };
}

/** Policies write origins with a slash at the end and with default ports; browsers do not. */
function normalizeOrigin(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).origin : origin;
}

function allowsOrigin({ origins }: CorsSettings, origin: string): boolean {
  return origins.includes("*") || origins.includes(normalizeOrigin(origin));
}

function allowsMethod({ methods }: CorsSettings, method: string): boolean {
  return methods.includes("*") || methods.includes(method.toUpperCase());
}

function originHeaders({ origins, credentials }: CorsSettings, origin: string): readonly [string, string][] {
  const any = origins.includes("*") && !credentials;
  const headers: [string, string][] = [["access-control-allow-origin", any ? "*" : origin]];
  if (!any) headers.push(["vary", "Origin"]);
  if (credentials) headers.push(["access-control-allow-credentials", "true"]);
  return headers;
}
