import { isAuth0Domain } from "../../core/tenant-hosts.ts";
import type { LiveFacts } from "../facts/live-facts.ts";
import type { Item } from "../jwt/read.ts";
import { parseUrl } from "../jwt/url.ts";
import type { JwtRule } from "./engine/rule.ts";

/** An access token's audience is the identifier of an API; an ID token's is a client id. */
export const auth0AudienceIsApi: JwtRule = {
  id: "auth0-audience-is-api",
  severity: "warning",
  doc: "With Auth0, an audience is the identifier of an API of one's own.",
  on: "validate-jwt",
  reads: "content",
  check({ audiences, auth0Hosts }, context) {
    if (auth0Hosts.length === 0) return;
    for (const item of audiences) {
      const message = item.value.literal ? messageFor(item, context.options.live) : undefined;
      if (message) context.report(item.value.span, message);
    }
  },
};

function messageFor({ value: { text } }: Item, live: LiveFacts | undefined): string | undefined {
  if (isClientId(text, live)) {
    return "This is a client id, the audience of ID tokens. An API is called with an access token, whose audience is the identifier of the API.";
  }
  const url = parseUrl(text);
  if (!url || !isAuth0Domain(url.host)) return undefined;
  if (url.path.startsWith("/api/v2")) {
    return "This is the audience of Auth0's Management API; tokens for it are not for this API.";
  }
  if (url.path === "/userinfo") {
    return "This is the audience of Auth0's user info; tokens for any API of the tenant may carry it.";
  }
  return undefined;
}

function isClientId(text: string, live: LiveFacts | undefined): boolean {
  const apis = live?.tenants.known
    ? live.tenants.value.flatMap(({ apis: list }) => (list.known ? list.value : []))
    : [];
  if (apis.some(({ identifier }) => identifier === text)) return false;
  const clients = live?.tenants.known
    ? live.tenants.value.flatMap(({ clientIds }) => (clientIds.known ? clientIds.value : []))
    : [];
  return (
    clients.includes(text) || (/^[A-Za-z0-9]{32}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text))
  );
}
