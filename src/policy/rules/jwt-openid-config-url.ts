import { isAuth0Domain } from "../../core/tenant-hosts.ts";
import { auth0DiscoveryUrl } from "../facts/auth0.ts";
import { wellKnownPath } from "../facts/jwt.ts";
import type { UrlItem } from "../jwt/read.ts";
import type { UrlParts } from "../jwt/url.ts";
import type { Fix, JwtRule, RuleContext } from "./engine/rule.ts";
import { changeTo, setValue } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";

/** RFC 8414 puts the issuer's path behind the well-known one. */
const ending =
  /\/\.well-known\/(openid-configuration|oauth-authorization-server)$|^\/\.well-known\/oauth-authorization-server\//;

const notDiscovery = `This is not the URL of a discovery document: it ends in "${wellKnownPath}".`;

/** The service fetches the document when the policy is saved and when it runs. */
export const jwtOpenidConfigUrl: JwtRule = {
  id: "jwt-openid-config-url",
  severity: "warning",
  doc: "The URL of an openid-config is https and that of a discovery document.",
  on: "validate-jwt",
  reads: "content",
  check({ openIdConfigs }, context) {
    for (const config of openIdConfigs) if (config.url) checkUrl(config, config.url, context);
  },
};

function checkUrl(config: UrlItem, url: UrlParts, context: RuleContext): void {
  const { value } = config;
  if (url.scheme !== "https") {
    const fixed = value.text.replace(/^http:/i, "https:");
    context.report(
      value.span,
      "The discovery document must be fetched by https.",
      // Whether another host answers by https, and at which port, nobody here knows.
      fixFor(config, fixed, isAuth0Domain(url.host)),
    );
  } else if (ending.test(url.path) || ending.test(url.path.replace(/\/[^/]+$/, ""))) {
    checkPlace(config, url, context);
  } else if (url.path.endsWith(`${wellKnownPath}/`)) {
    const fixed = value.text.replace(`${wellKnownPath}/`, wellKnownPath);
    context.report(value.span, notDiscovery, fixFor(config, fixed, isAuth0Domain(url.host)));
  } else {
    const fixed = discoveryFor(url);
    context.report(value.span, notDiscovery, fixFor(config, fixed, isAuth0Domain(url.host) && isBare(url)));
  }
}

/** The ending is right; what stands before it may not be. */
function checkPlace(config: UrlItem, { host, path }: UrlParts, context: RuleContext): void {
  const { text, span } = config.value;
  if (path.startsWith("//")) {
    const fixed = text.replace(/([^:])\/\/+/, "$1/");
    context.report(
      span,
      'The path begins with two slashes: "//".',
      fixFor(config, fixed, isAuth0Domain(host)),
    );
  } else if (isAuth0Domain(host) && path !== wellKnownPath && path.endsWith(wellKnownPath)) {
    const only = auth0DiscoveryUrl(host);
    const message = `An Auth0 tenant has one discovery document, "${only}".`;
    context.report(span, message, fixFor(config, only, false));
  }
}

function isBare({ path, query }: UrlParts): boolean {
  return path.replaceAll("/", "") === "" && query === "";
}

/** Where the document most likely is: beside the key set, or below the issuer. */
function discoveryFor({ scheme, host, path }: UrlParts): string {
  const issuer = path.replace(/\/(\.well-known.*|oauth\/token|authorize)?\/*$/, "");
  return `${scheme}://${host}${isAuth0Domain(host) ? "" : issuer}${wellKnownPath}`;
}

function fixFor({ element }: UrlItem, fixed: string, safe: boolean): { fix: Fix | undefined } {
  const url = attribute(element, "url");
  return { fix: url && changeTo(fixed, (to) => setValue(url, to), safe) };
}
