import { examplesOf, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("authorization-identity");

const at = (attributes: string) => inbound(`<get-authorization-context provider-id="p" ${attributes} />`);

suite("authorization-identity", () => {
  finds(
    "jwt without identity",
    at('«identity-type="jwt"»'),
    'identity-type="jwt" needs "identity" with the token of the user.',
  );
  finds(
    "identity without type, which is managed then",
    at('«identity="@(context.User.Id)"»'),
    '"identity" has no effect unless identity-type is jwt.',
  );
  finds("identity beside managed", at("identity-type='managed' «identity='t'»"), /has no effect/);
  isSilent("both", at('identity-type="jwt" identity="{{t}}"'));
  isSilent("neither", at('authorization-id="a"'));
  isSilent("managed alone", at('identity-type="managed"'));
  isSilent(
    "a type that is filled in later, with and without identity",
    at('identity-type="{{type}}"') + at('identity-type="@("jwt")" identity="t"'),
  );
  isSilent("jwt with an empty identity", at('identity-type="jwt" identity=""'));
  finds("jwt with space around it, which does not count", at('«identity-type=" jwt "»'), /needs "identity"/);
  finds(
    "in a data source of a resolver",
    "<http-data-source><http-request><get-authorization-context «identity='t'» /></http-request></http-data-source>",
    /has no effect/,
  );
  isSilent(
    "an element of that name that is no policy",
    inbound("<cors><get-authorization-context identity='t' /></cors>"),
  );
  finds(
    "each policy for itself",
    inbound(
      nested(
        '<get-authorization-context «identity="a"» /><get-authorization-context identity-type="jwt" identity="b" />',
      ),
    ),
    /has no effect/,
  );
  offers(
    "what has no effect goes",
    at("identity-type='managed'\r\n  identity='t'"),
    at("identity-type='managed'"),
    "Remove identity",
  );
  offersNothing("which token is meant", at('identity-type="jwt"'));
});
