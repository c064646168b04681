import type { Hono } from "hono";
import type { SandboxContext } from "../../service.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Auth0State } from "../state.ts";
import { authenticate } from "./authenticate.ts";
import { invalidBody, Problem } from "./problem.ts";

/** What the operations of the Management API work on. */
export interface Tenant {
  readonly state: Auth0State;
  readonly context: SandboxContext;
}

/** A request that was authenticated and may run. */
export interface ManagementRequest {
  /** A part of the path, decoded. */
  param(name: string): string;
  readonly query: URLSearchParams;
  /** The body, `undefined` when there was none. */
  readonly body: Json | undefined;
  /** The scopes of the token. */
  readonly scopes: ReadonlySet<string>;
}

/** What an operation answers. */
export interface Answer {
  readonly status: 200 | 201 | 202 | 204;
  readonly body?: Json;
}

/** The work of one operation; throws {@link Problem}. */
type Operation = (request: ManagementRequest) => Answer | Promise<Answer>;

/** Adds operations that demand any one of some scopes. */
export type Router = (method: string, path: string, scopes: readonly string[], operation: Operation) => void;

/** A router onto `app` whose operations run only for a token with one of their scopes. */
export function createRouter(app: Hono, tenant: Tenant): Router {
  return (method, path, allowed, operation) => {
    app.on(method, `/api/v2${path}`, async (context) => {
      const scopes = await authenticate(context.req.header("authorization"), tenant);
      if (!allowed.some((scope) => scopes.has(scope))) throw insufficientScope(allowed);
      const answer = await operation({
        param: (name) => context.req.param(name) ?? "",
        query: new URL(context.req.url).searchParams,
        body: parse(await context.req.text()),
        scopes,
      });
      if (method !== "GET") tenant.context.changed();
      const text = answer.body === undefined ? null : JSON.stringify(answer.body);
      const headers = text === null ? {} : { "content-type": jsonType };
      return context.newResponse(text, { status: answer.status, headers });
    });
  };
}

/** The content type of every answer. */
export const jsonType = "application/json; charset=utf-8";

function insufficientScope(allowed: readonly string[]): Problem {
  return new Problem(403, `Insufficient scope, expected any of: ${allowed.join(",")}`, "insufficient_scope");
}

/** An empty body is none; anything else must be JSON. */
function parse(text: string): Json | undefined {
  if (text === "") return undefined;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    throw new Problem(400, "Invalid request payload JSON format");
  }
}

/** The body as an object. */
export function objectBody(request: ManagementRequest): JsonObject {
  if (isObject(request.body)) return request.body;
  throw invalidBody(
    `'Expected type object but found type ${Array.isArray(request.body) ? "array" : typeof request.body}'`,
  );
}
