import { known, unknown } from "../../../../src/core/known.ts";
import {
  audiences,
  connected,
  discovery,
  examplesOf,
  issuers,
  jwtOf,
  orders,
} from "../../../support/policy-findings.ts";
import { live } from "./support/live.ts";

const { finds, isSilent, offersNothing } = examplesOf("auth0-custom-domain");

const own = "https://shop.eu.auth0.com/";
const custom = "https://login.shop.example/";
const wellKnown = ".well-known/openid-configuration";

suite("auth0-custom-domain", () => {
  finds(
    "the tenant's own domain alone",
    jwtOf(`<openid-config url="«${own}${wellKnown}»" />`),
    "Tokens that applications get from login.shop.example are refused: this policy accepts shop.eu.auth0.com only.",
    connected,
  );
  finds(
    "the custom domain alone",
    jwtOf(`<openid-config url="«${custom}${wellKnown}»" />`),
    /from shop\.eu\.auth0\.com are refused: this policy accepts login\.shop\.example only/,
    connected,
  );
  finds(
    "once, at the first of several places",
    jwtOf(`<openid-config url="«${own}${wellKnown}»" />${issuers(own)}`),
    /login\.shop\.example/,
    connected,
  );
  finds("issuers alone", jwtOf(issuers(`«${own}»`)), /accepts shop\.eu\.auth0\.com only/, connected);
  isSilent("both domains in discovery", jwtOf(discovery() + discovery("login.shop.example")), connected);
  isSilent("one domain in discovery, the other as issuer", jwtOf(discovery() + issuers(custom)), connected);
  isSilent(
    "a host in other letters",
    jwtOf(discovery("SHOP.eu.auth0.com") + discovery("Login.Shop.Example")),
    connected,
  );
  isSilent("a tenant whose custom domains are not known", jwtOf(discovery("dark.eu.auth0.com")), connected);
  isSilent("a tenant that is not connected", jwtOf(discovery("other.eu.auth0.com")), connected);
  isSilent("without connection", jwtOf(discovery()));
  isSilent("no issuer and no discovery", jwtOf(audiences(orders)), connected);
  isSilent(
    "an issuer that a named value holds, since it may be the custom domain",
    jwtOf(discovery() + issuers("{{issuer}}")),
    connected,
  );
  isSilent(
    "discovery by an expression",
    jwtOf(`${discovery()}<openid-config url="@(context.Api.ServiceUrl.Host)" />`),
    connected,
  );
  finds(
    "two of three domains",
    jwtOf(`<openid-config url='«${own}${wellKnown}»' />`),
    /from a\.example or b\.example are refused/,
    {
      live: {
        ...live,
        tenants: known([
          {
            domain: "shop.eu.auth0.com",
            customDomains: known(["a.example", "b.example"]),
            apis: unknown,
            clientIds: unknown,
          },
        ]),
      },
    },
  );
  isSilent("a tenant that has no custom domain", jwtOf(discovery()), {
    live: {
      ...live,
      tenants: known([
        { domain: "shop.eu.auth0.com", customDomains: known([]), apis: unknown, clientIds: unknown },
      ]),
    },
  });
  offersNothing("whether applications use both", jwtOf(discovery()), connected);
});
