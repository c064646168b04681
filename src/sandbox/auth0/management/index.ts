import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { SandboxContext } from "../../service.ts";
import type { Auth0State } from "../state.ts";
import { addEmptyLists } from "./empty-lists.ts";
import { addKind } from "./entities.ts";
import { kinds } from "./kinds/index.ts";
import { notInSandbox, Problem } from "./problem.ts";
import { limitRate } from "./rate-limit.ts";
import { createRouter, jsonType } from "./router.ts";
import { addSettings } from "./settings.ts";
import { addTenantSettings } from "./tenant-settings.ts";
import { addTickets } from "./tickets.ts";

/** The Management API below `/api/v2`. */
export function createManagement(context: SandboxContext, state: Auth0State): RequestListener {
  const tenant = { context, state };
  const app = new Hono();
  app.use(limitRate(tenant));
  const on = createRouter(app, tenant);
  for (const kind of kinds) addKind(on, tenant, kind);
  for (const add of [addTenantSettings, addSettings, addTickets, addEmptyLists]) {
    add(on, tenant);
  }
  // 404 would say of what the sandbox does not have that the tenant has none
  app.notFound(({ req }) => refuse(notInSandbox(req.method, req.path)));
  app.onError((error, request) => refuse(toProblem(error), request.res.headers));
  return getRequestListener(app.fetch);
}

function toProblem(error: Error): Problem {
  return error instanceof Problem ? error : new Problem(500, `The sandbox failed: ${error.message}`);
}

/** Keeps the headers that were set before the refusal: what is left of the rate limit. */
function refuse(problem: Problem, headers = new Headers()): Response {
  const answer = new Response(JSON.stringify(problem.envelope), { status: problem.status });
  for (const [name, value] of headers) answer.headers.set(name, value);
  answer.headers.set("content-type", jsonType);
  return answer;
}
