import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, relates, isSilent, offersNothing } = examplesOf("cors-credentials");

const at = (credentials: string, ...origins: string[]) =>
  inbound(
    `<cors ${credentials}><allowed-origins>${origins.map((origin) => `<origin>${origin}</origin>`).join("")}</allowed-origins></cors>`,
  );

suite("cors-credentials", () => {
  finds(
    "credentials and every origin",
    at('«allow-credentials="true"»', "*"),
    'Credentials are not allowed together with the origin "*": name the origins.',
  );
  finds(
    "every origin among others, with space around it",
    at("«allow-credentials='TRUE'»", "https://a.example", " * "),
    /Credentials/,
  );
  finds("the star in CDATA", at('«allow-credentials="1"»', "<![CDATA[*]]>"), /Credentials/);
  isSilent("named origins", at('allow-credentials="true"', "https://a.example"));
  isSilent("no credentials", at('allow-credentials="false"', "*"));
  isSilent("nothing said about credentials", at("", "*"));
  isSilent(
    "credentials that are decided later",
    at('allow-credentials="@(context.Api.Path == "a")"', "*") + at('allow-credentials="{{c}}"', "*"),
  );
  isSilent("an origin that a named value holds", at('allow-credentials="true"', "{{origins}}"));
  isSilent("a star that is a part of an origin", at('allow-credentials="true"', "https://*.example"));
  isSilent("a star in a comment", at('allow-credentials="true"', "<!--*-->https://a.example"));
  isSilent(
    "every header and method",
    inbound('<cors allow-credentials="true"><allowed-headers><header>*</header></allowed-headers></cors>'),
  );
  relates(
    "names the star",
    at('allow-credentials="true"', "https://a.example", "*").replace(
      "<origin>*</origin>",
      "‹<origin>*</origin>›",
    ),
    "Every origin is allowed here.",
  );
  offersNothing("which origins are meant", at('allow-credentials="true"', "*"));
});
