import { examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offers, offersNothing } = examplesOf("cors-origin");

const at = (...origins: string[]) =>
  inbound(
    `<cors><allowed-origins>${origins.map((origin) => `<origin>${origin}</origin>`).join("")}</allowed-origins></cors>`,
  );

suite("cors-origin", () => {
  finds(
    "a slash at the end",
    at("«https://a.example/»"),
    'An origin has no path: browsers send "https://a.example".',
  );
  finds("a path", at("«http://localhost:3000/app/index.html»"), /browsers send "http:\/\/localhost:3000"/);
  finds("a query", at("«https://a.example?b=c»"), /browsers send "https:\/\/a\.example"/);
  finds("no scheme", at("«a.example»"), '"a.example" is not an origin: it begins with https:// or http://.');
  finds("a port without scheme", at("«localhost:3000»"), /not an origin/);
  finds("a scheme without host", at("«https://»"), /not an origin/);
  finds(
    "a star in a host, which the service refuses",
    at("«https://*.shop.example»", "«https://a.example:*»"),
    '"*" stands for every origin, and only alone: name each origin.',
  );
  finds(
    "two in one",
    at("«https://a.example https://b.example»"),
    "<origin> is compared as a whole: write one for each.",
  );
  finds("a list with something else in it", at("«https://a.example b.example»"), /not an origin/);
  isSilent(
    "scheme and host, with and without port",
    at("https://a.example", "http://localhost:3000", "https://[::1]:8080"),
  );
  isSilent("the origin of an app", at("capacitor://localhost"));
  isSilent("star and null", at("*", "null"));
  isSilent(
    "filled in later, or empty",
    at("{{origin}}", "https://{{host}}/", "@(context.Api.Path)", "", "#{ORIGIN}#"),
  );
  isSilent("origins elsewhere", inbound("<set-body template='liquid'><origin>a</origin></set-body>"));
  offers(
    "what browsers send, for a look: it lets in more than a path",
    at("https://a.example/b?c=d"),
    at("https://a.example"),
    'Change to "https://a.example"',
  );
  fixes(
    "letters stay as they are",
    at("https://A.example/"),
    at("https://A.example"),
    'Change to "https://A.example"',
  );
  fixes(
    "two in one become two",
    at("https://a.example, https://b.example"),
    at("https://a.example", "https://b.example"),
    "Make each an <origin> of its own",
  );
  offersNothing("which scheme is meant", at("a.example"));
  isSilent("an origin within another policy", jwtOf("<origin>a</origin>"));
});
