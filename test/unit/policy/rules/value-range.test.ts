import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("value-range");

const retry = (attributes: string) => inbound(`<retry condition="@(true)" ${attributes} />`);

suite("value-range", () => {
  finds("above and below", retry('count="«51»" interval="1"') + retry('count="«0»" interval="1"'), [
    '"count" must be from 1 to 50, not 51.',
    '"count" must be from 1 to 50, not 0.',
  ]);
  isSilent("both ends", retry('count="1" interval="0"') + retry('count="50" interval="0"'));
  finds(
    "below, where there is no upper end",
    retry('count="1" interval="«-1»"'),
    '"interval" must be at least 0, not -1.',
  );
  isSilent("any number, where there is no upper end", retry('count="1" interval="99999999"'));
  finds("statuses", inbound('<set-status code="«99»" /><set-status code="«600»" />'), [
    '"code" must be from 100 to 599, not 99.',
    '"code" must be from 100 to 599, not 600.',
  ]);
  isSilent("the first and last status", inbound('<set-status code="100" /><set-status code="599" />'));
  finds(
    "fractions",
    inbound(
      '<llm-semantic-cache-lookup score-threshold="«1.01»" /><llm-semantic-cache-lookup score-threshold="«-0.1»" />',
    ),
    /from 0 to 1/,
  );
  isSilent(
    "fractions within",
    inbound(
      '<llm-semantic-cache-lookup score-threshold="0" /><llm-semantic-cache-lookup score-threshold="0.5" /><llm-semantic-cache-lookup score-threshold="1.0" />',
    ),
  );
  finds(
    "a window that is too long, at each level of a rate limit",
    inbound(
      '<rate-limit renewal-period="«301»"><api renewal-period="«3600»"><operation renewal-period="«400»" /></api></rate-limit><rate-limit-by-key renewal-period="«3600»" />',
    ),
    /^"renewal-period" must be from 0 to 300/,
  );
  isSilent(
    "the longest window, and a quota's longer period",
    inbound('<rate-limit renewal-period="300" /><quota-by-key renewal-period="86400" />'),
  );
  finds("without the space around it, in single quotes", retry("count=' «70» '"), /not 70/);
  finds(
    "in parts of policies",
    inbound(
      '<validate-status-code unspecified-status-code-action="ignore"><status-code code="«1000»" action="ignore" /></validate-status-code>',
    ),
    /from 100 to 599/,
  );
  isSilent(
    "filled in later, or empty",
    retry('count="{{count}}" interval="@(-1)"') + retry('count="" interval="#{I}#"'),
  );
  isSilent("no number, of which value-type speaks", retry('count="many" interval="1s"'));
  isSilent("numbers without range", inbound('<emit-metric name="a" value="-5" />'));
  isSilent("in a comment", inbound('<!-- <retry count="51" /> -->'));
  offersNothing("which number is meant", retry('count="51"'));
});
