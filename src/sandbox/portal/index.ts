import { getRequestListener } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { AzureState } from "../azure/state.ts";
import type { SandboxContext, SandboxService } from "../service.ts";
import { createTrustedAgent } from "../trusted-agent.ts";
import { giveConsent } from "./consent.ts";
import { addConsole } from "./console-routes.ts";
import type { Portal } from "./portal.ts";
import { listApis } from "./published.ts";
import { Sessions } from "./sessions.ts";
import { addSignIn } from "./sign-in-routes.ts";
import { detailsScript, style } from "./style.ts";
import { apiListView, consentView, detailsView, problemView } from "./views.ts";

/** The developer portal of the API Management instance in `state`, on `context.origins.portal`. */
export function createPortalService(context: SandboxContext, state: AzureState): SandboxService {
  const portal: Portal = { context, state, sessions: new Sessions(), agent: createTrustedAgent(context.ca) };
  const app = new Hono();
  app.use(secureHeaders({ xFrameOptions: false, contentSecurityPolicy: contentPolicy }));
  app.get("/", (c) => c.html(apiListView(listApis(state))));
  app.get("/api-details", (c) => c.html(detailsView()));
  app.get("/details.js", (c) => asset(c, "text/javascript", detailsScript));
  app.get("/style.css", (c) => asset(c, "text/css", style));
  app.get("/consent/:ticket", (c) => {
    const name = giveConsent(state, c.req.param("ticket"));
    if (name === undefined) return c.html(problemView("This link is good for nothing any more."), 404);
    context.changed();
    return c.html(consentView(name));
  });
  addConsole(app, portal);
  addSignIn(app, portal);
  app.notFound((c) => c.html(problemView("There is no such page."), 404));
  app.onError((_, c) => c.html(problemView("Something went wrong in the portal."), 500));
  return { listener: getRequestListener(app.fetch, { overrideGlobalObjects: false }) };
}

const contentPolicy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  imgSrc: ["data:"],
};

function asset(c: Context, type: string, text: string): Response {
  return c.body(text, 200, { "content-type": `${type}; charset=utf-8` });
}
