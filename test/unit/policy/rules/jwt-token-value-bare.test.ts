import { examplesOf, inbound, jwt } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("jwt-token-value-bare");

const at = (value: string) => jwt(`token-value="${value}"`);
const said = 'token-value must not include "Bearer ": take off the scheme, or use header-name.';

suite("jwt-token-value-bare", () => {
  finds("the scheme as text", at("«Bearer {{token}}»"), said);
  finds("in other letters", at("«bearer abc»"), said);
  finds("the scheme in an expression", at('«@("Bearer " + context.Variables["t"])»'), said);
  finds("the whole header", at('«@(context.Request.Headers.GetValueOrDefault("Authorization", ""))»'), said);
  finds("the header by index", at('«@(context.Request.Headers["authorization"][0])»'), said);
  finds(
    "escaped as XML asks for",
    at("«@(context.Request.Headers.GetValueOrDefault(&quot;Authorization&quot;))»"),
    said,
  );
  finds("the scheme escaped", at("«@(&quot;Bearer &quot; + 1)»"), said);
  finds(
    "in single quotes",
    jwt("token-value='«@(context.Request.Headers . GetValueOrDefault( \"Authorization\" ))»'"),
    said,
  );
  for (const cut of [
    ".Split(' ')[1]",
    ".Substring(7)",
    '.Replace("Bearer ", "")',
    ".AsJwt()",
    ".Split(' ').Last()",
  ])
    isSilent(
      `${cut} takes it off`,
      at(`@(context.Request.Headers.GetValueOrDefault("Authorization", "")${cut})`),
    );
  finds(
    "the name of a header in place of the token",
    at("«Authorization»") + at("« x-token »"),
    /^token-value is the token itself, and "(Authorization|x-token)" is none: use an expression, or header-name\.$/,
  );
  finds(
    "in Entra's policy",
    inbound(
      `<validate-azure-ad-token tenant-id="a" token-value="«@(context.Request.Headers["Authorization"][0])»" />`,
    ),
    said,
  );
  isSilent("an empty one, and a placeholder", at("") + at("#{TOKEN}#") + at("@{ return 1; }"));
  isSilent("another header", at('@(context.Request.Headers.GetValueOrDefault("X-Token", ""))'));
  isSilent(
    "a variable, a named value, a token",
    at('@((string)context.Variables["Authorization"])') + at("{{token}}") + at("ey.J.0"),
  );
  isSilent("a word that only begins so", at("Bearertoken.a.b"));
  isSilent("the header by its name", jwt('header-name="Authorization" require-scheme="Bearer"'));
  isSilent("no value", jwt("token-value"));
  offersNothing("how the header is written", at("Bearer {{token}}"));
});
