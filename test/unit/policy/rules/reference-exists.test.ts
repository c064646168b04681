import { unknown } from "../../../../src/core/known.ts";
import { connected, examplesOf, inbound, jwtOf, keys, nested } from "../../../support/policy-findings.ts";
import { live } from "./support/live.ts";

const { finds, isSilent, offers, offersNothing } = examplesOf("reference-exists");

suite("reference-exists", () => {
  finds(
    "a fragment",
    inbound('<include-fragment fragment-id="«nothing»" />'),
    'The instance has no fragment "nothing".',
    connected,
  );
  finds(
    "a backend",
    inbound('<set-backend-service backend-id="«nothing»" />'),
    'The instance has no backend "nothing".',
    connected,
  );
  finds(
    "a certificate",
    jwtOf(keys('<key certificate-id="«nothing»" />')),
    'The instance has no certificate "nothing".',
    connected,
  );
  finds(
    "a slip, with the likely one",
    inbound("<include-fragment fragment-id='«chek-token»' />"),
    'The instance has no fragment "chek-token". Did you mean "check-token"?',
    connected,
  );
  finds(
    "other letters",
    inbound('<set-backend-service backend-id="«Orders»" />'),
    /Did you mean "orders"/,
    connected,
  );
  finds(
    "the name of another kind",
    inbound('<set-backend-service backend-id="«client»" />'),
    /no backend "client"/,
    connected,
  );
  finds(
    "each, in branches",
    inbound(
      nested(
        '<include-fragment fragment-id="«a»" /><include-fragment fragment-id="check-token" /><include-fragment fragment-id="«b»" />',
      ),
    ),
    [/"a"/, /"b"/],
    connected,
  );
  isSilent(
    "what there is, with space around it",
    inbound(
      '<include-fragment fragment-id=" check-token " /><set-backend-service backend-id="orders" /><authentication-certificate certificate-id="client" />',
    ),
    connected,
  );
  isSilent("Dapr, which is no entity", inbound('<set-backend-service backend-id="dapr" />'), connected);
  finds(
    "a fragment of that name",
    inbound('<include-fragment fragment-id="«dapr»" />'),
    /no fragment "dapr"/,
    connected,
  );
  isSilent(
    "loggers, which are not read",
    inbound('<log-to-eventhub logger-id="a">b</log-to-eventhub>'),
    connected,
  );
  isSilent(
    "filled in later, or empty",
    inbound(
      '<include-fragment fragment-id="{{a}}" /><set-backend-service backend-id="@("a")" /><include-fragment fragment-id="" />',
    ),
    connected,
  );
  isSilent("without connection", inbound('<include-fragment fragment-id="a" />'));
  isSilent("one kind that could not be read", inbound('<include-fragment fragment-id="a" />'), {
    live: { ...live, fragments: unknown },
  });
  isSilent("in a comment", inbound('<!-- <include-fragment fragment-id="a" /> -->'), connected);
  offers(
    "the likely one",
    inbound("<include-fragment fragment-id='check_token' />"),
    inbound("<include-fragment fragment-id='check-token' />"),
    'Change to "check-token"',
    connected,
  );
  offersNothing("for what resembles none", inbound('<include-fragment fragment-id="a" />'), connected);
});
