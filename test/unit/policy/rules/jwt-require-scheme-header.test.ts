import { examplesOf, inbound, jwt } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("jwt-require-scheme-header");

suite("jwt-require-scheme-header", () => {
  finds(
    "another header",
    jwt('header-name="X-Token" «require-scheme="Bearer"»'),
    'require-scheme has no effect with the header "X-Token".',
  );
  finds(
    "a query parameter",
    jwt("«require-scheme='Bearer'» query-parameter-name='t'"),
    "require-scheme has no effect with anything but the Authorization header.",
  );
  finds(
    "a token of its own",
    jwt('token-value="@(context.Variables["t"])" «require-scheme="Bearer"»'),
    /anything but the Authorization header/,
  );
  finds(
    "an empty scheme, a named value",
    jwt('header-name="a" «require-scheme=""»') + jwt('header-name="a" «require-scheme="{{scheme}}"»'),
    /the header "a"/,
  );
  isSilent(
    "the Authorization header, in any letters, with space",
    jwt('header-name="Authorization" require-scheme="Bearer"') +
      jwt('header-name=" authorization " require-scheme="Bearer"'),
  );
  isSilent(
    "a header that is filled in later",
    jwt('header-name="{{header}}" require-scheme="Bearer"') +
      jwt('header-name="@("a")" require-scheme="Bearer"'),
  );
  isSilent("an empty header, of which another rule speaks", jwt('header-name="" require-scheme="Bearer"'));
  isSilent("no source, of which another rule speaks", jwt('require-scheme="Bearer"'));
  isSilent("no scheme", jwt('query-parameter-name="t"'));
  isSilent(
    "Entra's policy",
    inbound('<validate-azure-ad-token tenant-id="t" query-parameter-name="a" require-scheme="Bearer" />'),
  );
  finds(
    "a header whose name only begins so",
    jwt('header-name="Authorization2" «require-scheme="Bearer"»'),
    /"Authorization2"/,
  );
  offers(
    "it goes, nothing else",
    jwt("header-name='a'\r\n\trequire-scheme='Bearer' clock-skew='1'"),
    jwt("header-name='a' clock-skew='1'"),
    "Remove require-scheme",
  );
});
