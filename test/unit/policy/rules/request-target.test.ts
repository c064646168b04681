import { examplesOf, fragment, inbound, nested } from "../../../support/policy-findings.ts";

const { finds, isSilent, offersNothing } = examplesOf("request-target");

const at = (content: string, attributes = "") =>
  inbound(`<send-request${attributes}>${content}</send-request>`);
const found = (content: string, attributes = "") =>
  at(content, attributes).replace("<send-request", "<«send-request»");
const url = "<set-url>https://a.example</set-url>";
const method = "<set-method>GET</set-method>";

suite("request-target", () => {
  finds("no address", found(method), 'A new request needs <set-url>; only mode="copy" goes without.');
  finds("no method", found(url), 'A new request needs <set-method>; only mode="copy" goes without.');
  finds("neither", found("").replace("«send-request»", "««send-request»»"), [/<set-url>/, /<set-method>/]);
  finds("in the mode that is the default", found(url, ' mode="new"'), /<set-method>/);
  finds(
    "a request that nobody waits for",
    inbound(`<«send-one-way-request»>${url}</send-one-way-request>`),
    /<set-method>/,
  );
  finds("an address in a comment", found(`<!-- ${url} -->${method}`), /<set-url>/);
  finds(
    "an address without host",
    at(`<set-url>«/orders»</set-url>${method}`) +
      at(`<set-url> «orders.example/a»\n</set-url>${method}`, ' mode="copy"'),
    /^"(\/orders|orders\.example\/a)" is no absolute URL such as https:\/\/host\/path\.$/,
  );
  isSilent(
    "an address that is filled in later",
    at(`<set-url>@("/orders")</set-url>${method}`) +
      at(`<set-url>{{host}}/orders</set-url>${method}`) +
      at(`<set-url>https://a.example/{of a template}</set-url>${method}`) +
      at(`<set-url><![CDATA[https://a.example]]></set-url>${method}`),
  );
  isSilent("both, though empty", at("<set-url /><set-method />"));
  isSilent("a copy, with space around the word", at("", ' mode="copy"') + at("", " mode=' copy '"));
  isSilent("a mode that is filled in later", at("", ' mode="{{mode}}"') + at("", ' mode="@("copy")"'));
  isSilent(
    "a fragment, named value or placeholder that may bring them",
    at('<include-fragment fragment-id="a" />') + at("{{request}}") + at("\r\n#{REQUEST}#\r\n"),
  );
  isSilent("an element of that name that is no policy", inbound("<cors><send-request /></cors>"));
  finds(
    "one within wait, in a branch",
    fragment(nested(`<wait><«send-request»>${url}</send-request></wait>`)),
    /<set-method>/,
  );
  offersNothing("where it goes", at(method));
});
