import { examplesOf, inbound } from "../../../support/policy-findings.ts";

const { finds, isSilent, offers } = examplesOf("header-single-line");

const at = (value: string) => inbound(`<set-header name="a"><value>${value}</value></set-header>`);

suite("header-single-line", () => {
  finds(
    "the message as it is",
    at("@(«context.LastError.Message»)"),
    "The message may hold line breaks, which a header cannot carry: replace them first.",
  );
  finds("among other text", at('@("Error: " + «context.LastError.Message» + "!")'), /replace them first/);
  finds(
    "in a block, with space between",
    at("@{ return «context . LastError\n. Message»; }"),
    /replace them first/,
  );
  finds(
    "in each value",
    inbound(
      "<set-header name='a'><value>@(«context.LastError.Message»)</value><value>b</value><value>@(«context.LastError.Message»)</value></set-header>",
    ),
    /replace/,
  );
  finds(
    "within another policy",
    inbound(
      `<return-response><set-header name="a"><value>@(«context.LastError.Message»)</value></set-header></return-response>`,
    ),
    /replace/,
  );
  for (const call of ['.Replace("\\n", " ")', ".Trim()", ".Substring(0, 9)", ".Split('\\n')[0]", ".Length"])
    isSilent(`${call} may have seen to it`, at(`@(context.LastError.Message${call})`));
  isSilent(
    "encoded",
    at("@(System.Uri.EscapeDataString(context.LastError.Message).UrlEncode())") +
      at("@(Convert.ToBase64String(Encoding.UTF8.GetBytes(context.LastError.Message)))"),
  );
  isSilent(
    "other members of the error, which are words",
    at("@(context.LastError.Reason)") + at("@(context.LastError.Source)"),
  );
  isSilent("a body, which may have lines", inbound("<set-body>@(context.LastError.Message)</set-body>"));
  isSilent(
    "a query parameter",
    inbound(
      '<set-query-parameter name="a"><value>@(context.LastError.Message)</value></set-query-parameter>',
    ),
  );
  isSilent("text that is no expression", at("context.LastError.Message"));
  isSilent("in a comment", at("<!-- @(context.LastError.Message) -->b"));
  offers(
    "both kinds of line breaks go",
    at("@(context.LastError.Message)"),
    at('@(context.LastError.Message.Replace("\\r", "").Replace("\\n", " "))'),
    "Replace line breaks by spaces",
  );
});
